import { runWords } from '../../i18n/runs.ts';
import { ago } from '../../i18n/format.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { useApp } from '../../state/react.ts';
import { dataSentence, hasItsData } from '../../state/runs/actions.ts';
import { interruptedRun } from '../../state/runs/interrupted.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import './Interrupted.css';

const words = runWords;

/** After a reload or a crash: what was interrupted, and the way on. */
export function Interrupted() {
  const runs = useRuns();
  const run = useApp(interruptedRun);
  const isWaiting = useApp((state) => run !== null && state.runs.waiting?.id === run.id);
  const hasData = useApp((state) => run !== null && hasItsData(run, state));
  const isWorking = useApp((state) => state.runs.working !== null || state.data.loading !== null);
  const sentence = useApp((state) => (run ? dataSentence(run, state) : ''));
  if (!run) return null;
  const { id, name, epochs, config, updated } = run;
  const epoch = Math.min(epochs.length + 1, config.epochs);
  return (
    <section className="interrupted" aria-label={words.interruptedLabel}>
      <p>{words.interrupted(name, epoch, config.epochs, ago(updated))}</p>
      <div className="interrupted-actions">
        <Action
          isDisabled={isWorking || (isWaiting && !hasData)}
          describedBy={isWaiting ? 'interrupted-data' : undefined}
          onPress={() => void runs.resume(id)}
        >
          {words.resume}
        </Action>
        <Action onPress={() => runs.later(id)}>{words.later}</Action>
      </div>
      <div id="interrupted-data" role="status">
        {isWaiting && <Notice kind="hint">{sentence}</Notice>}
      </div>
    </section>
  );
}
