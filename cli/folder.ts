/** A folder that a command writes to: looked at before the work begins, and written file by file, whole or not at all. */
import { lstat, mkdir, mkdtemp, open, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { InputError } from '../src/model/index.ts';
import { t } from './language.ts';

/** What of the file system is needed; tests put a full disk in its place. */
export interface FileSystem {
  /** Writes a file that must not be there yet; never through a link. */
  writeNew(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** No error where there is none. Of a link the link alone. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Makes this folder and one in it, and removes what it made. */
  tryFolder(path: string): Promise<void>;
}

export const nodeFiles: FileSystem = {
  async writeNew(path, bytes) {
    // Exclusive: a link that stands there, to a file or to nothing, is not followed.
    const file = await open(path, 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  async makeFolder(path) {
    for (const each of await missingFolders(path)) await makeOne(each);
  },
  async tryFolder(path) {
    const made: string[] = [];
    try {
      for (const each of await missingFolders(path)) {
        await makeOne(each);
        made.unshift(each);
      }
      await rmdir(await mkdtemp(join(path, '.forget-gate-')));
    } finally {
      for (const each of made) await rmdir(each);
    }
  },
};

/**
 * The folder and those above it that are not there, from the outer one to the inner one. `mkdir` with `recursive` never
 * ends where a system refuses a folder with the code that means that the one above it is missing, as Linux does in /proc.
 */
async function missingFolders(path: string): Promise<string[]> {
  const missing: string[] = [];
  for (let each = resolve(path); (await stat(each).catch(() => null)) === null; each = dirname(each)) {
    missing.unshift(each);
    if (dirname(each) === each) break;
  }
  return missing;
}

/** No error where somebody else has made it meanwhile. */
async function makeOne(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
  });
}

/** Why the system refused, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code ? t.refused(code) : String(error);
}

/** The error of a call to the system, as those of `node:fs` have it. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}

/**
 * Makes sure, without leaving a trace, that a folder is there or can be made, and takes files of these names.
 * @param flag what the folder was named by, such as "--out"
 * @throws {InputError} with one sentence
 */
export async function checkFolder(
  flag: string,
  folder: string,
  names: readonly string[],
  files: FileSystem = nodeFiles,
): Promise<void> {
  if (folder.trim() === '') throw new InputError({ code: 'flag-needs-folder', flag });
  await refuseFiles(flag, folder);
  await files.tryFolder(folder).catch((error: unknown) => {
    throw new InputError({ code: 'folder-not-writable', folder, reason: reasonOf(error) });
  });
  for (const name of names) {
    const entry = await lstat(join(folder, name)).catch(() => null);
    if (entry?.isDirectory()) throw new InputError({ code: 'folder-in-the-way', path: join(folder, name) });
  }
}

/** Refuses what is no folder among the path and those above it. @throws {InputError} */
async function refuseFiles(flag: string, folder: string): Promise<void> {
  let path = folder;
  for (;;) {
    const kind = await stat(path).catch(() => null);
    if (kind?.isDirectory()) return;
    if (kind) throw new InputError({ code: 'flag-names-file', flag, path });
    if (await lstat(path).catch(() => null))
      throw new InputError({ code: 'flag-names-dead-link', flag, path });
    const above = dirname(resolve(path));
    if (above === resolve(path)) return;
    path = above;
  }
}

/**
 * Refuses a folder in another one that is a link to somewhere else.
 * @throws {InputError}
 */
export async function checkInside(folder: string, inside: string): Promise<void> {
  const [outer, inner] = await Promise.all([folder, inside].map((path) => realpath(path).catch(() => null)));
  if (outer !== null && inner !== null && !inner.startsWith(outer.endsWith(sep) ? outer : outer + sep))
    throw new InputError({ code: 'link-leads-out', inside, folder });
}

/**
 * Writes files into a folder. All of them are written under other names first, so that the files before them stay
 * until the new ones are whole; a link that stands in a file's place is replaced and not followed.
 * @throws the system's error; what was written so far is removed again
 */
export async function writeFiles(
  folder: string,
  contents: Readonly<Record<string, Uint8Array>>,
  files: FileSystem = nodeFiles,
): Promise<void> {
  await files.makeFolder(folder);
  const names = Object.keys(contents);
  const unfinished = (name: string) => join(folder, `${name}.part`);
  try {
    for (const name of names) {
      await files.remove(unfinished(name));
      await files.writeNew(unfinished(name), contents[name]);
    }
    for (const name of names) await files.rename(unfinished(name), join(folder, name));
  } catch (error) {
    for (const name of names) await files.remove(unfinished(name)).catch(() => undefined);
    throw error;
  }
}
