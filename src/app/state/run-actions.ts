/** Start, pause, resume, stop; and the backend that does the arithmetic. */
import type { ModelSummary, RunSource } from '../../workers/protocol.ts';
import { createTurns, sentenceOf, type Context } from './context.ts';
import { readDraft } from './draft.ts';
import { createRecorder } from './recorder.ts';
import { idleRun, isBusy, patch, type DataSource, type RunStatus } from './store.ts';

export interface RunActions {
  /** Trains with the settings in the form, then has the network tested. */
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Training ends after its step; what was learned is kept. */
  stop(): Promise<void>;
  /** Asks which backend would be used, and why. */
  probe(): Promise<void>;
}

/** What a kept run says about where its data came from. */
function sourceOf(source: DataSource): RunSource {
  return source.kind === 'sample'
    ? { kind: 'sample', id: source.sample.id }
    : {
        kind: 'files',
        name: source.files
          .map(({ path }) => path)
          .slice(0, 3)
          .join(', '),
      };
}

export interface AfterTraining {
  /** Called with the network that training left. */
  onTrained: (summary: ModelSummary) => Promise<void>;
  /** Called when training failed: the worker may have lost what it held. */
  onFailed: (error: unknown) => Promise<void>;
}

export function createRunActions({ store, client }: Context, after: AfterTraining): RunActions {
  const probes = createTurns();
  const run = () => store.getState().run;

  /** Sends a command that moves a run, and goes back to `before` when the worker refuses. */
  async function steer(command: 'pause' | 'resume' | 'stop', during: RunStatus, then: RunStatus | null) {
    const before = run().status;
    patch(store, 'run', { status: during });
    try {
      await client.ask(command, {});
      if (then && run().status === during) patch(store, 'run', { status: then });
    } catch (error) {
      // When training itself has ended meanwhile, its own answer says how.
      if (run().status === during) patch(store, 'run', { status: before, problem: sentenceOf(error) });
    }
  }

  return {
    async start() {
      const { draft, data } = store.getState();
      const { config } = readDraft(draft);
      if (!config || !data.loaded || isBusy(run())) return;
      store.setState({ run: { ...idleRun, status: 'starting', config }, notice: null });
      patch(store, 'test', { report: null, problem: null });
      const recorder = createRecorder(store, config);
      try {
        const source = sourceOf(data.loaded.source);
        const summary = await client.train(
          { config, source },
          {
            onEvent: (event) => {
              recorder.hear(event);
              if (run().status === 'starting') patch(store, 'run', { status: 'running' });
            },
          },
        );
        recorder.flush();
        patch(store, 'run', { status: 'finished', phase: null });
        await after.onTrained(summary);
      } catch (error) {
        recorder.flush();
        // Stopped before its first step, a run has nothing to show for it; that is no failure.
        const status = run().status === 'stopping' ? 'idle' : 'failed';
        patch(store, 'run', { status, phase: null, problem: sentenceOf(error) });
        await after.onFailed(error);
      }
    },

    pause: () => steer('pause', 'pausing', 'paused'),
    resume: () => steer('resume', 'running', null),
    stop: () => steer('stop', 'stopping', null),

    async probe() {
      if (isBusy(run())) return;
      const current = probes.next();
      const { config } = readDraft(store.getState().draft);
      // What is wrong stands at its field; there is nothing to measure until it is right.
      if (!config) return;
      patch(store, 'backend', { checking: true, problem: null });
      try {
        const report = await client.ask('probe-backends', { config });
        if (current()) patch(store, 'backend', { report, checking: false });
      } catch (error) {
        if (current()) patch(store, 'backend', { report: null, checking: false, problem: sentenceOf(error) });
      }
    },
  };
}
