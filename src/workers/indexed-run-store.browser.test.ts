import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunRecord } from './protocol.ts';
import { databaseName, IndexedRunStore } from './indexed-run-store.ts';
import { RunLocks } from './run-lock.ts';
import { RunRepository } from './run-repository.ts';
import type { RunParts } from './run-store.ts';
import { runRecord } from './run-testing.ts';

const run = (id: string, change: Partial<RunRecord> = {}): RunRecord => ({ ...runRecord(id), ...change });
const put = (store: IndexedRunStore, record: RunRecord, parts?: RunParts) =>
  store.update(record.id, () => record, parts);
const ids = async (store: IndexedRunStore) => (await store.list()).runs.map(({ id }) => id);

afterEach(async () => {
  vi.restoreAllMocks();
  await deleteDB(databaseName);
});

/** Writes past the store. */
async function writeForeign(values: Record<string, unknown>): Promise<void> {
  const database = await openDB(databaseName);
  const transaction = database.transaction('runs', 'readwrite');
  for (const [key, value] of Object.entries(values)) await transaction.store.put(value, key);
  await transaction.done;
  database.close();
}

describe('the store of runs', () => {
  it('saves runs with their parts until another page opens it', async () => {
    const first = new IndexedRunStore();
    await put(first, run('a', { name: 'Tốt' }), { state: Uint8Array.of(1, 2), model: Uint8Array.of(3) });
    await put(first, run('b'));
    const second = new IndexedRunStore();
    expect((await second.list()).runs.map(({ id, name }) => [id, name])).toEqual([
      ['a', 'Tốt'],
      ['b', 'Run b'],
    ]);
    expect(await second.part('a', 'state')).toEqual(Uint8Array.of(1, 2));
    expect(await second.part('a', 'model')).toEqual(Uint8Array.of(3));
    expect(await second.part('b', 'state')).toBeNull();
  });

  it('gives a curve back as it was, also one of an earlier version', async () => {
    const store = new IndexedRunStore();
    const curve = [1, 2, 3].map((epoch) => ({ epoch, loss: 1 / epoch, accuracy: 0.1 + epoch / 7 }));
    await put(store, run('a', { curve }));
    await writeForeign({ b: run('b', { curve }) });
    expect((await store.get('a'))?.curve).toEqual(curve);
    expect((await store.get('b'))?.curve).toEqual(curve);
  });

  it('leaves parts as they are that are not named, and takes away those that are null', async () => {
    const store = new IndexedRunStore();
    await put(store, run('a'), { state: Uint8Array.of(1), model: Uint8Array.of(2) });
    await put(store, run('a', { name: 'new' }));
    expect(await store.part('a', 'state')).toEqual(Uint8Array.of(1));
    await put(store, run('a'), { state: null });
    expect(await store.part('a', 'state')).toBeNull();
    expect(await store.part('a', 'model')).toEqual(Uint8Array.of(2));
  });

  it('loses no change of those that come at a time, from whatever tab', async () => {
    const stores = [new IndexedRunStore(), new IndexedRunStore()];
    await put(stores[0], run('a', { stepsDone: 0 }));
    const increase = (store: IndexedRunStore) =>
      store.update('a', (stored) => stored && { ...stored, stepsDone: stored.stepsDone + 1 });
    await Promise.all(Array.from({ length: 30 }, (_, i) => increase(stores[i % 2])));
    expect((await stores[0].get('a'))?.stepsDone).toBe(30);
  });

  it('keeps the state before when the new one does not fit', async () => {
    const store = new IndexedRunStore();
    await put(store, run('a', { stepsDone: 1 }), { state: Uint8Array.of(1) });
    const original = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      // As a full disk does: the record is written, the large part is not.
      if (this.name === 'state') throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, args);
    });
    const writing = put(store, run('a', { stepsDone: 2 }), { state: Uint8Array.of(2) });
    await expect(writing).rejects.toMatchObject({ code: 'full' });
    vi.restoreAllMocks();
    expect((await store.get('a'))?.stepsDone).toBe(1);
    expect(await store.part('a', 'state')).toEqual(Uint8Array.of(1));
  });

  it('purges deleted runs when it is opened again, and not before', async () => {
    const store = new IndexedRunStore();
    const remove = (id: string) => store.update(id, (stored) => stored && { ...stored, isDeleted: true });
    await put(store, run('a'), { state: Uint8Array.of(1) });
    await put(store, run('b'));
    // Also where nobody has asked for the list before.
    await remove('a');
    expect(await ids(store)).toEqual(['a', 'b']);
    const next = new IndexedRunStore();
    expect(await ids(next)).toEqual(['b']);
    expect(await next.part('a', 'state')).toBeNull();
  });

  it('purges no deleted run that another page can still restore', async () => {
    const repository = () => new RunRepository(undefined, new RunLocks());
    const first = repository();
    await put(new IndexedRunStore(), run('a'));
    await first.setDeleted('a', true);
    expect((await repository().list()).runs).toEqual([]);
    await first.setDeleted('a', false);
    expect((await first.list()).runs.map(({ id }) => id)).toEqual(['a']);
    await expect.poll(async () => (await repository().list()).elsewhere).toEqual([]);
  });

  it('refuses a browser that forgets what it is given', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore) {
      return this.count();
    });
    await expect(new IndexedRunStore().list()).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('what is in the database and is no run', () => {
  const damaged: Record<string, unknown> = {
    'no-object': 7,
    empty: {},
    'no-name': { ...run('no-name'), name: undefined },
    'other-types': { ...run('other-types'), epochs: 'many', started: '1' },
    'no-moment': { ...run('no-moment'), started: 1e300 },
    newer: { ...run('newer'), config: { ...run('newer').config, gates: 'peephole' } },
    'later-status': { ...run('later-status'), status: 'archived' },
    'other-key': run('a-key'),
    'bad-curve': { ...run('bad-curve'), curve: [null] },
    'half-a-curve': { ...run('half-a-curve'), curve: new Float64Array(4) },
    'no-epoch': { ...run('no-epoch'), epochs: [{ epoch: 1e9 }] },
  };

  it('is passed over, counted and left as it is', async () => {
    const store = new IndexedRunStore();
    await put(store, run('good'));
    await writeForeign(damaged);
    const { runs, unreadable } = await store.list();
    expect(runs.map(({ id }) => id)).toEqual(['good']);
    expect(unreadable).toBe(Object.keys(damaged).length);
    expect(await store.get('no-name')).toBeNull();
    expect(await store.update('no-name', (stored) => stored && { ...stored, name: 'x' })).toBeNull();
    const database = await openDB(databaseName);
    expect(await database.count('runs')).toBe(1 + unreadable);
    database.close();
  });

  it('takes no part that is no bytes', async () => {
    const store = new IndexedRunStore();
    await put(store, run('a'));
    const database = await openDB(databaseName);
    await database.put('model', 'zip', 'a');
    database.close();
    expect(await store.part('a', 'model')).toBeNull();
  });

  it('gives settings that came later their defaults, and keeps fields that it does not know', async () => {
    const store = new IndexedRunStore();
    await put(store, run('a'));
    const { seed: _, ...config } = run('old').config;
    await writeForeign({ old: { ...run('old'), config, colour: 'red' } });
    expect(await store.get('old')).toMatchObject({ config: run('old').config, colour: 'red' });
  });

  it('gives the names of today to what earlier versions called otherwise', async () => {
    const store = new IndexedRunStore();
    await put(store, run('a'));
    const { onDivergence: _, ...config } = run('old').config;
    const rollback = { step: 8, share: 0.25 };
    const mark = {
      type: 'mark',
      step: 8,
      epoch: 1,
      kind: 'setback',
      message: { ...rollback, code: 'setback' },
    };
    await writeForeign({ old: { ...run('old'), config: { ...config, setback: 'stop' }, marks: [mark] } });
    expect(await store.get('old')).toMatchObject({
      config: { onDivergence: 'stop' },
      marks: [{ ...mark, kind: 'divergence', message: { ...rollback, code: 'rollback' } }],
    });
  });

  it('lists 2,000 runs beside them without their curves, which are stored as one array each', async () => {
    const store = new IndexedRunStore();
    const curve = Array.from({ length: 240 }, (_, i) => ({ epoch: i / 24, loss: 0.5, accuracy: 0.7 }));
    await put(store, run('a', { curve }));
    const database = await openDB(databaseName);
    // As objects they would take a browser ten times as long to read.
    const value: { curve: unknown } = await database.get('runs', 'a');
    database.close();
    expect(value.curve).toBeInstanceOf(Float64Array);
    const many = Array.from({ length: 2_000 }, (_, i) => [`run-${i}`, { ...value, id: `run-${i}` }]);
    await writeForeign(Object.fromEntries([...many, ['b', null]]) as Record<string, unknown>);
    const { runs, unreadable } = await store.list();
    expect([runs.length, unreadable]).toEqual([2_001, 1]);
    expect(runs.filter((each) => 'curve' in each)).toEqual([]);
  });
});
