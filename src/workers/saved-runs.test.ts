import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StorageFailure, type StorageCode } from '../storage/database.ts';
import type { ServiceEvent } from '../model/index.ts';
import type { TestReport } from './protocol.ts';
import { RunRepository } from './run-repository.ts';
import { RunWriter } from './run-writer.ts';
import {
  MemoryRunStore,
  type RunChange,
  type RunParts,
  type StoredRun,
  type StoredRuns,
} from './run-store.ts';
import { runRecord } from './run-testing.ts';
import { RunLocks } from './run-lock.ts';
import { SavedRuns } from './saved-runs.ts';

/** A device whose answers take a while, in whatever order, and which may refuse to write. */
class Device extends MemoryRunStore {
  failure: StorageCode | null = null;
  /** Also where reading works. */
  writeFailure: StorageCode | null = null;
  wait: () => Promise<void> = () => Promise.resolve();

  private async meet(code: StorageCode | null): Promise<void> {
    await this.wait();
    if (code) throw new StorageFailure(code);
  }

  override async list(): Promise<StoredRuns> {
    await this.meet(this.failure);
    const found = await super.list();
    await this.wait();
    return found;
  }

  override async get(id: string): Promise<StoredRun | null> {
    await this.meet(this.failure);
    const found = await super.get(id);
    await this.wait();
    return found;
  }

  override async update(id: string, change: RunChange, parts?: RunParts): Promise<StoredRun | null> {
    await this.meet(this.failure ?? this.writeFailure);
    const found = await super.update(id, change, parts);
    await this.wait();
    return found;
  }
}

/** There is one tab. */
const alone = new RunLocks({ locks: null, channel: null });
const silent = { onProblem: () => undefined, onStateCopy: () => undefined };
const test: TestReport = { rows: 10, accuracy: 0.7, loss: 0.5, f1: 0.6, majorityAccuracy: 0.5 } as TestReport;
const end = {
  type: 'end',
  reason: 'finished',
  epochs: 1,
  restoredEpoch: null,
  seconds: 3,
  message: '',
} as const;
const model = Uint8Array.of(9, 9);

type Act = { what: 'rename'; name: string } | { what: 'delete' } | { what: 'undelete' } | { what: 'test' };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.stringMatching(/^[a-z]{1,5}$/).map((name) => ({ what: 'rename', name }) as const),
  fc.constantFrom<Act>({ what: 'delete' }, { what: 'undelete' }, { what: 'test' }),
);

function perform(repository: RunRepository, action: Act): Promise<unknown> {
  switch (action.what) {
    case 'rename':
      return repository.rename('a', action.name);
    case 'delete':
      return repository.setDeleted('a', true);
    case 'undelete':
      return repository.setDeleted('a', false);
    case 'test':
      return repository.setTest('a', test);
    default:
      return action satisfies never;
  }
}

describe('what a user does while a run is written', () => {
  it('holds, and so does what the run wrote, in whatever order both come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(act, { maxLength: 6 }), async (scheduler, actions) => {
        const device = new Device();
        await device.update('a', () => runRecord('a'));
        device.wait = () => scheduler.schedule(Promise.resolve());
        const saved = new SavedRuns(device);
        const repository = new RunRepository(saved, alone);
        const run = new RunWriter(runRecord('a'), saved, silent);
        run.hear({
          type: 'steps',
          steps: [{ type: 'step', step: 5, totalSteps: 5 }],
        } as unknown as ServiceEvent);
        run.hear(end);
        // Those of a user come one after the other, each beside the run's last write.
        const acting = (async () => {
          for (const action of actions) await perform(repository, action);
        })();
        await scheduler.waitFor(Promise.all([run.finish(model), acting]));

        const stored = await scheduler.waitFor(device.get('a'));
        expect(stored).toMatchObject({ status: 'finished', hasModel: true, stepsDone: 5, seconds: 3 });
        expect(await device.part('a', 'model')).toEqual(model);
        const names = actions.flatMap((action) => (action.what === 'rename' ? [action.name] : []));
        expect(stored?.name).toBe(names.at(-1) ?? 'Run a');
        const last = actions.findLast(({ what }) => what === 'delete' || what === 'undelete');
        expect(stored?.isDeleted ?? false).toBe(last?.what === 'delete');
      }),
      { numRuns: 150 },
    );
  });

  it('is not undone by states that come after it', async () => {
    const saved = new SavedRuns(new Device());
    const repository = new RunRepository(saved, alone);
    await saved.save(runRecord('a'), { state: Uint8Array.of(1) });
    await repository.rename('a', 'mine');
    await repository.note('a', 'of me');
    await repository.setDeleted('a', true);
    await saved.save({ ...runRecord('a'), stepsDone: 9 }, { state: Uint8Array.of(2) });
    const said = { name: 'mine', isNamed: true, notes: 'of me', isDeleted: true };
    expect(await saved.get('a')).toMatchObject({ ...said, stepsDone: 9 });
  });

  it('a name that an older version made of data and time is not the user’s, any other is', async () => {
    const saved = new SavedRuns(new Device());
    const keeper = new RunRepository(saved, alone);
    await saved.save(runRecord('a'), {});
    expect(await keeper.get('a')).toMatchObject({ name: 'Run a', isNamed: true });
    const { dataset, started } = runRecord('b');
    const time = new Date(started).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
    await saved.save({ ...runRecord('b'), name: `${dataset.name}, ${time}` }, {});
    expect(await keeper.get('b')).toMatchObject({ isNamed: false });
  });

  it('a test belongs to a network: a new one has none, until it is tested', async () => {
    const saved = new SavedRuns(new Device());
    const repository = new RunRepository(saved, alone);
    await saved.save(runRecord('a'), { model: Uint8Array.of(1) });
    await repository.setTest('a', test);
    await saved.save(runRecord('a'), { state: Uint8Array.of(1) });
    expect((await saved.get('a'))?.test?.accuracy).toBe(0.7);
    await saved.save(runRecord('a'), { model: Uint8Array.of(2) });
    expect((await saved.get('a'))?.test).toBeNull();
  });
});

