import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunRecord } from './protocol.ts';
import { openRunStore } from './run-store.ts';
import { runRecord } from './run-testing.ts';

const run = (id: string, change: Partial<RunRecord> = {}): RunRecord => ({ ...runRecord(id), ...change });

afterEach(async () => {
  vi.restoreAllMocks();
  const store = await openRunStore();
  for (const { id } of await store.list()) await store.delete(id);
});

describe('the store of runs', () => {
  it('keeps runs with their parts until another page opens it', async () => {
    const first = await openRunStore();
    expect(first.problem).toBeNull();
    await first.put(run('a', { name: 'Tốt' }), { state: Uint8Array.of(1, 2), model: Uint8Array.of(3) });
    await first.put(run('b'));
    const second = await openRunStore();
    expect((await second.list()).map(({ id, name }) => [id, name])).toEqual([
      ['a', 'Tốt'],
      ['b', 'Run b'],
    ]);
    expect(await second.part('a', 'state')).toEqual(Uint8Array.of(1, 2));
    expect(await second.part('a', 'model')).toEqual(Uint8Array.of(3));
    expect(await second.part('b', 'state')).toBeNull();
  });

  it('leaves parts as they are that are not named, and takes away those that are null', async () => {
    const store = await openRunStore();
    await store.put(run('a'), { state: Uint8Array.of(1), model: Uint8Array.of(2) });
    await store.put(run('a', { name: 'new' }));
    expect(await store.part('a', 'state')).toEqual(Uint8Array.of(1));
    await store.put(run('a'), { state: null });
    expect(await store.part('a', 'state')).toBeNull();
    expect(await store.part('a', 'model')).toEqual(Uint8Array.of(2));
    await store.delete('a');
    expect([await store.get('a'), await store.part('a', 'model')]).toEqual([null, null]);
  });

  it('keeps the state before when the new one does not fit', async () => {
    const store = await openRunStore();
    await store.put(run('a', { stepsDone: 1 }), { state: Uint8Array.of(1) });
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      // As a full disk does: the record is written, the large part is not.
      if (this.name === 'state') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    });
    await expect(store.put(run('a', { stepsDone: 2 }), { state: Uint8Array.of(2) })).rejects.toThrow(/full/);
    vi.restoreAllMocks();
    expect((await store.get('a'))?.stepsDone).toBe(1);
    expect(await store.part('a', 'state')).toEqual(Uint8Array.of(1));
  });

  it('forgets deleted runs when it is opened again', async () => {
    const store = await openRunStore();
    await store.put({ ...run('a'), isDeleted: true }, { state: Uint8Array.of(1) });
    expect(await (await openRunStore()).list()).toEqual([]);
  });

  it('goes on in memory, and says why, where nothing can be stored', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const store = await openRunStore();
    expect(store.problem).toMatch(/does not let the page store anything/);
    await store.put(run('a'), { state: Uint8Array.of(1) });
    expect(await store.part('a', 'state')).toEqual(Uint8Array.of(1));
  });

  it('says that a newer version of the page made the runs', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('newer', 'VersionError');
    });
    expect((await openRunStore()).problem).toMatch(/newer version of this page/);
  });

  it('does not wait for ever for another tab', async () => {
    // A tab that keeps the database open holds up its deletion, and that all who open it after.
    const held = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('forget-gate-runs');
      request.addEventListener('success', () => resolve(request.result));
    });
    indexedDB.deleteDatabase('forget-gate-runs');
    const { problem } = await openRunStore();
    held.close();
    expect(problem).toMatch(/another tab/);
  }, 15_000);
});
