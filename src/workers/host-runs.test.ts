import { describe, expect, it } from 'vitest';
import type { RunConfig, RunList, RunRecord, TrainEvent, WorkerEvent } from './protocol.ts';
import { StorageFailure } from '../storage/database.ts';
import { MemoryRunStore, type RunChange, type RunParts, type StoredRun } from './run-store.ts';
import { uploaded, csv, failure, loadSample, open, small, source } from './host-testing.ts';

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('a network that is to learn on', () => {
  it('begins with its own weights and words, and takes every part home', async () => {
    const { ask, trainEvents } = open();
    await ask(loadSample);
    const longer = { ...small, epochs: 6, learningRate: 0.01 };
    await ask({ name: 'train', request: { config: longer, source } });
    const last = trainEvents().findLast((event) => event.type === 'epoch');
    const parts = ['tfjs', 'safetensors', 'onnx', 'keras', 'code', 'training'];
    const exported = await ask({ name: 'export-model', request: { parts } });
    const { bytes } = (exported as { response: { bytes: Uint8Array<ArrayBuffer> } }).response;

    const other = open();
    await other.ask(loadSample);
    await other.ask({ name: 'import-model', request: { files: [{ name: 'model.zip', bytes }] } });
    const shorter = { ...longer, epochs: 1, learningRate: 0.001 };
    const request = { config: shorter, source, fromModel: true };
    expect(await other.ask({ name: 'train', request })).toMatchObject({ type: 'answer' });
    const [first] = other.trainEvents().filter((event) => event.type === 'epoch');
    // A network with weights of chance is at 0.69.
    expect(first.loss).toBeLessThan((last?.type === 'epoch' ? last.loss : 0) + 0.1);
    expect(first.loss).toBeLessThan(0.5);
    const wider = { ...shorter, layerSizes: [6] };
    expect(
      await other.ask({ name: 'train', request: { config: wider, source, fromModel: true } }),
    ).toMatchObject(failure(/its layers are others/));
  });
});

describe('saved runs', () => {
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

  it('resume in another worker, with the figures of a run that nothing interrupted', async () => {
    const whole = open();
    await whole.ask(loadSample);
    await whole.ask(train());

    const store = new MemoryRunStore();
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

    const frozen = new MemoryRunStore();
    const saved = await store.get(runId);
    await frozen.update(runId, () => saved, { state: await store.part(runId, 'state') });
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
    const after = (await frozen.get(runId)) ?? expect.fail('it is gone');
    expect(after).toMatchObject({ status: 'finished', hasModel: true, marks: [{ kind: 'resumed' }] });
    expect(after.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    const [best] = after.epochs.toSorted((a, b) => a.validationLoss - b.validationLoss);
    expect(after.restoredEpoch).toBe(best.epoch);
    expect(after.curve.length).toBeGreaterThan(0);
  });

  it('continue training when they are done, and refuse other settings and other data', async () => {
    const { ask, posted } = open();
    await ask(loadSample);
    await ask(train(null, { ...longer, epochs: 1 }));
    const id = runIdOf(posted);
    await ask({ name: 'test', request: {} });
    const tested = (await ask({ name: 'list-runs', request: {} })) as unknown as { response: RunList };
    expect(tested.response.runs[0].test).not.toBeNull();
    expect(await ask(train(id, { ...longer, epochs: 2 }))).toMatchObject({ response: { epochs: 2 } });
    const answer = (await ask({ name: 'get-run', request: { id } })) as unknown as { response: RunRecord };
    const { curve, totalSteps, test } = answer.response;
    // It was of the network before.
    expect(test).toBeNull();
    expect(curve.map(({ epoch }) => Math.round(epoch * (totalSteps / 2)))).toEqual(
      curve.map((_, place) => place + 1),
    );
    expect(curve.at(-1)?.epoch).toBe(2);
    expect(await ask(train(id, { ...longer, layerSizes: [6] }))).toMatchObject(failure(/may change/));
    const rows = Array.from({ length: 40 }, (_, i) => `text number ${i},${i % 2 ? 'pos' : 'neg'}`);
    await ask({ name: 'open-files', request: uploaded(csv(['review,label', ...rows])) });
    const choice = { text: 'review', label: 'label', classes: { pos: 1, neg: 0 } };
    await ask({ name: 'choose-columns', request: { choice } });
    expect(await ask(train(id, { ...longer, epochs: 3 }))).toMatchObject(failure(/other data/));
  });

  it('are renamed, tested, loaded, exported, deleted and uploaded back', async () => {
    const { ask, posted } = open();
    await ask(loadSample);
    await ask(train(null, { ...longer, epochs: 1 }));
    const id = runIdOf(posted);
    await ask({ name: 'test', request: {} });
    expect(await ask({ name: 'list-runs', request: {} })).toMatchObject({
      response: { runs: [{ id, isNamed: false }] },
    });
    expect(await ask({ name: 'rename-run', request: { id, name: ' Mine ' } })).toMatchObject({
      response: { name: 'Mine', test: { rows: 298 } },
    });
    expect(await ask({ name: 'rename-run', request: { id, name: ' ' } })).toMatchObject(failure(/name/));
    expect(await ask({ name: 'note-run', request: { id, notes: ' slow \n' } })).toMatchObject({
      response: { name: 'Mine', isNamed: true, notes: 'slow' },
    });
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
    expect(await ask({ name: 'load-run', request: { id: 'none' } })).toMatchObject(
      failure(/no longer saved/),
    );
  });

  it('are handed to the page, and training continues, when the device is full', async () => {
    class FullStore extends MemoryRunStore {
      override update(id: string, change: RunChange, parts?: RunParts): Promise<StoredRun | null> {
        return parts?.state ? Promise.reject(new StorageFailure('full')) : super.update(id, change, parts);
      }
    }
    const { ask, posted } = open(new FullStore());
    await ask(loadSample);
    expect(await ask(train(null, { ...longer, epochs: 2 }))).toMatchObject({ type: 'answer' });
    const problems = posted.flatMap((event) => (event.type === 'saving' ? [event.problem] : []));
    expect(problems).toEqual([{ code: 'run-not-saved', why: { code: 'runs-not-saved', why: 'full' } }]);
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
