import { deleteDB, openDB, type DBSchema } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { Database, StorageFailure, type DatabaseOptions } from './database.ts';

interface Schema extends DBSchema {
  numbers: { key: string; value: number };
  texts: { key: string; value: string };
}

const name = 'database-test';
let changes = 0;
const opened: IDBDatabase[] = [];

function open(change: Partial<DatabaseOptions<Schema>> = {}): Database<Schema> {
  return new Database<Schema>({
    name,
    version: 1,
    upgrade(database) {
      database.createObjectStore('numbers');
      database.createObjectStore('texts');
    },
    onChange: () => changes++,
    ...change,
  });
}

const put = (database: Database<Schema>, value: number) =>
  database.access((open_) => open_.put('numbers', value, 'a'));
const get = (database: Database<Schema>) => database.access((open_) => open_.get('numbers', 'a'));
const increase = (database: Database<Schema>) =>
  database.change(['numbers'], async (transaction) => {
    const store = transaction.objectStore('numbers');
    await store.put(((await store.get('a')) ?? 0) + 1, 'a');
  });

/** A connection of somebody who does not close it when asked to. */
function holding(version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.addEventListener('upgradeneeded', ({ oldVersion }) => {
      if (oldVersion === 0) request.result.createObjectStore('numbers');
    });
    request.addEventListener('success', () => {
      opened.push(request.result);
      resolve(request.result);
    });
    request.addEventListener('error', () => reject(new Error(String(request.error))));
  });
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const each of opened.splice(0)) each.close();
  await deleteDB(name);
  changes = 0;
});

describe('a database', () => {
  it('reads and writes in one transaction: of many changes at a time none is lost', async () => {
    const [one, other] = [open(), open()];
    await Promise.all(Array.from({ length: 40 }, (_, i) => increase(i % 2 ? one : other)));
    expect(await get(one)).toBe(40);
  });

  it('writes all of it or nothing', async () => {
    const database = open();
    await put(database, 1);
    const work = database.change(['numbers', 'texts'], async (transaction) => {
      await transaction.objectStore('numbers').put(2, 'a');
      // A function can’t be stored.
      await transaction.objectStore('texts').put((() => 1) as unknown as string, 'a');
    });
    await expect(work).rejects.toBeInstanceOf(StorageFailure);
    expect(await get(database)).toBe(1);
  });

  it('is opened again after it was deleted', async () => {
    const database = open();
    await put(database, 1);
    await deleteDB(name);
    expect(changes).toBe(1);
    expect(await get(database)).toBeUndefined();
    await put(database, 2);
    expect(await get(open())).toBe(2);
  });

  it('is opened again when its connection turns out to be closed, without an event', async () => {
    const database = open();
    await put(database, 1);
    await database.access((open_) => Promise.resolve(open_.close()));
    await increase(database);
    expect(await get(database)).toBe(2);
  });

  it('is made anew where only an empty one is there', async () => {
    (await openDB(name)).close();
    await put(open(), 1);
    expect(await get(open())).toBe(1);
  });

  it('gives way to a newer version, and says so', async () => {
    const database = open();
    await put(database, 1);
    await holding(2);
    await expect(get(database)).rejects.toMatchObject({ code: 'newer' });
  });

  it('calls blocked only what another connection blocks, and is there once that is closed', async () => {
    const held = await holding(1);
    const database = open({
      version: 2,
      patience: 200,
      upgrade: (made) => {
        if (!made.objectStoreNames.contains('texts')) made.createObjectStore('texts');
      },
    });
    await expect(put(database, 1)).rejects.toMatchObject({ code: 'blocked' });
    held.close();
    await expect.poll(() => changes).toBe(1);
    await put(database, 1);
    expect(await get(database)).toBe(1);
  });

  it('that opens slowly is called slow, and is there once it has opened', async () => {
    const held = await holding();
    held.close();
    await deleteDB(name);
    const other = await holding();
    // Deleting waits for this connection, and whoever opens the database waits for that: no event tells why.
    const deletion = indexedDB.deleteDatabase(name);
    const database = open({ patience: 200 });
    await expect(put(database, 1)).rejects.toMatchObject({ code: 'slow' });
    // Nobody waits a second time.
    const begun = performance.now();
    await expect(put(database, 1)).rejects.toMatchObject({ code: 'slow' });
    expect(performance.now() - begun).toBeLessThan(150);
    other.close();
    await expect.poll(() => [changes, deletion.readyState]).toEqual([1, 'done']);
    await put(database, 1);
    expect(await get(database)).toBe(1);
  });

  it('tries again after it could not be opened, and says why it could not', async () => {
    const opening = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const database = open();
    await expect(get(database)).rejects.toMatchObject({ code: 'refused' });
    opening.mockRestore();
    await put(database, 3);
    expect(await get(database)).toBe(3);
  });

  it('says that it is full, also where only the transaction says so', async () => {
    const database = open();
    await put(database, 1);
    const { put: original } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...values) {
      if (this.name === 'texts') throw new DOMException('full', 'QuotaExceededError');
      return original.apply(this, values);
    });
    const work = database.change(['numbers', 'texts'], async (transaction) => {
      await transaction.objectStore('numbers').put(2, 'a');
      await transaction.objectStore('texts').put('b', 'a');
    });
    await expect(work).rejects.toMatchObject({ code: 'full' });
    vi.restoreAllMocks();
    expect(await get(database)).toBe(1);
  });

  it('is not used before it is prepared', async () => {
    const database = open({ prepare: () => Promise.reject(new Error('What was written is not there.')) });
    await expect(get(database)).rejects.toMatchObject({ code: 'refused' });
    const prepared = open({ prepare: async (made) => void (await made.put('numbers', 7, 'a')) });
    expect(await get(prepared)).toBe(7);
  });
});
