import type { Faithfulness, FaithfulOrder } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { proofWords as words } from '../../i18n/proof.ts';
import { NumberTable } from '../../ui/NumberTable.tsx';

/** Areas under the curves of each order, and how often the signs are right. */
export function OrderTable({ orders }: { orders: readonly FaithfulOrder[] }) {
  const rows = orders.map(({ name, deletionArea, insertionArea, overRandom, signs }) => [
    words.order(name),
    ...[deletionArea, insertionArea].map(format.percent),
    ...(signs ? [words.over(overRandom), format.percent(signs.all)] : ['', '']),
  ]);
  return <NumberTable caption={words.table} columns={Object.values(words.columns)} rows={rows} />;
}

/** One kind of curve of each order, as numbers. */
export function CurveTable({ kind, found }: { kind: 'deletion' | 'insertion'; found: Faithfulness }) {
  return (
    <NumberTable
      caption={words.curveTable(kind)}
      columns={[words.columns.order, ...found.shares.map(words.share)]}
      rows={found.orders.map((order) => [words.order(order.name), ...order[kind].map(format.percent)])}
    />
  );
}
