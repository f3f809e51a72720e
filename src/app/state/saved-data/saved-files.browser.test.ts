import { deleteDB, openDB } from 'idb';
import { afterEach, expect, it } from 'vitest';

import type { InputFile } from '../../../workers/protocol.ts';
import { SavedDataFailure } from './failure.ts';
import { areSameFiles, openSavedFiles } from './saved-files.ts';

const name = 'saved-files-test';
const some: InputFile[] = ['điện thoại', '', 'bad'].map((text, i) => ({
  path: `${i}.txt`,
  file: new File([text], `${i}.txt`, { lastModified: 1_000 + i }),
}));

async function put(value: unknown): Promise<void> {
  await openSavedFiles('vectors', name).read();
  const database = await openDB(name);
  await database.put('files', value, 'vectors');
  database.close();
}

afterEach(() => deleteDB(name));

it('gives files back in their order, as the same ones, to another page', async () => {
  await openSavedFiles('unlabelled', name).save(some);
  const found = (await openSavedFiles('unlabelled', name).read()) ?? [];
  expect(found.map(({ path }) => path)).toEqual(['0.txt', '1.txt', '2.txt']);
  expect(await Promise.all(found.map(({ file }) => file.text()))).toEqual(['điện thoại', '', 'bad']);
  expect(areSameFiles(found, some)).toBe(true);
  expect(areSameFiles(found, some.slice(1))).toBe(false);
  const later = some.map(({ path, file }) => ({
    path,
    file: new File([file], path, { lastModified: 2_000 }),
  }));
  expect(areSameFiles(found, later)).toBe(false);
});

it('has one set of files for each purpose', async () => {
  const [vectors, unlabelled] = [openSavedFiles('vectors', name), openSavedFiles('unlabelled', name)];
  await vectors.save(some.slice(0, 1));
  await unlabelled.save(some);
  await unlabelled.save(some.slice(2));
  expect((await unlabelled.read())?.map(({ path }) => path)).toEqual(['2.txt']);
  await unlabelled.delete();
  expect(await unlabelled.read()).toBeNull();
  expect(await vectors.read()).toHaveLength(1);
});

it('reads a file of vectors that an earlier version saved', async () => {
  await put({ path: 'glove.txt', modified: 1_000, blob: new Blob(['good 1 2']) });
  const [file] = (await openSavedFiles('vectors', name).read()) ?? [];
  expect(file.path).toBe('glove.txt');
  expect(await file.file.text()).toBe('good 1 2');
});

it.each([
  ['nothing but text', 'x'],
  ['sizes that are not those of the files', { paths: ['a'], sizes: [9], blob: new Blob(['a']), modified: 1 }],
  ['no date', { paths: ['a'], sizes: [1], blob: new Blob(['a']) }],
])('says that what has %s is damaged', async (_, value) => {
  await put(value);
  const reading = openSavedFiles('vectors', name).read();
  await expect(reading).rejects.toEqual(new SavedDataFailure('damaged', null));
});
