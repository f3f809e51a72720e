import { saying } from '../src/contract/messages/testing/saying.ts';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder, nodeFiles, writeFiles, type FileSystem } from './folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const systemError = (code: string) => Object.assign(new Error(code), { code });

describe('writeFiles', () => {
  it('replaces links that stand in the place of a file or of its unfinished form, and follows none', async () => {
    const outside = join(folder, 'outside.txt');
    const inside = join(folder, 'model');
    await writeFile(outside, 'mine');
    await mkdir(inside);
    await symlink(outside, join(inside, 'a.bin'));
    await symlink(outside, join(inside, 'b.bin.part'));
    await symlink(join(folder, 'nothing'), join(inside, 'c.bin'));
    await writeFiles(inside, { 'a.bin': bytes('A'), 'b.bin': bytes('B'), 'c.bin': bytes('C') });
    expect(await readFile(outside, 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
    expect(await readdir(inside)).toEqual(['a.bin', 'b.bin', 'c.bin']);
    for (const name of ['a.bin', 'b.bin', 'c.bin']) {
      expect((await lstat(join(inside, name))).isSymbolicLink()).toBe(false);
      expect(await readFile(join(inside, name), 'utf8')).toBe(name[0].toUpperCase());
    }
  });

  it('leaves all files of before when the disk is full on the way, and nothing unfinished', async () => {
    await writeFiles(folder, { one: bytes('old 1'), two: bytes('old 2') });
    const full: FileSystem = {
      ...nodeFiles,
      async writeNew(path, content) {
        await nodeFiles.writeNew(path, content);
        if (path.includes('two')) throw systemError('ENOSPC');
      },
    };
    const writing = writeFiles(folder, { one: bytes('new 1'), two: bytes('new 2') }, full);
    await expect(writing).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await readdir(folder)).toEqual(['one', 'two']);
    expect(await readFile(join(folder, 'one'), 'utf8')).toBe('old 1');
    expect(await readFile(join(folder, 'two'), 'utf8')).toBe('old 2');
  });
});

describe('checkFolder', () => {
  it.each([
    ['EACCES', 'you may not write there'],
    ['EROFS', 'the disk can only be read'],
    ['ENOSPC', 'the disk is full'],
    ['EXDEV', 'the system says EXDEV'],
  ])('says in one sentence that the system refuses with %s', async (code, reason) => {
    const refusing = { ...nodeFiles, tryFolder: () => Promise.reject(systemError(code)) };
    await expect(checkFolder('--out', folder, [], refusing)).rejects.toThrow(
      saying(`Nothing can be written to “${folder}”: ${reason}. Name another folder.`),
    );
  });

  it.runIf(existsSync('/proc/self'))('ends where the system makes no folders, and says so', async () => {
    const made = mkdir('/proc/nothing').catch((error: NodeJS.ErrnoException) => error.code);
    expect(await made).toBe('ENOENT');
    await expect(checkFolder('--out', '/proc/nothing/x', [])).rejects.toThrow(
      saying(
        'Nothing can be written to “/proc/nothing/x”: the system makes no folder there. Name another folder.',
      ),
    );
  });

  it('makes what is to be made, and removes it again', async () => {
    await mkdir(join(folder, 'there'));
    await checkFolder('--out', join(folder, 'there/new/deep'), []);
    expect(await readdir(join(folder, 'there'))).toEqual([]);
    await checkFolder('--out', join(folder, 'there'), ['model.json']);
    expect(await readdir(join(folder, 'there'))).toEqual([]);
  });
});
