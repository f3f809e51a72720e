/** What a user uploads: files, whole folders with their paths, or pasted text. */
import type { InputFile } from '../../../workers/protocol.ts';

/** Files that may hold data, as `accept` has them. */
export const dataEndings = [
  '.csv,.tsv,.tab,.txt,.json,.jsonl,.ndjson,.xlsx,.parquet,.zip,.gz,.tgz,.tar',
  'text/*,application/json,application/zip,application/gzip',
].join(',');

/** What systems leave in folders by themselves. */
const isHidden = (path: string) =>
  path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

/** The same files in any order are the same data. */
function sorted(files: InputFile[]): InputFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Files that were chosen or pasted. Those of a folder know their path from it. */
export function fromFiles(files: Iterable<File>): InputFile[] {
  const all = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return sorted(all.filter(({ path }) => !path.includes('/') || !isHidden(path)));
}

export function fromText(text: string, name: string): InputFile[] {
  return [{ path: name, file: new Blob([text], { type: 'text/plain' }) }];
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

const someOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

async function filesOf(entry: FileSystemEntry): Promise<InputFile[]> {
  if (isFile(entry)) {
    return [{ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: InputFile[] = [];
  // A reader hands out about a hundred at a time, and none at the end.
  for (;;) {
    const some = await someOf(reader);
    if (some.length === 0) return found;
    const visible = some.filter(({ name }) => !isHidden(name));
    for (const files of await Promise.all(visible.map(filesOf))) found.push(...files);
  }
}

/**
 * What was dropped or pasted, folders with all that is in them.
 * A transfer is empty as soon as its event is over: the first line of this must run within the event.
 */
export async function fromTransfer(transfer: DataTransfer): Promise<InputFile[]> {
  const items = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files = items.map(async ({ entry, file }) => {
    if (entry?.isDirectory) return filesOf(entry);
    return file ? [{ path: file.name, file }] : [];
  });
  return sorted((await Promise.all(files)).flat());
}
