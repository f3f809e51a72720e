/** Bytes that arrive in pieces. */
import { concat } from '../../bytes.ts';
import { InputError } from '../../errors.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

const none = new Uint8Array(0);

/** A file is read in pieces of so many bytes. */
const sliceBytes = 1 << 20;

export interface ReadHooks {
  signal?: AbortSignal;
  /** Called with the end of each piece that was read, in bytes from the blob's start. */
  onRead?: (position: number) => void;
}

/** @throws {InputError} when the file behind it has changed or gone since it was chosen */
export async function bytesOfBlob(blob: Blob): Promise<Bytes> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw new InputError({ code: 'file-unreadable' });
  }
}

/** A part of a blob in pieces, from `start` up to `end`. @throws the signal's reason, or as `bytesOfBlob` */
export async function* slicesOf(
  blob: Blob,
  { signal, onRead }: ReadHooks = {},
  start = 0,
  end = blob.size,
): AsyncGenerator<Bytes> {
  for (let at = start; at < end; at += sliceBytes) {
    signal?.throwIfAborted();
    const to = Math.min(end, at + sliceBytes);
    yield await bytesOfBlob(blob.slice(at, to));
    onRead?.(to);
  }
}

/** All pieces as one. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Bytes> {
  const list: Uint8Array[] = [];
  for await (const piece of pieces) list.push(piece);
  return concat(list);
}

export function isZero(bytes: Bytes): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

/** Reads to the end. False where something else than zeros comes. */
export async function onlyZeros(reader: ByteReader): Promise<boolean> {
  let areZeros = true;
  for (let piece = await reader.next(sliceBytes); piece; piece = await reader.next(sliceBytes)) {
    areZeros &&= isZero(piece);
  }
  return areZeros;
}

/** Takes pieces as they come and gives them out as they are asked for. */
export class ByteReader {
  private readonly pieces: AsyncIterator<Bytes>;
  private piece: Bytes = none;
  /** Bytes of the piece that were given out. */
  private used = 0;

  constructor(pieces: AsyncIterable<Bytes>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /** Some bytes, at most `most`; null at the end. */
  async next(most: number): Promise<Bytes | null> {
    while (this.used === this.piece.length) {
      const { value, done } = await this.pieces.next();
      if (done) return null;
      this.piece = value;
      this.used = 0;
    }
    return this.cut(Math.min(most, this.piece.length - this.used));
  }

  /** So many bytes, or fewer where the end comes first. Only what comes takes memory. */
  async take(count: number): Promise<Bytes> {
    if (this.piece.length - this.used >= count) return this.cut(count);
    const list: Bytes[] = [];
    let missing = count;
    while (missing > 0) {
      const piece = await this.next(missing);
      if (!piece) break;
      list.push(piece);
      missing -= piece.length;
    }
    return list.length === 1 ? list[0] : concat(list);
  }

  /** False when the end comes first. */
  async skip(count: number): Promise<boolean> {
    let missing = count;
    while (missing > 0) {
      const piece = await this.next(missing);
      if (!piece) return false;
      missing -= piece.length;
    }
    return true;
  }

  /** Gives the last bytes of what `next` gave once more. */
  back(count: number): void {
    if (count > this.used) throw new RangeError('More is given back than was taken.');
    this.used -= count;
  }

  /** Nothing is read after this. */
  async close(): Promise<void> {
    this.piece = none;
    this.used = 0;
    await this.pieces.return?.();
  }

  private cut(count: number): Bytes {
    const bytes = this.piece.subarray(this.used, this.used + count);
    this.used += count;
    return bytes;
  }
}