describe('runs that can’t be saved', () => {
  it('are held in memory, and saved whole as soon as the device takes them', async () => {
    const device = new Device();
    const saved = new SavedRuns(device);
    device.failure = 'slow';
    expect(await saved.save(runRecord('a'), { state: Uint8Array.of(1) })).toEqual({
      code: 'storage-slow',
    });
    expect(await saved.save({ ...runRecord('a'), stepsDone: 2 }, { model })).toEqual({
      code: 'storage-slow',
    });
    expect((await saved.list()).runs).toMatchObject([{ id: 'a', stepsDone: 2 }]);
    expect(await saved.part('a', 'model')).toEqual(model);
    expect(await saved.edit('a', { name: 'named meanwhile' })).toMatchObject({ name: 'named meanwhile' });
    device.failure = null;
    expect((await saved.list()).runs).toMatchObject([{ name: 'named meanwhile' }]);
    expect(saved.problem).toBeNull();
    expect(await device.get('a')).toMatchObject({ stepsDone: 2, name: 'named meanwhile' });
    expect(await device.part('a', 'state')).toEqual(Uint8Array.of(1));
    expect(await device.part('a', 'model')).toEqual(model);
  });

  it('are saved again, with all that they have, after everything was deleted', async () => {
    let device = new Device();
    // Another database takes the place of the one before, as after site data was cleared.
    const store = {
      list: () => device.list(),
      get: (id: string) => device.get(id),
      update: (id: string, change: RunChange, parts?: RunParts) => device.update(id, change, parts),
      part: (id: string, part: 'state' | 'model') => device.part(id, part),
    };
    const saved = new SavedRuns(store);
    await saved.save(runRecord('a'), { state: Uint8Array.of(1) });
    device = new Device();
    expect((await saved.list()).runs).toEqual([]);
    await saved.save({ ...runRecord('a'), stepsDone: 3 }, { state: Uint8Array.of(3) });
    expect((await saved.list()).runs).toMatchObject([{ stepsDone: 3, name: 'Run a' }]);
    expect(await saved.part('a', 'state')).toEqual(Uint8Array.of(3));
  });

  it('stay a problem while the device is full, though it can be read', async () => {
    const device = new Device();
    const saved = new SavedRuns(device);
    await saved.save(runRecord('b'), {});
    device.writeFailure = 'full';
    const heard: unknown[] = [];
    const copies: string[] = [];
    const run = new RunWriter(runRecord('a'), saved, {
      onProblem: (problem) => heard.push(problem),
      onStateCopy: (id) => copies.push(id),
    });
    await run.finish(model);
    expect((await saved.list()).runs.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(saved.problem).toEqual({ code: 'runs-not-saved', why: 'full' });
    device.writeFailure = null;
    await run.finish(model);
    expect(heard).toEqual([{ code: 'runs-not-saved', why: 'full' }, null]);
    expect(saved.problem).toBeNull();
  });

  it('say the real reason', async () => {
    const device = new Device();
    const saved = new SavedRuns(device);
    const say = async (code: StorageCode) => {
      device.failure = code;
      await saved.list();
      return saved.problem;
    };
    expect(await say('blocked')).toEqual({ code: 'runs-not-saved', why: 'blocked' });
    expect(await say('newer')).toEqual({ code: 'runs-not-saved', why: 'newer' });
    expect(await say('refused')).toEqual({ code: 'runs-not-saved', why: 'refused' });
    expect(await say('full')).toEqual({ code: 'runs-not-saved', why: 'full' });
    expect(await say('slow')).toEqual({ code: 'storage-slow' });
  });
});
