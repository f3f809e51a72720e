import * as format from '../../i18n/format.ts';
import { sharesWords as words } from '../../i18n/shares.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { shareColumns, type Shares } from './share-columns.ts';

const { columns } = words;

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
