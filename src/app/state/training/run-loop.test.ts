import { beforeEach, describe, expect, it } from 'vitest';

import { WorkerFailure, type Client, type TrainListener } from '../../../workers/client.ts';
import type {
  CommandName,
  EpochEvent,
  FailureCode,
  RunRecord,
  TrainEvent,
} from '../../../workers/protocol.ts';
import { presetConfig } from '../../../workers/protocol.ts';
import { fakeBackends, fakeBackendsFor, fakeEpoch, fakeModel, fakeStep } from '../../testing/fake-answers.ts';
import { fakeRun } from '../../testing/fake-runs.ts';
import '../../i18n/sentences.ts';
import { RunActions } from './actions.ts';
import { trainRun, type Aftercare } from './run-loop.ts';
import { createAppStore, patch, stateCopyOf, type AppStore } from '../store.ts';

const config = presetConfig();
const totalSteps = 10 * config.epochs;
const fail = (code: FailureCode, detail = `It was ${code}.`) =>
  new WorkerFailure(code, { code: 'failed', detail });

/** What one worker does with `train`: it says some things, and then ends by a model or by throwing. */
type Script = (say: (event: TrainEvent) => void, listener: TrainListener) => void | Promise<void>;

const step = (number: number): TrainEvent => ({
  type: 'steps',
  steps: [fakeStep(config, number, totalSteps)],
});
const epoch = (number: number): EpochEvent => fakeEpoch(config, number);

/** Trains to this step, then fails. */
const failing =
  (code: FailureCode, atEpoch = 0): Script =>
  (say) => {
    for (let done = 1; done <= atEpoch; done++) say(epoch(done));
    say(step(atEpoch * 10 + 3));
    throw fail(code);
  };
const succeeding: Script = (say) => say(step(totalSteps));

let store: AppStore;
let run: RunActions;
let scripts: Script[];
let trained: { backend: string; resume: string | null | undefined }[];
let asked: CommandName[];
let saved: RunRecord[];
let freshWorkers: number;
/** What a fresh worker is given meets this fate, one each. */
let deaths: boolean[];
let onFreshWorker: () => void;

const client: Client = {
  ask: (async (name: CommandName) => {
    asked.push(name);
    if (name === 'list-runs') return { runs: saved, used: null, quota: null, problem: null };
    if (name === 'import-state') return fakeRun('copied');
    return null;
  }) as Client['ask'],
  async train(request, listener) {
    trained.push({ backend: request.config.backend, resume: request.resume });
    await Promise.resolve();
    listener.onRun?.('run-1');
    const say = (event: TrainEvent) => listener.onEvent(event);
    if (request.config.backend !== 'auto')
      say({ type: 'backend', report: fakeBackendsFor(request.config.backend) });
    else say({ type: 'backend', report: fakeBackends });
    const script = scripts.shift();
    if (!script) throw fail('internal', 'The test has no more workers.');
    await script(say, listener);
    return fakeModel(request.config, 'data', config.epochs);
  },
  onRunsChanged: () => () => undefined,
  restart: () => undefined,
  close: () => undefined,
};

beforeEach(() => {
  store = createAppStore();
  [scripts, trained, asked, deaths] = [[], [], [], []];
  saved = [fakeRun('run-1')];
  freshWorkers = 0;
  onFreshWorker = () => undefined;
  const loaded = { source: { kind: 'sample', sample: { id: 'uci-sentences' } }, summary: {} };
  patch(store, 'data', { loaded } as never);
  const context = { store, client, recoverFrom: () => Promise.resolve() };
  const after: Aftercare = {
    onTrained: () => Promise.resolve(),
    freshWorker: async () => {
      freshWorkers += 1;
      onFreshWorker();
      await Promise.resolve();
      return deaths.shift() !== true;
    },
  };
  const late = { train: trainRun, study: async () => {} };
  run = new RunActions(context, after, { planned: async (wanted) => wanted }, late);
});

const state = () => store.getState().run;
const backends = () => trained.map(({ backend }) => backend);

