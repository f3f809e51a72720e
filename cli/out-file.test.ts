import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saying } from '../src/contract/messages/testing/saying.ts';
import { checkFile } from './out-file.ts';
import { commandOf } from './testing/command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-out-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file that is written in the end', () => {
  it('is neither made nor changed by looking whether it can be written', async () => {
    await writeFile(join(folder, 'there.csv'), 'mine');
    await checkFile(join(folder, 'there.csv'));
    await checkFile(join(folder, 'new.csv'));
    expect(await readdir(folder)).toEqual(['there.csv']);
    expect(await readFile(join(folder, 'there.csv'), 'utf8')).toBe('mine');
  });

  it.each(['missing/new.csv', '', '.'])('is refused at once where none can be: %j', async (name) => {
    const path = name === '' ? '' : join(folder, name);
    await expect(checkFile(path)).rejects.toThrow(saying(`The file “${path}” could not be written.`));
  });

  it.each([
    ['study', '--out'],
    ['inspect', '--rows'],
  ])(
    'is looked at before %s reads anything',
    async (name, flag) => {
      const command = await commandOf(name);
      const { code, stderr } = await command(['not-there.csv', flag, '/proc/nothing/x.csv']);
      expect([code, stderr]).toEqual([
        1,
        'The file “/proc/nothing/x.csv” could not be written. Name one in a folder that is there.\n',
      ]);
    },
    30_000,
  );
});
