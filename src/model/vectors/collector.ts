import type { WordVectors } from './word-vectors.ts';

/** What is read of a file of vectors. */
export interface ReadVectors extends WordVectors {
  /** Words that it has, those included that are not in `words`. */
  total: number;
  /** Words in `words` that came again: the first vector counts. */
  repeated: number;
}

/** Keeps the vectors of the words that are wanted, and those of the first words whatever they are. */
export class VectorCollector {
  private readonly rows = new Map<string, number>();
  private values = new Float32Array(0);
  private total = 0;
  private repeated = 0;

  /** @param frequent of the first words so many are kept */
  constructor(
    readonly size: number,
    private readonly wanted: ReadonlySet<string>,
    private readonly frequent: number,
  ) {}

  /** Words that were met so far. */
  get count(): number {
    return this.total;
  }

  /** Counts the next word. @returns where its vector is to be put, [size] of `row`; null where it is not kept */
  next(word: string): Float32Array | null {
    const isKept = this.total < this.frequent || this.wanted.has(word);
    this.total++;
    if (!isKept) return null;
    if (this.rows.has(word)) {
      this.repeated++;
      return null;
    }
    const start = this.rows.size * this.size;
    if (start + this.size > this.values.length) this.grow(start);
    this.rows.set(word, this.rows.size);
    return this.values.subarray(start, start + this.size);
  }

  collected(): ReadVectors {
    const { size, total, repeated } = this;
    return {
      words: [...this.rows.keys()],
      size,
      values: this.values.subarray(0, this.rows.size * size),
      total,
      repeated,
    };
  }

  private grow(used: number): void {
    const values = new Float32Array(Math.max(1 << 12, used) * 2 + this.size);
    values.set(this.values.subarray(0, used));
    this.values = values;
  }
}
