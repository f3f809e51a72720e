import type { ConfusionMatrix } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';

interface ConfusionTableProps {
  matrix: ConfusionMatrix;
  classNames: [string, string];
}

/** Rows: what a review is; columns: what the network called it. The diagonal is what it got right. */
export function ConfusionTable({ matrix, classNames }: ConfusionTableProps) {
  return (
    <table className="confusion">
      <caption>{t.test.confusion}</caption>
      <thead>
        <tr>
          <td />
          {classNames.map((name) => (
            <th key={name} scope="col">
              {t.test.called(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.map((row, actual) => {
          const total = Math.max(1, row[0] + row[1]);
          return (
            <tr key={classNames[actual]}>
              <th scope="row">{t.test.actually(classNames[actual])}</th>
              {row.map((value, called) => (
                <td
                  key={classNames[called]}
                  className={actual === called ? 'right' : 'wrong'}
                  style={{ '--share': value / total }}
                >
                  <span className="cell-count">{format.count(value)}</span>
                  <span className="cell-share">{format.percent(value / total)}</span>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
