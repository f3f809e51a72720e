import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { SavedDataFailure } from './failure.ts';
import { DatasetDatabase, type SavedData } from './saved-datasets.ts';

const name = 'savedData-test';
const text = 'điện thoại rất tốt';

const dataOf = (id: string, usedAt: number): SavedData => ({
  entry: {
    id,
    name: `${id}.csv`,
    bytes: 30,
    fileCount: 2,
    format: 'csv',
    rows: 4,
    modified: 1_000,
    usedAt,
    encoding: 'windows-1258',
    choice: {
      text: 'review',
      label: 'stars',
      classes: { '1': 0, '5': 1 },
      split: null,
      cleaning: { balance: true },
    },
  },
  files: [
    { path: 'r/pos/1.txt', file: new Blob([text]) },
    { path: 'r/neg/empty.txt', file: new Blob([]) },
    { path: 'r/neg/1.txt', file: new File(['bad'], '1.txt', { lastModified: 1_000 }) },
  ],
  corrections: null,
});

afterEach(() => deleteDB(name));

describe('data on this device', () => {
  it('is there again with its paths, bytes, columns and corrections, for another page', async () => {
    const data = dataOf('a', 1);
    await new DatasetDatabase(name).save({ ...data, corrections: new Blob(['{"one":1}']) });
    const found = await new DatasetDatabase(name).read('a');
    expect(found?.entry).toEqual(data.entry);
    expect(found?.files.map(({ path }) => path)).toEqual(['r/pos/1.txt', 'r/neg/empty.txt', 'r/neg/1.txt']);
    expect(await Promise.all(found?.files.map(({ file }) => file.text()) ?? [])).toEqual([text, '', 'bad']);
    expect(await found?.corrections?.text()).toBe('{"one":1}');
  });

  it('is listed with the last used first, and changes only what is there', async () => {
    const saved = new DatasetDatabase(name);
    await saved.save(dataOf('a', 1));
    await saved.save(dataOf('b', 2));
    expect((await saved.list()).entries.map(({ id }) => id)).toEqual(['b', 'a']);
    await saved.update('a', { usedAt: 3, rows: 9 });
    await saved.update('none', { rows: 1 });
    expect((await saved.list()).entries.map(({ id, rows }) => [id, rows])).toEqual([
      ['a', 9],
      ['b', 4],
    ]);
  });

  it('reads cleaning options that an earlier version wrote by other names', async () => {
    const { entry, ...rest } = dataOf('a', 1);
    await new DatasetDatabase(name).save({ entry, ...rest });
    const { cleaning: _, ...choice } = entry.choice;
    const mends = { leaveOutNearDuplicates: true, balance: false };
    const database = await openDB(name);
    await database.put('entries', { ...entry, choice: { ...choice, mends } });
    database.close();
    const found = await new DatasetDatabase(name).read('a');
    expect(found?.entry.choice).toEqual({
      ...choice,
      cleaning: { excludeNearDuplicates: true, balance: false },
    });
  });

  it('follows its corrections', async () => {
    const saved = new DatasetDatabase(name);
    await saved.save(dataOf('a', 1));
    await saved.setCorrections('a', new Blob(['new']));
    expect(await (await saved.read('a'))?.corrections?.text()).toBe('new');
    await saved.setCorrections('a', null);
    expect((await saved.read('a'))?.corrections).toBeNull();
  });

  it('is gone once deleted, and the rest stays', async () => {
    const saved = new DatasetDatabase(name);
    await saved.save({ ...dataOf('a', 1), corrections: new Blob(['x']) });
    await saved.save(dataOf('b', 2));
    await saved.delete('a');
    expect(await saved.read('a')).toBeNull();
    expect((await saved.list()).entries.map(({ id }) => id)).toEqual(['b']);
    const database = await openDB(name);
    expect(await database.getAllKeys('corrections')).toEqual([]);
    expect(await database.getAllKeys('contents')).toEqual(['b']);
    database.close();
  });

  it('knows what is in use', async () => {
    const saved = new DatasetDatabase(name);
    expect(await saved.inUse()).toBeNull();
    await saved.setInUse('a');
    expect(await new DatasetDatabase(name).inUse()).toBe('a');
    await saved.setInUse(null);
    expect(await saved.inUse()).toBeNull();
  });

  it('leaves nothing half saved, and says so, when it can’t be written', async () => {
    const saved = new DatasetDatabase(name);
    const data = dataOf('a', 1);
    // A function can't be written: the transaction as a whole fails.
    const broken = { ...data, entry: { ...data.entry, rows: (() => 4) as unknown as number } };
    await expect(saved.save(broken)).rejects.toThrow(SavedDataFailure);
    expect(await saved.list()).toEqual({ entries: [], unreadable: 0 });
    await saved.save(data);
    expect((await saved.list()).entries.map(({ id }) => id)).toEqual(['a']);
  });

  it('says that there is no room, and keeps what it had', async () => {
    const saved = new DatasetDatabase(name);
    await saved.save(dataOf('a', 1));
    // Chromium holds a test's pages to no quota: these stand for a disk without room, seen before and while writing.
    vi.spyOn(navigator.storage, 'estimate').mockResolvedValueOnce({ quota: 1_000, usage: 999 });
    await expect(saved.save(dataOf('b', 2))).rejects.toMatchObject({ code: 'full' });
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.name === 'contents') throw new DOMException('No room.', 'QuotaExceededError');
      return put.call(this, value, key);
    });
    await expect(saved.save(dataOf('b', 2))).rejects.toMatchObject({ code: 'full' });
    vi.restoreAllMocks();
    expect((await saved.list()).entries.map(({ id }) => id)).toEqual(['a']);
    expect(await (await saved.read('a'))?.files[0].file.text()).toBe(text);
  });

  it('is not taken down by what is none, which is counted and stays', async () => {
    const saved = new DatasetDatabase(name);
    await saved.save(dataOf('a', 1));
    await saved.save(dataOf('b', 1));
    const database = await openDB(name);
    const { entry } = dataOf('c', 1);
    await database.put('entries', { id: 'no-name' });
    await database.put('entries', { ...entry, id: 'other-type', usedAt: 'today' });
    await database.put('entries', { ...entry, id: 'newer-format', format: 'avro' });
    await database.put('contents', { paths: ['a.csv'], sizes: [7], blob: new Blob(['short']) }, 'b');
    await database.put('corrections', 'none', 'a');
    await database.put('page', { id: 'a' }, 'in-use');
    const { entries, unreadable } = await saved.list();
    expect([entries.map(({ id }) => id).sort(), unreadable]).toEqual([['a', 'b'], 3]);
    expect((await saved.read('a'))?.corrections).toBeNull();
    await expect(saved.read('b')).rejects.toMatchObject({ code: 'damaged' });
    expect(await saved.inUse()).toBeNull();
    expect(await database.count('entries')).toBe(5);
    database.close();
  });

  it('loses no change when several come at a time', async () => {
    const [one, other] = [new DatasetDatabase(name), new DatasetDatabase(name)];
    await one.save(dataOf('a', 1));
    await Promise.all([
      one.update('a', { rows: 9 }),
      other.update('a', { usedAt: 7 }),
      one.update('a', { name: 'new.csv' }),
    ]);
    expect((await other.read('a'))?.entry).toMatchObject({ rows: 9, usedAt: 7, name: 'new.csv' });
  });

  it('keeps no corrections of data that is deleted', async () => {
    const saved = new DatasetDatabase(name);
    await saved.save(dataOf('a', 1));
    await Promise.all([saved.delete('a'), saved.setCorrections('a', new Blob(['late']))]);
    const database = await openDB(name);
    expect(await database.count('corrections')).toBe(0);
    database.close();
  });

  it('tells when it was deleted, and can be saved again', async () => {
    const saved = new DatasetDatabase(name);
    let changes = 0;
    saved.onChange(() => changes++);
    await saved.save(dataOf('a', 1));
    await deleteDB(name);
    expect(changes).toBe(1);
    expect(await saved.list()).toEqual({ entries: [], unreadable: 0 });
    await saved.save(dataOf('a', 2));
    expect((await new DatasetDatabase(name).list()).entries.map(({ usedAt }) => usedAt)).toEqual([2]);
  });

  it('says that a newer page has changed the database', async () => {
    (await openDB(name, 9)).close();
    await expect(new DatasetDatabase(name).list()).rejects.toMatchObject({ code: 'newer' });
  });
});
