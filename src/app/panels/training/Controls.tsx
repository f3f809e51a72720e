import { fieldNames } from '../../../workers/protocol.ts';
import { say, t } from '../../i18n/index.ts';
import { dataObstacle } from '../../state/data/obstacle.ts';
import { useApp, useController, useSettings } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { RunNotices } from './RunNotices.tsx';

const Interrupted = lazyComponent(
  lazyPart('panels/training/Interrupted.tsx', async () => (await import('./Interrupted.tsx')).Interrupted),
);

const words = t.training;

/** Why training can't start now; null when it can. */
function useObstacle(): string | null {
  const { problems } = useSettings();
  const testing = useApp((state) => state.test.running);
  const obstacle = useApp(dataObstacle);
  if (obstacle) return words.whyNot[obstacle];
  const wrong = fieldNames.filter((name) => problems[name] !== undefined);
  if (wrong.length > 0) {
    const first = words.whyNot.setting(problems[wrong[0]] ?? '');
    return wrong.length === 1 ? first : `${first} ${words.whyNot.otherSettings(wrong.length - 1)}`;
  }
  return testing ? words.whyNot.testing : null;
}

/** One sentence under the buttons: what keeps training from starting, or what starting will do. */
function useHint(obstacle: string | null): string {
  const { config } = useSettings();
  const busy = useApp((state) => isBusy(state.run));
  const status = useApp((state) => state.run.status);
  const held = useApp((state) => state.model.held !== null);
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
  if (held) return isSaved ? t.runs.replaces : words.replaces;
  return config ? words.ready(Math.round(rows * config.trainShare), config.epochs, seconds) : '';
}

/** The buttons stay where they are; what can't be pressed now is dimmed, and the line below says why. */
export function Controls() {
  const { run } = useController();
  const status = useApp((state) => state.run.status);
  const busy = useApp((state) => isBusy(state.run));
  const end = useApp((state) => state.run.end);
  const obstacle = useObstacle();
  const hint = useHint(obstacle);
  const isPaused = status === 'paused';

  return (
    <div className="controls" role="group" aria-label={words.controls}>
      <div className="controls-row">
        <Action
          kind="main"
          isDisabled={busy || obstacle !== null}
          describedBy="start-hint"
          onPress={() => void run.start()}
        >
          {words.start}
        </Action>
        <Action
          isDisabled={!isPaused && status !== 'running' && status !== 'recovering'}
          onPress={() => void (isPaused ? run.resume() : run.pause())}
        >
          {isPaused ? words.resume : words.pause}
        </Action>
        <Action isDisabled={!busy || status === 'stopping'} onPress={() => void run.stop()}>
          {words.stop}
        </Action>
      </div>
      <LazyBoundary placeholder={null}>
        <Interrupted />
      </LazyBoundary>
      <div className="controls-notes">
        <p className="end-line" aria-live="polite">
          {end && status === 'finished' && words.ended(say({ ...end, code: 'run-ended' }), end.seconds)}
        </p>
        <p id="start-hint">{hint}</p>
        <RunNotices />
      </div>
    </div>
  );
}
