import type { Attributed, Inside, Phrases } from '../../../workers/protocol.ts';
import * as format from '../../i18n/format.ts';
import { sharesWords as words } from '../../i18n/shares.ts';
import { Scroller } from '../../ui/Scroller.tsx';

export interface Shares {
  inside: Inside;
  /** Null until they are there. */
  attributed: Attributed | null;
  phrases: Phrases | null;
}

interface ShareColumn {
  name: string;
  /** [T]; null where there is none. */
  values: (number | null)[];
  isCount?: boolean;
}

const { columns } = words;

/** All that is known of what each word adds: a column each. */
function shareColumns({ inside, attributed, phrases }: Shares): ShareColumn[] {
  const surplus = inside.tokens.map(
    (_, t) => phrases?.phrases.find(({ start }) => start === t)?.surplus ?? null,
  );
  return [
    ...(attributed ? [{ name: columns.attribution(attributed.method), values: attributed.values }] : []),
    ...inside.pooled.flatMap(({ mode, adds, units }) => [
      { name: columns.pooled(mode), values: adds },
      ...(units ? [{ name: columns.units, values: units, isCount: true }] : []),
    ]),
    ...(phrases ? [{ name: columns.surplus, values: surplus }] : []),
  ];
}

export function ShareTable(shares: Shares) {
  const found = shareColumns(shares);
  return (
    <Scroller label={words.scroll} className="unit-numbers">
      <table>
        <caption className="visually-hidden">{words.numbers}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.word}</th>
            {found.map(({ name }) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shares.inside.tokens.map(({ token }, t) => (
            <tr key={t}>
              <th scope="row" dir="auto">
                {token}
              </th>
              {found.map(({ name, values, isCount }) => (
                <td key={name} className="number">
                  {shown(values[t], isCount)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function shown(value: number | null, isCount = false): string {
  if (value === null) return '';
  return isCount ? format.count(value) : format.signed(value);
}
