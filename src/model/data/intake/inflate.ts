import { Inflate } from 'fflate';
import type { Bytes } from './byte-stream.ts';

/** What fflate 0.8 keeps to itself: `f` and no `l` when the last block has ended, and the bits used of `p`. */
interface Insides {
  s: { f?: number; l?: unknown; p?: number };
  p: Bytes;
}

/** So much input at a time gives at most 33 MB: deflate makes 1,032 bytes of one at most. */
export const pushBytes = 1 << 15;

/** Raw deflate in pieces, which says where it ends: a gzip file may hold several, one behind the other. */
export class RawInflate {
  private pieces: Bytes[] = [];
  private readonly inflate = new Inflate((piece) => {
    if (piece.length > 0) this.pieces.push(piece as Bytes);
  });

  /** @param input at most `pushBytes`. @throws {Error} for what is no deflate */
  push(input: Bytes): Bytes[] {
    this.inflate.push(input);
    const { pieces } = this;
    this.pieces = [];
    return pieces;
  }

  get ended(): boolean {
    const { s } = this.insides;
    return Boolean(s.f) && !s.l;
  }

  /** Bytes of the last input that stand behind the end. */
  get restLength(): number {
    const { s, p } = this.insides;
    return p.length - (s.p ? 1 : 0);
  }

  private get insides(): Insides {
    return this.inflate as unknown as Insides;
  }
}
