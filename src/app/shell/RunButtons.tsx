import { t } from '../i18n/index.ts';
import { useApp, useController, useSettings } from '../state/react.ts';
import { interruptedRun } from '../state/runs/interrupted.ts';
import { savedRunsPart } from '../state/runs/runs-part.ts';
import { isBusy } from '../state/store.ts';
import { startObstacle } from '../state/training/obstacle.ts';
import { Action } from '../ui/Action.tsx';
import { useLazyCode } from '../ui/LazyBoundary.tsx';

const words = t.training;

/** Resumes the run that was interrupted; it takes the place of the main button. */
function ResumeInterrupted({ id }: { id: string }) {
  const controller = useController();
  const { failure, withCode } = useLazyCode(savedRunsPart);
  const isWorking = useApp((state) => state.runs.working !== null || state.data.loading !== null);
  return (
    <>
      <Action
        kind="main"
        label={t.runs.resumeInterrupted}
        isDisabled={isWorking}
        onPress={() => {
          controller.view.show('train');
          void withCode(({ runsOf }) => runsOf(controller).resume(id));
        }}
      >
        {words.resume}
      </Action>
      <span role="status">{failure}</span>
    </>
  );
}

/**
 * What can be done with training now. One button starts, pauses and resumes, so that the focus stays on it; it is dimmed
 * where it can't be pressed, and the line in the training panel says why.
 */
export function RunButtons() {
  const { run } = useController();
  const { problems } = useSettings();
  const status = useApp((state) => state.run.status);
  const busy = useApp((state) => isBusy(state.run));
  const interrupted = useApp((state) => interruptedRun(state)?.id ?? null);
  const obstacle = useApp((state) => startObstacle(state, problems));
  const isPaused = status === 'paused';
  const canPause = isPaused || status === 'running' || status === 'recovering';

  return (
    <div className="run-buttons" role="group" aria-label={words.controls}>
      {interrupted !== null && <ResumeInterrupted id={interrupted} />}
      <Action
        kind={interrupted === null ? 'main' : 'plain'}
        isDisabled={busy ? !canPause : obstacle !== null}
        describedBy="start-hint"
        onPress={() => void (isPaused ? run.resume() : busy ? run.pause() : run.start())}
      >
        {isPaused ? words.resume : busy ? words.pause : words.start}
      </Action>
      {(busy || interrupted === null) && (
        <Action isDisabled={!busy || status === 'stopping'} onPress={() => void run.stop()}>
          {words.stop}
        </Action>
      )}
    </div>
  );
}
