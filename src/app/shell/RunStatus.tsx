import { t } from '../i18n/index.ts';
import * as format from '../i18n/format.ts';
import { useApp } from '../state/react.ts';
import { interruptedRun } from '../state/runs/interrupted.ts';
import { shareDone, type AppState, type RunState } from '../state/store.ts';

const words = t.training;

function stateText(state: AppState): string {
  const { status, lastStep, config } = state.run;
  if (status === 'idle') {
    if (interruptedRun(state)) return t.bar.interrupted;
    return state.data.loaded ? t.sheet.states.idle : t.sheet.states.noData;
  }
  const name = t.sheet.states[status];
  return status === 'running' && lastStep && config
    ? t.bar.training(name, lastStep.epoch, config.epochs)
    : name;
}

/** The time that is left while it trains. */
function timeLeft({ status, lastStep }: RunState): string {
  const active = status === 'running' || status === 'pausing' || status === 'stopping';
  return lastStep && active ? t.bar.left(format.duration(lastStep.secondsLeft)) : '';
}

/** What a screen reader is told as it happens. */
function announcement({ epochs, config }: RunState): string {
  const last = epochs.at(-1);
  return last && config ? words.announceEpoch(last.epoch, config.epochs, last.validationAccuracy) : '';
}

/** What the page is doing, how far it is, and how long it still takes. */
export function RunStatus() {
  const run = useApp((state) => state.run);
  const text = useApp(stateText);
  const done = shareDone(run);
  return (
    <div className={`run-status progress-${run.status}`}>
      <span className={`lamp lamp-${run.status}`}>{text}</span>
      <span className="run-left">{timeLeft(run)}</span>
      <div
        role="progressbar"
        aria-label={words.progress}
        aria-valuenow={Math.round(done * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="progress-bar"
      >
        <span className="progress-track" aria-hidden="true">
          <span className="progress-fill" style={{ transform: `scaleX(${done})` }} />
        </span>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {announcement(run)}
      </p>
    </div>
  );
}
