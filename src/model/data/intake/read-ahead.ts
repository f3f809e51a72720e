import { type Bytes, bytesOfBlob } from './byte-stream.ts';
import type { SourceFile } from './contract.ts';

/** Files that are not larger are read whole, and once. */
const smallBytes = 1 << 20;
/** So many of them are read at a time. */
const ahead = 16;

export interface ReadFile extends SourceFile {
  /** Of a small file. */
  bytes: Bytes | null;
}

/**
 * Files in their order, small ones with their bytes, of which some are read ahead: a browser takes its time for
 * each of a folder's fifty thousand, however small it is.
 * @throws {InputError} at a file that can't be read any more; the signal's reason
 */
export async function* readAhead(
  files: readonly SourceFile[],
  signal?: AbortSignal,
): AsyncGenerator<ReadFile> {
  const begun: Promise<ReadFile>[] = [];
  for (let at = 0; at < files.length; at++) {
    signal?.throwIfAborted();
    while (begun.length < ahead && at + begun.length < files.length) {
      const reading = read(files[at + begun.length]);
      // Nobody waits for it when the reading ends before its turn.
      reading.catch(() => undefined);
      begun.push(reading);
    }
    const next = begun.shift();
    if (next) yield await next;
  }
}

async function read({ path, blob }: SourceFile): Promise<ReadFile> {
  return { path, blob, bytes: blob.size <= smallBytes ? await bytesOfBlob(blob) : null };
}
