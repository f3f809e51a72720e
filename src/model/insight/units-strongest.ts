/** Lists of the places at which gates and states are highest and lowest. */
import type { UnitEnd } from '../../contract/insight-units.ts';

/** Places of a list. */
export const mostPlaces = 20;

export interface StrongPlace {
  /** Number of the review. */
  review: number;
  word: number;
  value: number;
}

/** The strongest places of each unit of one gate or state, at one end; of equal ones the first. */
export class Strongest {
  /** [units,mostPlaces] */
  private readonly values: Float64Array;
  private readonly reviews: Int32Array;
  private readonly words: Int32Array;
  /** [units] */
  private readonly counts: Int32Array;
  private readonly sign: number;

  constructor(
    private readonly units: number,
    end: UnitEnd,
  ) {
    this.values = new Float64Array(units * mostPlaces);
    this.reviews = new Int32Array(units * mostPlaces);
    this.words = new Int32Array(units * mostPlaces);
    this.counts = new Int32Array(units);
    this.sign = end === 'highest' ? 1 : -1;
  }

  /**
   * The strongest word of a review, for each unit.
   * @param values [T,width]
   * @param from the column of the first unit
   */
  read(review: number, values: Float64Array, width: number, from: number): void {
    for (let unit = 0; unit < this.units; unit++) {
      let best = from + unit;
      for (let at = best + width; at < values.length; at += width)
        if (this.sign * (values[at] - values[best]) > 0) best = at;
      this.offer(unit, this.sign * values[best], review, Math.floor(best / width));
    }
  }

  /** The strongest first. */
  placesOf(unit: number): StrongPlace[] {
    return Array.from({ length: this.counts[unit] }, (_, i) => {
      const at = unit * mostPlaces + i;
      return { review: this.reviews[at], word: this.words[at], value: this.sign * this.values[at] };
    });
  }

  private offer(unit: number, value: number, review: number, word: number): void {
    const first = unit * mostPlaces;
    const last = first + mostPlaces - 1;
    const isFull = this.counts[unit] === mostPlaces;
    if (isFull && !(value > this.values[last])) return;
    let at = isFull ? last : first + this.counts[unit]++;
    for (; at > first && value > this.values[at - 1]; at--) {
      this.values[at] = this.values[at - 1];
      this.reviews[at] = this.reviews[at - 1];
      this.words[at] = this.words[at - 1];
    }
    this.values[at] = value;
    this.reviews[at] = review;
    this.words[at] = word;
  }
}
