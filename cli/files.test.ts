import { saying } from '../src/contract/messages/testing/saying.ts';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sourceFiles } from './files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-files-'));
  await mkdir(join(folder, 'set', 'pos'), { recursive: true });
  await mkdir(join(folder, 'set', 'neg'));
  await mkdir(join(folder, 'empty'));
  await writeFile(join(folder, 'set', 'pos', 'b.txt'), 'fine');
  await writeFile(join(folder, 'set', 'pos', 'a.txt'), 'good');
  await writeFile(join(folder, 'set', 'neg', 'c.txt'), 'bad');
  await writeFile(join(folder, 'set', '.hidden'), 'no review');
  await symlink(join(folder, 'set', 'neg', 'c.txt'), join(folder, 'set', 'neg', 'd.txt'));
  // Followed, it would lead round and round.
  await symlink(join(folder, 'set'), join(folder, 'set', 'neg', 'again'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('takes files as they are and folders with all in them, in alphabetical order', async () => {
  const files = await sourceFiles([join(folder, 'set', 'pos', 'b.txt'), `${folder}/set/`]);
  expect(files.map(({ path }) => path)).toEqual([
    'b.txt',
    'set/neg/c.txt',
    'set/neg/d.txt',
    'set/pos/a.txt',
    'set/pos/b.txt',
  ]);
  expect(await Promise.all(files.map(({ blob }) => blob.text()))).toEqual([
    'fine',
    'bad',
    'bad',
    'good',
    'fine',
  ]);
});

it('says which path is not there, and which folder has nothing', async () => {
  await expect(sourceFiles([join(folder, 'none')])).rejects.toThrow(
    saying(`${basename(folder)}/none” could not be read.`),
  );
  await expect(sourceFiles([join(folder, 'empty')])).rejects.toThrow(
    saying(/^The folder “.*empty” has no files\.$/),
  );
});