describe('a run whose worker or device goes away', () => {
  it('resumes by itself from the last saved step, on the same backend first, and says so', async () => {
    let said: string | null = null;
    scripts = [
      failing('device-lost', 2),
      (say) => {
        said = state().trouble;
        say(step(totalSteps));
      },
    ];
    await run.start();
    expect(said).toBe('The GPU went away in epoch 3. Training resumes from the last saved step on WebGPU.');
    expect(trained).toEqual([
      { backend: 'auto', resume: null },
      { backend: 'webgpu', resume: 'run-1' },
    ]);
    expect(state()).toMatchObject({ status: 'finished', trouble: null, problem: null });
    expect(freshWorkers).toBe(1);
  });

  it('keeps its curve and its epochs up to where it resumes', async () => {
    scripts = [
      failing('worker-died', 2),
      (say) => {
        say({
          type: 'mark',
          kind: 'resumed',
          step: 10,
          epoch: 1,
          message: { code: 'resumed', epoch: 2, step: 10, cycle: null },
        });
        say(step(11));
      },
    ];
    await run.start();
    expect(state().epochs.map((done) => done.epoch)).toEqual([1]);
    expect(state().marks).toHaveLength(1);
    expect(state().curve.map((point) => Math.round(point.epoch * 10))).toEqual([11]);
  });

  it('goes to the next best backend, and stops after three times with a way out', async () => {
    scripts = [1, 2, 3, 4, 5].map(() => failing('internal', 1));
    await run.start();
    // WebAssembly is not usable on the made-up device.
    expect(backends()).toEqual(['auto', 'webgpu', 'webgl', 'webgl']);
    expect(state().status).toBe('failed');
    expect(state().problem).toMatch(/resumed 3 times.*choose another backend, then press Resume/);
    expect(freshWorkers).toBe(4);
  });

  it('may fail for ever as long as each time a whole epoch more is done', async () => {
    scripts = [1, 2, 3, 4, 5, 6].map((done) => failing('worker-died', done));
    scripts.push(succeeding);
    await run.start();
    expect(state().status).toBe('finished');
    expect(backends()).toEqual(['auto', ...Array.from({ length: 6 }, () => 'webgpu')]);
  });

  it('counts a worker that dies while it gets its data', async () => {
    scripts = [failing('worker-died'), succeeding];
    deaths = [true, true, false];
    await run.start();
    expect(freshWorkers).toBe(3);
    expect(trained).toHaveLength(2);
    expect(state().status).toBe('finished');
  });

  it('resumes once after memory ran out, and advises a smaller batch', async () => {
    let said: string | null = null;
    scripts = [
      failing('out-of-memory', 1),
      (say) => {
        said = state().trouble;
        return failing('out-of-memory', 0)(say, { onEvent: say });
      },
    ];
    await run.start();
    expect(said).toMatch(/^Memory ran out in epoch 2\..*A smaller batch size needs less memory\.$/);
    expect(trained).toHaveLength(2);
    expect(state().problem).toMatch(/choose a smaller batch size/);
  });

  it('goes to WebAssembly once when the GPU’s memory is too small, also before its first step', async () => {
    let said: string | null = null;
    scripts = [
      () => {
        throw fail('device-out-of-memory');
      },
      (say) => {
        said = state().trouble;
        say(step(totalSteps));
      },
    ];
    patch(store, 'backend', { report: null });
    await run.resumeRun(fakeRun('run-1', { config }), { ...config, backend: 'webgpu' });
    expect(backends()).toEqual(['webgpu', 'wasm']);
    expect(said).toMatch(
      /^The GPU’s memory was too small.* on WebAssembly\. A smaller batch size needs less memory\.$/,
    );
  });

  it('gives up with advice that can be followed when WebAssembly is not there', async () => {
    // WebAssembly is not usable on the made-up device.
    scripts = [failing('device-out-of-memory', 1), succeeding];
    await run.start();
    expect(trained).toHaveLength(1);
    expect(state().problem).toMatch(
      /^It was device-out-of-memory\. What was saved is not lost: choose WebAssembly.*or start a new run with a smaller batch size/,
    );
  });

  it('never computes again on a backend that refused a kernel', async () => {
    scripts = ['kernel-invalid', 'internal', 'internal', 'internal'].map((code) =>
      failing(code as FailureCode, 1),
    );
    await run.start();
    expect(backends()).toEqual(['auto', 'webgl', 'webgl', 'webgl']);
    expect(state().status).toBe('failed');
  });

  it('says which backend was tried when the worker died, and that it is excluded', async () => {
    let said: string | null = null;
    scripts = [
      () => {
        throw new WorkerFailure('worker-died', { code: 'worker-stopped' }, 'webgpu');
      },
      (say) => {
        said = state().trouble;
        say(step(totalSteps));
      },
    ];
    await run.start();
    expect(said).toContain('It was trying WebGPU, which Automatic excludes until the page is reloaded.');
  });

  it.each(['bad-input', 'not-loaded', 'no-backend'] as const)('is not tried again after %s', async (code) => {
    scripts = [failing(code, 1), succeeding];
    await run.start();
    expect(trained).toHaveLength(1);
    expect(state().status).toBe('failed');
    expect(state().problem).toMatch(new RegExp(`^It was ${code}\\.`));
    expect(freshWorkers).toBe(code === 'not-loaded' ? 1 : 0);
  });

  it('starts again when nothing had been saved', async () => {
    saved = [];
    scripts = [failing('device-lost'), succeeding];
    await run.start();
    expect(trained[1].resume).toBeNull();
    expect(state().status).toBe('finished');
  });

  it('resumes from the copy in the page’s memory where the device saves nothing', async () => {
    saved = [];
    scripts = [
      (say, listener) => {
        say(step(4));
        listener.onStateCopy?.('run-1', new Uint8Array([1, 2]));
        throw fail('device-lost');
      },
      succeeding,
    ];
    await run.start();
    expect(asked).toContain('import-state');
    expect(trained[1].resume).toBe('copied');
    expect(stateCopyOf(state(), 'run-1')).toEqual(new Uint8Array([1, 2]));
  });
});

