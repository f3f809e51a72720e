import type { Entry, SourceFile } from './contract.ts';

export interface ExpandOptions {
  signal?: AbortSignal;
  /** Called with the bytes of the brought files that were read so far, those of all files together. */
  onBytes?: (inputBytesRead: number) => void;
}

/** Files as entries, in their order. @throws {InputError} */
export async function* expand(
  files: readonly SourceFile[],
  { signal, onBytes }: ExpandOptions = {},
): AsyncGenerator<Entry> {
  let read = 0;
  for (const { path, blob } of files) {
    signal?.throwIfAborted();
    yield await Promise.resolve({
      path,
      size: blob.size,
      open: () => blob.stream(),
      bytes: async () => new Uint8Array(await blob.arrayBuffer()),
    });
    read += blob.size;
    onBytes?.(read);
  }
}
