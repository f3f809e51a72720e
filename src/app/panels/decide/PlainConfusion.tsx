import type { ConfusionMatrix } from '../../../workers/protocol.ts';
import { decideWords } from '../../i18n/decide.ts';
import * as format from '../../i18n/format.ts';
import { testWords } from '../../i18n/test.ts';
import { Scroller } from '../../ui/Scroller.tsx';

/** Counts of the reviews to choose by. */
export function PlainConfusion({
  matrix,
  classNames,
}: {
  matrix: ConfusionMatrix;
  classNames: readonly string[];
}) {
  return (
    <Scroller label={decideWords.scroll}>
      <table className="decide-table">
        <caption>{decideWords.threshold.confusion}</caption>
        <thead>
          <tr>
            <td />
            {classNames.map((name, id) => (
              <th key={id} scope="col" className="number">
                {testWords.predicted(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classNames.map((name, actual) => (
            <tr key={actual}>
              <th scope="row">{testWords.actual(name)}</th>
              {matrix[actual].map((rows, predicted) => (
                <td key={predicted} className={actual === predicted ? 'number decide-right' : 'number'}>
                  {format.count(rows)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