describe('a user who steers while it recovers', () => {
  it('can pause: it continues when they say so', async () => {
    scripts = [failing('device-lost', 1), succeeding];
    onFreshWorker = () => void run.pause();
    const done = run.start();
    await expect.poll(() => state().status).toBe('paused');
    await expect.poll(() => asked).toContain('list-runs');
    expect(trained).toHaveLength(1);
    await run.resume();
    await done;
    expect(trained).toHaveLength(2);
    expect(state().status).toBe('finished');
    expect(asked).not.toContain('pause');
  });

  it('can stop: the run stays to be resumed', async () => {
    scripts = [failing('device-lost', 1), succeeding];
    onFreshWorker = () => void run.stop();
    await run.start();
    expect(trained).toHaveLength(1);
    expect(state()).toMatchObject({
      status: 'idle',
      problem: 'You stopped the training. What was saved until then can be resumed.',
    });
  });

  it('stays paused when the worker dies in a pause', async () => {
    scripts = [
      async (say) => {
        say(step(3));
        await run.pause();
        throw fail('worker-died');
      },
      succeeding,
    ];
    const done = run.start();
    await expect.poll(() => freshWorkers).toBe(1);
    await expect.poll(() => asked).toContain('list-runs');
    expect(state().status).toBe('paused');
    await run.resume();
    await done;
    expect(state().status).toBe('finished');
  });
});

describe('a saved run that is resumed', () => {
  it('shows what it had before its first new step', async () => {
    const record = fakeRun('run-1', { config });
    let before: number | null = null;
    scripts = [
      (say) => {
        before = state().doneBefore;
        expect(state().epochs).toEqual(record.epochs);
        say(step(totalSteps));
      },
    ];
    await run.resumeRun(record, { ...config, epochs: 2 * config.epochs });
    expect(before).toBeCloseTo(record.stepsDone / record.totalSteps / 2, 6);
    expect(state().curve.length).toBeGreaterThan(record.curve.length - 1);
    expect(trained).toEqual([{ backend: 'auto', resume: 'run-1' }]);
  });

  it('has the curve that it had, with the new steps after it', async () => {
    const record = fakeRun('run-1', { config });
    const longer = { ...config, epochs: 2 * config.epochs };
    const next = fakeStep(longer, record.stepsDone + 1, 2 * record.totalSteps);
    scripts = [(say) => say({ type: 'steps', steps: [next] })];
    await run.resumeRun(record, longer);
    const { curve } = state();
    const known = record.curve.length;
    expect(curve.map(({ epoch: place }) => place)).toEqual([
      ...record.curve.map(({ epoch: place }) => place),
      (2 * config.epochs * next.step) / next.totalSteps,
    ]);
    record.curve.forEach(({ loss }, i) => expect(curve[i].loss).toBeCloseTo(loss, 10));
    expect(curve[known].loss).toBeCloseTo(next.loss, 10);
  });
});
