/** A user's file of vectors: GloVe, word2vec or fastText, also in gzip or zip. It is read as a stream, once for a dataset. */
import type { VectorsSummary } from '../../contract/vectors.ts';
import { ByteReader } from '../data/intake/byte-stream.ts';
import type { Entry, SourceFile } from '../data/intake/contract.ts';
import { expand } from '../data/intake/expand.ts';
import { TimeSlicer, type WorkOptions } from '../data/time-slicer.ts';
import { InputError } from '../errors.ts';
import { VectorCollector, type ReadVectors } from './collector.ts';
import { formatOf, lookAt, type VectorFormat } from './format.ts';
import { binaryRecords } from './read-binary.ts';
import { takeRecords } from './read-records.ts';
import { textRecords } from './read-text.ts';
import { frequentWords, wantedWords, type VectorRequest, type VectorSource } from './source.ts';

/** Unpacked, a file is read as it comes and not held: only what never ends is too much. */
const limits = { bytes: 2 ** 37 };

export class VectorFile implements VectorSource {
  readonly summary: VectorsSummary;
  readonly key: string;
  private last: { wanted: ReadonlySet<string>; read: ReadVectors } | null = null;

  private constructor(
    private readonly file: SourceFile,
    private readonly format: VectorFormat,
  ) {
    const { path: name, blob } = file;
    this.summary = { name, size: format.size, words: format.count, origin: null };
    this.key = `${name} ${blob.size} ${blob instanceof File ? blob.lastModified : ''}`;
  }

  /** Looks at its beginning. @throws {InputError} for what is no file of vectors */
  static async open(file: SourceFile): Promise<VectorFile> {
    return new VectorFile(file, await withEntry(file, {}, startOf));
  }

  async vectors({ words }: VectorRequest, work: WorkOptions): Promise<ReadVectors> {
    const wanted = wantedWords(words);
    const { last } = this;
    if (last && [...wanted].every((word) => last.wanted.has(word))) return last.read;
    this.last = null;
    const read = await this.read(wanted, work);
    this.last = { wanted, read };
    return read;
  }

  private read(wanted: ReadonlySet<string>, work: WorkOptions): Promise<ReadVectors> {
    const { path: name, blob } = this.file;
    const { kind, size, count, start } = this.format;
    const collector = new VectorCollector(size, wanted, frequentWords);
    let bytesRead = 0;
    const reading = { ...work, onBytes: (bytes: number) => (bytesRead = bytes) };
    return withEntry(this.file, reading, async (entry) => {
      const take =
        kind === 'binary'
          ? binaryRecords(collector, name, count ?? 0)
          : textRecords(collector, name, count === null ? 1 : 2);
      const hooks = {
        slicer: new TimeSlicer(work),
        share: () => bytesRead / blob.size,
        count: () => collector.count,
      };
      const rest = await takeRecords(behind(entry, start), take, hooks);
      const found = collector.count;
      if (count !== null && (found < count || rest.length > 0))
        throw new InputError({ code: 'vectors-cut-short', name, found, count });
      return collector.collected();
    });
  }
}

async function startOf(entry: Entry): Promise<VectorFormat> {
  const reader = new ByteReader(piecesOf(entry));
  try {
    return formatOf(await reader.take(lookAt), entry.path);
  } finally {
    await reader.close();
  }
}

async function* piecesOf(entry: Entry): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const piece of entry.open()) yield new Uint8Array(piece);
}

/** Its bytes from `start` on. */
async function* behind(entry: Entry, start: number): AsyncGenerator<Uint8Array> {
  let skipped = 0;
  for await (const piece of entry.open()) {
    const skip = Math.min(piece.length, start - skipped);
    skipped += skip;
    yield piece.subarray(skip);
  }
}

/** Works on the one file in a file, which may be an archive. @throws {InputError} when there are several, or none */
async function withEntry<T>(
  file: SourceFile,
  { signal, onBytes }: WorkOptions & { onBytes?: (bytes: number) => void },
  work: (entry: Entry) => Promise<T>,
): Promise<T> {
  const entries: Entry[] = [];
  for await (const entry of expand([file], { signal, onBytes, limits })) entries.push(entry);
  const [entry] = entries;
  if (entries.length !== 1)
    throw new InputError({
      code: 'vectors-several-files',
      name: file.path,
      files: entries.map(({ path }) => path.slice(file.path.length + 1)),
    });
  return work(entry);
}
