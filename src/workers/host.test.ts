import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { presetConfig } from './protocol.ts';
import type { Command, RunConfig, RunList, SampleDataset, TrainEvent, WorkerEvent } from './protocol.ts';
import { Host } from './host.ts';
import { RunKeeper } from './run-keeper.ts';
import { MemoryRunStore, type RunParts, type RunStore, type StoredRun } from './run-store.ts';

const sample: SampleDataset = {
  id: 'uci-sentences',
  name: 'UCI sentences',
  description: '',
  file: 'datasets/uci-sentences.reviews',
  bytes: 0,
  rows: 0,
  source: '',
  citation: '',
  licence: '',
};
const loadSample: Omit<Extract<Command, { name: 'load-sample' }>, 'id'> = {
  name: 'load-sample',
  request: { sample, url: `public/${sample.file}` },
};
const small: RunConfig = {
  ...presetConfig(),
  layerSizes: [5],
  embeddingSize: 6,
  epochs: 2,
  batchSize: 128,
  backend: 'wasm',
};

const source = { kind: 'sample', id: 'uci-sentences' } as const;

type Answered = Extract<WorkerEvent, { type: 'answer' | 'failure' }>;

/** A host, what it posted, and a way to ask it. */
function open(store: RunStore = new MemoryRunStore(null)) {
  const posted: WorkerEvent[] = [];
  const host = new Host(
    (event) => posted.push(structuredClone(event)),
    (url) => readFile(url),
    new RunKeeper(Promise.resolve(store)),
  );
  let id = 0;
  const ask = async (command: object): Promise<Answered> => {
    const mine = ++id;
    await host.handle({ id: mine, ...command } as Command);
    const answers = posted.filter(
      (event): event is Answered =>
        (event.type === 'answer' || event.type === 'failure') && event.id === mine,
    );
    expect(answers).toHaveLength(1);
    return answers[0];
  };
  const trainEvents = (): TrainEvent[] =>
    posted.flatMap((event) => (event.type === 'train-event' ? [event.event] : []));
  return { ask, trainEvents, posted };
}

const csv = (rows: string[]) => new File([rows.join('\n')], 'reviews.csv');
const brought = (file: File) => ({ files: [{ path: file.name, file }], encoding: null });
const failure = (message: RegExp) => ({
  type: 'failure',
  code: 'bad-input',
  message: expect.stringMatching(message),
});

