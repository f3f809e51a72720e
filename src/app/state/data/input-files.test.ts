import { describe, expect, it } from 'vitest';

import { fromFiles, fromText, fromTransfer } from './input-files.ts';

interface Folder {
  [name: string]: string | Folder;
}

/** A dropped entry as browsers give it: a reader hands out two at a time. */
function entryOf(name: string, content: string | Folder, parent = ''): unknown {
  const fullPath = `${parent}/${name}`;
  if (typeof content === 'string') {
    const file = new File([content], name);
    return {
      isFile: true,
      isDirectory: false,
      name,
      fullPath,
      file: (resolve: (f: File) => void) => resolve(file),
    };
  }
  const children = Object.entries(content).map(([child, inner]) => entryOf(child, inner, fullPath));
  const createReader = () => {
    const left = [...children];
    return { readEntries: (resolve: (some: unknown[]) => void) => resolve(left.splice(0, 2)) };
  };
  return { isFile: false, isDirectory: true, name, fullPath, createReader };
}

/** Empty once its event is over, as in browsers. */
function transferOf(things: Folder, withEntries = true): DataTransfer {
  const items = Object.entries(things).map(([name, content]) => ({
    kind: 'file',
    webkitGetAsEntry: () => (withEntries ? entryOf(name, content) : null),
    getAsFile: () => (typeof content === 'string' ? new File([content], name) : null),
  }));
  queueMicrotask(() => items.splice(0));
  return { items } as unknown as DataTransfer;
}

const paths = async (files: ReturnType<typeof fromTransfer>) => (await files).map(({ path }) => path);

describe('input files', () => {
  it('is every file of a dropped folder, with its path, in order', async () => {
    const folder = {
      pos: { '1.txt': 'good', '2.txt': 'fine', '3.txt': 'great' },
      neg: { '1.txt': 'bad' },
      README: 'about',
    };
    expect(await paths(fromTransfer(transferOf({ aclImdb: folder })))).toEqual([
      'aclImdb/README',
      'aclImdb/neg/1.txt',
      'aclImdb/pos/1.txt',
      'aclImdb/pos/2.txt',
      'aclImdb/pos/3.txt',
    ]);
  });

  it('skips what systems put into folders', async () => {
    const folder = {
      '.DS_Store': 'x',
      __MACOSX: { '._1.txt': 'x' },
      '1.txt': 'good',
      '.git': { config: 'x' },
    };
    expect(await paths(fromTransfer(transferOf({ reviews: folder })))).toEqual(['reviews/1.txt']);
  });

  it('are several files, also from a browser that knows no entries', async () => {
    expect(await paths(fromTransfer(transferOf({ 'b.csv': 'b', 'a.csv': 'a' }, false)))).toEqual([
      'a.csv',
      'b.csv',
    ]);
  });

  it('keeps each file’s own content', async () => {
    const [file] = await fromTransfer(transferOf({ 'a.csv': 'a,b' }));
    expect(await file.file.text()).toBe('a,b');
    const [text] = fromText('điện thoại', 'Pasted text');
    expect([text.path, await text.file.text()]).toEqual(['Pasted text', 'điện thoại']);
  });

  it('has the paths of a chosen folder', () => {
    const inFolder = (path: string) =>
      Object.defineProperty(new File([''], path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
        value: path,
      });
    const files = [inFolder('r/pos/1.txt'), inFolder('r/.cache/1.txt'), inFolder('r/neg/1.txt')];
    expect(fromFiles(files).map(({ path }) => path)).toEqual(['r/neg/1.txt', 'r/pos/1.txt']);
    expect(fromFiles([new File([''], '.reviews.csv')]).map(({ path }) => path)).toEqual(['.reviews.csv']);
  });

  it('says when a folder can’t be looked through', async () => {
    const broken = {
      items: [
        {
          kind: 'file',
          webkitGetAsEntry: () => ({
            isFile: false,
            isDirectory: true,
            createReader: () => ({
              readEntries: (_: unknown, reject: (error: Error) => void) => reject(new Error('gone')),
            }),
          }),
          getAsFile: () => null,
        },
      ],
    } as unknown as DataTransfer;
    await expect(fromTransfer(broken)).rejects.toThrow('gone');
  });
});
