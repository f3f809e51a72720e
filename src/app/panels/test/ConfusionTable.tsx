import type { ConfusionMatrix } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { testWords } from '../../i18n/test.ts';
import * as format from '../../i18n/format.ts';
import { useChecking } from '../../state/findings/checking.ts';

interface ConfusionTableProps {
  matrix: ConfusionMatrix;
  classNames: [string, string];
}

const sides = [0, 1] as const;

/**
 * Rows: the actual class of a review; columns: the predicted one. The diagonal is what it got right. A cell leads to its
 * reviews.
 */
export function ConfusionTable({ matrix, classNames }: ConfusionTableProps) {
  const { tested } = useChecking();
  return (
    <table className="confusion">
      <caption>{t.test.confusion}</caption>
      <thead>
        <tr>
          <td />
          {sides.map((of) => (
            <th key={of} scope="col">
              {t.test.called(of, classNames[of])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sides.map((actual) => {
          const row = matrix[actual];
          const total = Math.max(1, row[0] + row[1]);
          return (
            <tr key={actual}>
              <th scope="row">{t.test.actually(actual, classNames[actual])}</th>
              {sides.map((called) => (
                <td
                  key={called}
                  className={actual === called ? 'right' : 'wrong'}
                  style={{ '--share': row[called] / total }}
                >
                  <button
                    type="button"
                    aria-label={testWords.cell(row[called], actual, called)}
                    onClick={() => tested.showCell({ actual, predicted: called })}
                  >
                    <span className="cell-count">{format.count(row[called])}</span>
                    <span className="cell-share">{format.percent(row[called] / total)}</span>
                  </button>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
