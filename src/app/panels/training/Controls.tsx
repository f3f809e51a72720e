import { say, t } from '../../i18n/index.ts';
import { useApp, useSettings } from '../../state/react.ts';
import { withinBudget } from '../../../workers/protocol.ts';
import { asksForStudy, isBusy } from '../../state/store.ts';
import { startObstacle } from '../../state/training/obstacle.ts';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { RunNotices } from './RunNotices.tsx';

const Interrupted = lazyComponent(
  lazyPart('panels/training/Interrupted.tsx', async () => (await import('./Interrupted.tsx')).Interrupted),
);
const DataLine = lazyComponent(
  lazyPart('panels/training/DataLine.tsx', async () => (await import('./DataLine.tsx')).DataLine),
);

const words = t.training;

/** One sentence: what keeps training from starting, or what starting will do. */
function useHint(): string {
  const { config, problems } = useSettings();
  const obstacle = useApp((state) => startObstacle(state, problems));
  const busy = useApp((state) => isBusy(state.run));
  const status = useApp((state) => state.run.status);
  const held = useApp((state) => state.model.held !== null);
  // A study leaves no network.
  const isStudy = useApp((state) => asksForStudy(state.studies.form));
  const isSaved = useApp(
    ({ model, runs }) => model.held?.origin === 'trained' && runs.list?.problem === null,
  );
  const rows = useApp((state) => state.data.loaded?.summary.rowsUsed ?? 0);
  const seconds = useApp(({ backend }) =>
    backend.checking ? null : (backend.report?.secondsForRun ?? null),
  );
  if (status === 'paused') return words.paused;
  if (busy) return t.model.locked;
  if (obstacle) return obstacle;
  if (held && !isStudy) return isSaved ? t.runs.replaces : words.replaces;
  if (!config) return '';
  const { epochs } = withinBudget(config, seconds);
  const planned = seconds === null ? null : (seconds * epochs) / config.epochs;
  return words.ready(Math.round(rows * config.trainShare), epochs, planned);
}

/** What can be said about the run: what became of it, what was interrupted, what starting will do. */
export function Controls() {
  const status = useApp((state) => state.run.status);
  const end = useApp((state) => state.run.end);
  const hint = useHint();
  return (
    <div className="controls-notes">
      <LazyBoundary placeholder={null}>
        <Interrupted />
      </LazyBoundary>
      <RunNotices />
      <p className="end-line" aria-live="polite">
        {end && status === 'finished' && words.ended(say({ ...end, code: 'run-ended' }), end.seconds)}
      </p>
      <p id="start-hint">{hint}</p>
      <LazyBoundary placeholder={null}>
        <DataLine />
      </LazyBoundary>
    </div>
  );
}
