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
              {t.test.predicted(of, classNames[of])}
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
              <th scope="row">{t.test.actual(actual, classNames[actual])}</th>
              {sides.map((predicted) => (
                <td
                  key={predicted}
                  className={actual === predicted ? 'right' : 'wrong'}
                  style={{ '--share': row[predicted] / total }}
                >
                  <button
                    type="button"
                    aria-label={testWords.cell(row[predicted], actual, predicted)}
                    onClick={() => tested.showCell({ actual, predicted })}
                  >
                    <span className="cell-count">{format.count(row[predicted])}</span>
                    <span className="cell-share">{format.percent(row[predicted] / total)}</span>
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
