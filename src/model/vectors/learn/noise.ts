import type { Random } from '../../data/random.ts';

/** The power of a word's frequency that negatives are drawn by (Mikolov and others 2013). */
const noisePower = 0.75;

/** Draws words by their counts to the power ¾, each in the same time: Walker's alias method, as Vose (1991) sets it up. */
export class Noise {
  /** A column is the word itself below its share of 2^32, else the word's alias. */
  private readonly shares: Float64Array;
  private readonly aliases: Int32Array;

  constructor(counts: ArrayLike<number>) {
    const weights = Float64Array.from(counts, (count) => count ** noisePower);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    this.shares = weights.map((weight) => weight / mean);
    this.aliases = Int32Array.from(weights.keys());
    const [small, large]: [number[], number[]] = [[], []];
    this.shares.forEach((share, word) => (share < 1 ? small : large).push(word));
    for (let low = small.pop(); low !== undefined && large.length > 0; low = small.pop()) {
      const high = large[large.length - 1];
      this.aliases[low] = high;
      this.shares[high] -= 1 - this.shares[low];
      if (this.shares[high] >= 1) continue;
      large.pop();
      small.push(high);
    }
    this.shares = this.shares.map((share) => share * 2 ** 32);
  }

  draw(random: Random): number {
    const column = below(random, this.shares.length);
    return random.uint32() < this.shares[column] ? column : this.aliases[column];
  }
}

/** A whole number from [0, limit) of one draw: `Random.below` takes two, for limits that 32 bits can't tell apart. */
export function below(random: Random, limit: number): number {
  return Math.floor((random.uint32() / 2 ** 32) * limit);
}
