import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { useApp } from '../../state/react.ts';
import type { RunState } from '../../state/store.ts';
import { DescriptionList, type DescriptionItem } from '../../ui/DescriptionList.tsx';

const words = t.training;
const none = '–';

function phaseText({ status, phase, phaseProgress }: RunState): string {
  if (status === 'idle') return none;
  if (status === 'finished') return t.sheet.states.finished;
  if (status === 'running' || status === 'starting')
    return phase ? words.phaseDone(words.phases[phase], phaseProgress?.share ?? null) : words.states.starting;
  return words.states[status];
}

function readouts(run: RunState): DescriptionItem[] {
  const { lastStep: last, config, epochs, status, phaseProgress } = run;
  const isActive = status === 'running' || status === 'pausing' || status === 'stopping';
  const left = phaseProgress ?? last;
  const epoch = last?.epoch ?? epochs.length;
  return [
    { name: words.readouts.phase, value: phaseText(run) },
    {
      name: words.readouts.epoch,
      term: 'epoch',
      value: config && epoch > 0 ? words.readouts.of(epoch, config.epochs) : none,
    },
    {
      name: words.readouts.step,
      term: 'step',
      value: last ? words.readouts.of(last.step, last.totalSteps) : none,
    },
    { name: words.readouts.loss, term: 'loss', value: last ? format.loss(last.loss) : none },
    { name: words.readouts.speed, value: last ? format.count(last.reviewsPerSecond) : none },
    { name: words.readouts.left, value: left && isActive ? format.duration(left.secondsLeft) : none },
  ];
}

/** Where training is, in figures. */
export function Progress() {
  const run = useApp((state) => state.run);
  return <DescriptionList shape="row" label={words.readouts.label} items={readouts(run)} />;
}