describe('Host', () => {
  it('loads, trains, tests, predicts, exports and takes the export back with the same answer', async () => {
    const { ask, trainEvents } = open();
    expect(await ask(loadSample)).toMatchObject({ type: 'answer', response: { rowsUsed: 2982 } });
    expect(await ask({ name: 'train', request: { config: small, source } })).toMatchObject({
      type: 'answer',
      response: { epochs: 2, trainedOn: 'UCI sentences' },
    });
    const types = trainEvents().map((event) => event.type);
    expect(types.filter((type) => type === 'epoch')).toHaveLength(2);
    expect(types).toContain('backend');
    expect(types.at(-1)).toBe('end');

    const test = await ask({ name: 'test', request: {} });
    expect(test).toMatchObject({ type: 'answer', response: { rows: 298 } });
    const predict = { name: 'predict', request: { text: 'A lovely place with zyzzyva.' } };
    const before = await ask(predict);
    const exported = await ask({ name: 'export-model', request: {} });
    if (exported.type !== 'answer') throw new Error('no export');
    const { bytes } = exported.response as { bytes: Uint8Array<ArrayBuffer> };

    const other = open();
    expect(await other.ask({ name: 'import-model', request: { bytes } })).toMatchObject({
      type: 'answer',
      response: { config: small },
    });
    const after = await other.ask(predict);
    expect({ ...after, id: 0 }).toEqual({ ...before, id: 0 });
    expect(after).toMatchObject({
      response: { tokens: expect.arrayContaining([{ token: 'zyzzyva', known: false, used: true }]) },
    });
  });

  it('pauses, goes on, and stops with what was learned', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    const grow = async (past: number) => {
      while (trainEvents().length <= past) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await grow(6);
    await ask({ name: 'pause', request: {} });
    // The event that was under way may still come.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const paused = trainEvents().length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(trainEvents()).toHaveLength(paused);
    await ask({ name: 'resume', request: {} });
    await grow(paused + 2);
    await ask({ name: 'stop', request: {} });
    expect(await training).toMatchObject({ type: 'answer' });
    expect(trainEvents().at(-1)).toMatchObject({ type: 'end', reason: 'stopped' });
    expect(await ask({ name: 'predict', request: { text: 'good' } })).toMatchObject({ type: 'answer' });
  });

  it('profiles a step once there is a dataset, and not while it trains', async () => {
    const { ask, trainEvents } = open();
    const profile = { name: 'profile', request: { config: small, source } };
    expect(await ask(profile)).toMatchObject(failure(/Choose a dataset first/));
    await ask(loadSample);
    expect(await ask(profile)).toMatchObject({
      type: 'answer',
      response: { backend: 'wasm', rows: 128, phases: { length: 6 } },
    });
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    while (trainEvents().length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask(profile)).toMatchObject(failure(/Wait until the training has ended/));
    await ask({ name: 'stop', request: {} });
    expect(await training).toMatchObject({ type: 'answer' });
  });

  it('stops while it is paused', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    while (trainEvents().length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    await ask({ name: 'pause', request: {} });
    await ask({ name: 'stop', request: {} });
    expect(await training).toMatchObject({ type: 'answer' });
  });

  it('says in one sentence what is missing or wrong', async () => {
    const { ask } = open();
    const train = { name: 'train', request: { config: small, source } };
    expect(await ask(train)).toMatchObject(failure(/Choose a dataset first/));
    expect(await ask({ name: 'predict', request: { text: 'x' } })).toMatchObject(failure(/no model yet/));
    expect(await ask({ name: 'export-model', request: {} })).toMatchObject(failure(/no model yet/));
    expect(await ask({ name: 'open-files', request: brought(csv([])) })).toMatchObject(failure(/empty/));
    expect(await ask({ name: 'import-model', request: { bytes: new Uint8Array([1, 2, 3]) } })).toMatchObject(
      failure(/zip/),
    );
    await ask(loadSample);
    const wrong = { ...small, keepProb: 2 };
    expect(await ask({ name: 'train', request: { config: wrong, source } })).toMatchObject(
      failure(/keep_prob must be/),
    );
  });

  it('keeps the dataset at hand when a new file is no good', async () => {
    const { ask } = open();
    await ask(loadSample);
    const rows = Array.from({ length: 40 }, (_, i) => `text number ${i},same`);
    await ask({ name: 'open-files', request: brought(csv(['review,label', ...rows])) });
    const choice = { text: 'review', label: 'label', classes: { same: 1 } };
    expect(await ask({ name: 'choose-columns', request: { choice } })).toMatchObject(
      failure(/two|both|one/i),
    );
    expect(await ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } })).toMatchObject({
      type: 'answer',
    });
  });

  it('refuses a second training, and answers that need the backend, while one runs', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const training = ask({ name: 'train', request: { config: { ...small, epochs: 400 }, source } });
    while (trainEvents().length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask({ name: 'train', request: { config: small, source } })).toMatchObject(
      failure(/running/),
    );
    expect(await ask({ name: 'test', request: {} })).toMatchObject(failure(/training has ended/));
    await ask({ name: 'stop', request: {} });
    await training;
  });

  it('tells a diverged run as a setting to change, and keeps the model at hand', async () => {
    const { ask } = open();
    await ask(loadSample);
    await ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } });
    const wild = {
      ...small,
      optimizer: 'sgd',
      learningRate: 10,
      l2: 1,
      gradientClip: 0,
      batchSize: 16,
      setback: 'stop',
    };
    expect(await ask({ name: 'train', request: { config: wild, source } })).toMatchObject(
      failure(/learning rate/),
    );
    expect(await ask({ name: 'predict', request: { text: 'good' } })).toMatchObject({ type: 'answer' });
  });
});

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('kept runs', () => {
  const longer = { ...small, epochs: 4, earlyStopping: 0 };
  const train = (resume: string | null = null, config: RunConfig = longer) => ({
    name: 'train',
    request: { config, source, resume },
  });

  const runIdOf = (posted: WorkerEvent[]) =>
    posted.find((event) => event.type === 'run')?.runId ?? expect.fail('no run was told');
  const figures = (events: TrainEvent[]) =>
    events.flatMap((event) =>
      event.type === 'epoch'
        ? [[event.epoch, event.loss, event.validationLoss, event.validationAccuracy]]
        : [],
    );

  it('go on in another worker, with the figures of a run that nothing interrupted', async () => {
    const whole = open();
    await whole.ask(loadSample);
    await whole.ask(train());

    const store = new MemoryRunStore(null);
    const first = open(store);
    await first.ask(loadSample);
    // This worker is never heard of again.
    void first.ask(train());
    await until(() => figures(first.trainEvents()).length === 2);
    await until(() => first.posted.some((event) => event.type === 'run'));
    const runId = runIdOf(first.posted);
    await until(
      () => (store as unknown as { runs: Map<string, StoredRun> }).runs.get(runId)?.epochs.length === 2,
    );

    const frozen = new MemoryRunStore(null);
    const [kept] = await store.list();
    await frozen.put(kept, { state: await store.part(runId, 'state') });
    await first.ask({ name: 'stop', request: {} });

    const second = open(frozen);
    await second.ask(loadSample);
    expect(await second.ask({ name: 'list-runs', request: {} })).toMatchObject({
      response: {
        problem: null,
        runs: [{ id: runId, status: 'unfinished', hasState: true, hasModel: false }],
      },
    });
    expect(await second.ask(train(runId))).toMatchObject({ type: 'answer', response: { epochs: 4 } });
    expect(figures(second.trainEvents())).toEqual(figures(whole.trainEvents()).slice(2));
    const [after] = await frozen.list();
    expect(after).toMatchObject({ status: 'finished', hasModel: true, marks: [{ kind: 'resumed' }] });
    expect(after.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(after.curve.length).toBeGreaterThan(0);
  });

  it('train further when they are done, and refuse other settings and other data', async () => {
    const { ask, posted } = open();
    await ask(loadSample);
    await ask(train(null, { ...longer, epochs: 1 }));
    const id = runIdOf(posted);
    expect(await ask(train(id, { ...longer, epochs: 2 }))).toMatchObject({ response: { epochs: 2 } });
    const list = (await ask({ name: 'list-runs', request: {} })) as unknown as { response: RunList };
    const [{ curve, totalSteps }] = list.response.runs;
    expect(curve.map(({ epoch }) => Math.round(epoch * (totalSteps / 2)))).toEqual(curve.map((_, place) => place + 1));
    expect(curve.at(-1)?.epoch).toBe(2);
    expect(await ask(train(id, { ...longer, layerSizes: [6] }))).toMatchObject(failure(/may change/));
    const rows = Array.from({ length: 40 }, (_, i) => `text number ${i},${i % 2 ? 'pos' : 'neg'}`);
    await ask({ name: 'open-files', request: brought(csv(['review,label', ...rows])) });
    const choice = { text: 'review', label: 'label', classes: { pos: 1, neg: 0 } };
    await ask({ name: 'choose-columns', request: { choice } });
    expect(await ask(train(id, { ...longer, epochs: 3 }))).toMatchObject(failure(/other data/));
  });

  it('are renamed, tested, loaded, exported, deleted and brought back', async () => {
    const { ask, posted } = open();
    await ask(loadSample);
    await ask(train(null, { ...longer, epochs: 1 }));
    const id = runIdOf(posted);
    await ask({ name: 'test', request: {} });
    expect(await ask({ name: 'rename-run', request: { id, name: ' Mine ' } })).toMatchObject({
      response: { name: 'Mine', test: { rows: 298 } },
    });
    expect(await ask({ name: 'rename-run', request: { id, name: ' ' } })).toMatchObject(failure(/name/));
    expect(await ask({ name: 'load-run', request: { id } })).toMatchObject({
      response: { summary: { epochs: 1 } },
    });
    expect(await ask({ name: 'export-run', request: { id } })).toMatchObject({
      response: { fileName: 'forget-gate-mine.zip' },
    });
    await ask({ name: 'delete-run', request: { id } });
    expect(await ask({ name: 'list-runs', request: {} })).toMatchObject({ response: { runs: [] } });
    await ask({ name: 'undelete-run', request: { id } });
    expect(await ask({ name: 'list-runs', request: {} })).toMatchObject({ response: { runs: [{ id }] } });
    expect(await ask({ name: 'load-run', request: { id: 'none' } })).toMatchObject(failure(/no longer kept/));
  });

  it('are handed to the page, and training goes on, when the device is full', async () => {
    class FullStore extends MemoryRunStore {
      override put(run: StoredRun, parts?: RunParts): Promise<void> {
        return parts?.state
          ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
          : super.put(run, parts);
      }
    }
    const { ask, posted, trainEvents } = open(new FullStore(null));
    await ask(loadSample);
    expect(await ask(train(null, { ...longer, epochs: 2 }))).toMatchObject({ type: 'answer' });
    const warnings = trainEvents()
      .filter((event) => event.type === 'warning')
      .filter(({ code }) => code === 'not-kept');
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringMatching(/storage is full/)]);
    const copies = posted.filter((event) => event.type === 'state-copy');
    expect(copies.length).toBeGreaterThan(0);

    const other = open();
    await other.ask(loadSample);
    const file = new File([copies[0].bytes], 'run.safetensors');
    const imported = await other.ask({ name: 'import-state', request: { file } });
    expect(imported).toMatchObject({
      response: { id: copies[0].runId, status: 'unfinished', hasState: true },
    });
    expect(await other.ask(train(copies[0].runId, { ...longer, epochs: 3 }))).toMatchObject({
      response: { epochs: 3 },
    });
  });
});
