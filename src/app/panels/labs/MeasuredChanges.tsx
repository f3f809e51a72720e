import { labWords } from '../../i18n/labs.ts';
import { useApp } from '../../state/react.ts';

const words = labWords.figures;

/** The accuracy of the network as it was trained, and with each change that was measured. */
export function MeasuredChanges() {
  const measured = useApp((state) => state.labs.measured);
  const changes = Object.entries(measured).filter(([key]) => words.changes[key] !== undefined);
  if (changes.length === 0) return null;
  const [[, { before, rows }]] = changes;
  return (
    <>
      <table className="lab-figures">
        <caption>{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.network}</th>
            <th scope="col">{words.accuracy}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{words.trained}</th>
            <td>{words.share(before)}</td>
          </tr>
          {changes.map(([key, { after }]) => (
            <tr key={key}>
              <th scope="row">{words.changes[key]}</th>
              <td>{words.share(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="help">{words.reviews(rows)}</p>
    </>
  );
}
