import { ProgressBar } from 'react-aria-components';

import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { useApp } from '../../state/react.ts';
import { shareDone, type RunState } from '../../state/store.ts';
import { DescriptionList } from '../../ui/DescriptionList.tsx';

const words = t.training;
const none = '–';

function phaseText({ status, phase }: RunState): string {
  if (status === 'idle') return none;
  if (status === 'finished') return t.sheet.states.finished;
  if (status === 'running' || status === 'starting')
    return phase ? words.phases[phase] : words.states.starting;
  return words.states[status];
}

function readouts(run: RunState) {
  const { lastStep: last, config, epochs, status } = run;
  const active = status === 'running' || status === 'pausing' || status === 'stopping';
  const epoch = last?.epoch ?? epochs.length;
  return [
    { name: words.readouts.phase, value: phaseText(run) },
    {
      name: words.readouts.epoch,
      value: config && epoch > 0 ? words.readouts.of(epoch, config.epochs) : none,
    },
    { name: words.readouts.step, value: last ? words.readouts.of(last.step, last.totalSteps) : none },
    { name: words.readouts.loss, value: last ? format.loss(last.loss) : none },
    { name: words.readouts.speed, value: last ? format.count(last.reviewsPerSecond) : none },
    { name: words.readouts.left, value: last && active ? format.duration(last.secondsLeft) : none },
  ];
}

/** What a screen reader is told as it happens. */
function announcement({ epochs, config }: RunState): string {
  const last = epochs.at(-1);
  return last && config ? words.announceEpoch(last.epoch, config.epochs, last.validationAccuracy) : '';
}

export function Progress() {
  const run = useApp((state) => state.run);
  const done = shareDone(run);
  return (
    <div className={`progress progress-${run.status}`}>
      <ProgressBar aria-label={words.progress} value={done * 100} className="progress-bar">
        <span className="progress-track" aria-hidden="true">
          <span className="progress-fill" style={{ transform: `scaleX(${done})` }} />
          {run.config && run.config.epochs <= 60 && (
            <span className="progress-ticks" style={{ backgroundSize: `${100 / run.config.epochs}% 100%` }} />
          )}
        </span>
      </ProgressBar>
      <DescriptionList shape="row" label={words.readouts.label} items={readouts(run)} />
      <p className="visually-hidden" aria-live="polite">
        {announcement(run)}
      </p>
    </div>
  );
}
