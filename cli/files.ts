/** Paths on the command line as files that the model reads: nothing is loaded before it is needed. */
import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InputError } from '../src/model/index.ts';
import type { SourceFile } from '../src/model/index.ts';
import { t } from './language.ts';
import { readStandardInput, standardInput } from './stdin.ts';

/**
 * The files of some paths; of a folder all that are in it, with their paths from its name on, so that folders can be
 * labels. Hidden files and linked folders are passed by. "-" is standard input.
 * @throws {InputError} when a path is not there or can't be read, or a folder has no files
 */
export async function sourceFiles(paths: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    if (path === standardInput) {
      files.push({ path: t.standardInput, blob: new Blob([await readStandardInput()]) });
      continue;
    }
    const kind = await stat(path).catch(() => null);
    if (!kind) throw unreadable(path);
    if (!kind.isDirectory()) {
      files.push(await sourceFile(path, basename(path)));
      continue;
    }
    const before = files.length;
    for (const name of await filesIn(path)) {
      files.push(await sourceFile(join(path, name), join(basename(resolve(path)), name)));
    }
    if (files.length === before) throw new InputError({ code: 'folder-empty', path });
  }
  return files;
}

/** A small file at once; "-" is standard input. @throws {InputError} */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (path === standardInput) return readStandardInput();
  return readFile(path).catch(() => {
    throw unreadable(path);
  });
}

async function sourceFile(path: string, name: string): Promise<SourceFile> {
  const blob = await openAsBlob(path).catch(() => {
    throw unreadable(path);
  });
  return { path: name.replaceAll('\\', '/'), blob };
}

/** Paths from the folder on, in their alphabetical order. */
async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw unreadable(folder);
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) {
      for (const name of await filesIn(join(folder, entry.name))) found.push(join(entry.name, name));
    } else if (entry.isFile()) {
      found.push(entry.name);
    } else if (entry.isSymbolicLink()) {
      const target = await stat(join(folder, entry.name)).catch(() => null);
      if (target?.isFile()) found.push(entry.name);
    }
  }
  return found;
}

function unreadable(path: string): InputError {
  return new InputError({ code: 'path-unreadable', path });
}
