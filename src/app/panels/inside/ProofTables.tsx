import type { Faithfulness, FaithfulOrder } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { proofWords as words } from '../../i18n/proof.ts';

interface TableProps {
  caption: string;
  columns: readonly string[];
  /** Each begins with its name. */
  rows: readonly (readonly string[])[];
}

function Table({ caption, columns: [first, ...columns], rows }: TableProps) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {columns.map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, i) => (
              <td key={columns[i]} className="number">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Areas under the curves of each order, and how often the signs are right. */
export function OrderTable({ orders }: { orders: readonly FaithfulOrder[] }) {
  const rows = orders.map(({ name, deletionArea, insertionArea, overRandom, signs }) => [
    words.order(name),
    ...[deletionArea, insertionArea].map(format.percent),
    ...(signs ? [words.over(overRandom), format.percent(signs.all)] : ['', '']),
  ]);
  return <Table caption={words.table} columns={Object.values(words.columns)} rows={rows} />;
}

/** One kind of curve of each order, as numbers. */
export function CurveTable({ kind, found }: { kind: 'deletion' | 'insertion'; found: Faithfulness }) {
  return (
    <Table
      caption={words.curveTable(kind)}
      columns={[words.columns.order, ...found.shares.map(words.share)]}
      rows={found.orders.map((order) => [words.order(order.name), ...order[kind].map(format.percent)])}
    />
  );
}
