import type { ConfusionMatrix } from '../../../workers/protocol.ts';
import { testWords } from '../../i18n/test.ts';
import * as format from '../../i18n/format.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { Term } from '../../ui/Term.tsx';

interface ConfusionTableProps {
  matrix: ConfusionMatrix;
  classNames: readonly string[];
}

/**
 * Rows: the actual class of a review; columns: the predicted one. The diagonal is what it got right. A cell leads to its
 * reviews.
 */
export function ConfusionTable({ matrix, classNames }: ConfusionTableProps) {
  const { tested } = useChecking();
  return (
    <table className={classNames.length > 4 ? 'confusion confusion-large' : 'confusion'}>
      <caption>
        <Term name="confusion">{testWords.confusion}</Term>
      </caption>
      <thead>
        <tr>
          <td />
          {classNames.map((name, id) => (
            <th key={id} scope="col">
              {testWords.predicted(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classNames.map((name, actual) => {
          const row = matrix[actual];
          const total = Math.max(
            1,
            row.reduce((sum, rows) => sum + rows, 0),
          );
          return (
            <tr key={actual}>
              <th scope="row">{testWords.actual(name)}</th>
              {row.map((rows, predicted) => (
                <td
                  key={predicted}
                  className={actual === predicted ? 'right' : 'wrong'}
                  style={{ '--share': rows / total }}
                >
                  <button
                    type="button"
                    aria-label={testWords.cell(rows, name, classNames[predicted])}
                    onClick={() => tested.showCell({ actual, predicted })}
                  >
                    <span className="cell-count">{format.count(rows)}</span>
                    <span className="cell-share">{format.percent(rows / total)}</span>
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
