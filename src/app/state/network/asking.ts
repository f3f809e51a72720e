/** Asks the network about a text: the one of the run that is under way, else the loaded one. */
import { WorkerFailure } from '../../../workers/client.ts';
import { sentenceOf, type Context } from '../context.ts';
import { isBetweenWorkers, isBusy, patch, type AppState, type RunState } from '../store.ts';
import { Debounce, SoleTask } from '../timing.ts';

export interface Asking {
  /** Asks for a prediction as soon as the typing rests; a question about an earlier text is cancelled. */
  setText(text: string): void;
  /** Asks about the text that stands there. */
  ask(): Promise<void>;
}

const typingRests = 250;

/** A run is there whose network answers. */
const isAnswering = (run: RunState): boolean =>
  isBusy(run) && !isBetweenWorkers(run) && run.status !== 'starting' && run.status !== 'recovering';

/** Why the answer is out of date though the text is the same; null: it is not. */
function changeOf({ run }: AppState, before: RunState): 'network' | 'weights' | null {
  if (isAnswering(run) && !isAnswering(before)) return 'network';
  // A finished run has its network tested and asked when it is there.
  if (isBusy(before) && (run.status === 'failed' || run.status === 'idle')) return 'network';
  if (!isAnswering(run)) return null;
  const isPaused = run.status === 'paused' && before.status !== 'paused';
  return isPaused || run.epochs !== before.epochs ? 'weights' : null;
}

export function createAsking({ store, client, recoverFrom }: Context): Asking {
  const questions = new SoleTask();
  const typing = new Debounce(typingRests);

  /** @param isQuiet the answer that is shown stays as it is until the new one is there */
  async function ask(isQuiet = false): Promise<void> {
    const { attempt, model, run } = store.getState();
    const { text } = attempt;
    // It is asked as soon as the fresh worker trains.
    if (isBetweenWorkers(run)) return questions.abort();
    const task = questions.begin();
    if (text.trim() === '' || (!model.held && !isBusy(run))) {
      task.end();
      patch(store, 'attempt', { asking: false, answer: null, problem: null });
      return;
    }
    if (!isQuiet) patch(store, 'attempt', { asking: true });
    try {
      const prediction = await client.ask('predict', { text }, { signal: task.signal });
      if (task.end()) patch(store, 'attempt', { asking: false, answer: { text, prediction }, problem: null });
    } catch (error) {
      // The run itself says what became of its worker or its device, and sees to it.
      const isRunsOwn = isBusy(store.getState().run) && !isRefusal(error);
      const problem = isRunsOwn ? null : sentenceOf(error);
      if (task.end()) patch(store, 'attempt', { asking: false, answer: null, problem });
      if (!isRunsOwn) await recoverFrom(error);
    }
  }

  store.subscribe((state, { run: before }) => {
    if (state.run === before || state.attempt.text.trim() === '') return;
    const change = changeOf(state, before);
    // A question that is under way is answered from the weights of now.
    if (change === 'network' || (change === 'weights' && !questions.isUnderWay))
      void ask(change === 'weights');
  });

  return {
    setText(text) {
      questions.abort();
      patch(store, 'attempt', { text, asking: false });
      typing.run(() => void ask());
    },
    ask: () => ask(),
  };
}

const isRefusal = (error: unknown) => error instanceof WorkerFailure && error.code === 'bad-input';
