import { labWords } from '../../i18n/labs.ts';
import { runsOfLab } from '../../state/labs/steps.ts';
import { useApp } from '../../state/react.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import type { LabId } from '../../../contract/labs.ts';

const words = labWords.runs;

/** The lab's own runs beside each other. They are no results of the user's, and say so. */
export function LabRunFigures({ lab }: { lab: LabId }) {
  const runs = useApp((state) => state.labs.runs);
  const done = runsOfLab(lab).flatMap((name) => {
    const epochs = runs[name];
    const last = epochs?.at(-1);
    return epochs && last
      ? [{ name, last, best: Math.max(...epochs.map((each) => each.validationAccuracy)) }]
      : [];
  });
  if (done.length === 0) return null;
  return (
    <>
      <Scroller label={words.caption}>
        <table className="lab-figures">
          <caption>{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.run}</th>
              <th scope="col">{words.training}</th>
              <th scope="col">{words.validation}</th>
              <th scope="col">{words.best}</th>
              <th scope="col">{words.loss}</th>
            </tr>
          </thead>
          <tbody>
            {done.map(({ name, last, best }) => (
              <tr key={name}>
                <th scope="row">{words.names[name]}</th>
                <td>{words.share(last.accuracy)}</td>
                <td>{words.share(last.validationAccuracy)}</td>
                <td>{words.share(best)}</td>
                <td>{words.lossOf(last.validationLoss)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <p className="help">{words.note}</p>
    </>
  );
}
