/** Figures of a dataset that a picture shows: lengths, what the limit cuts, the vocabulary's cover, order of classes. */
import { quantile } from '../../contract/math.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { classCountsOf, type Dataset } from '../data/dataset.ts';
import type { DoctorReport } from '../../contract/findings.ts';
import type { Words } from './words.ts';

const mostBins = 24;
const mostStretches = 40;
/** Reviews in a stretch: fewer would swing by chance. */
const leastOfStretch = 5;
const coverageSizes = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 50_000];
/** Ids of a vocabulary that are no words: padding and unknown. */
export const specialIds = 2;

/** 1, 2, 5, 10, 20, 25, 50, 100 …: the least that is not under `least`. */
function roundWidth(least: number): number {
  for (let power = 1; ; power *= 10) {
    const width = [1, 2, 2.5, 5].map((factor) => factor * power).find((w) => w >= least);
    if (width !== undefined) return Math.ceil(width);
  }
}

/** @param lengths [rows] words a review */
export function lengthFacts(lengths: Int32Array): DoctorReport['lengths'] {
  const sorted = lengths.toSorted();
  const longest = quantile(sorted, 1);
  const width = roundWidth((quantile(sorted, 0.99) + 1) / mostBins);
  const bins = Math.max(1, Math.min(mostBins, Math.ceil((longest + 1) / width)));
  const counts = Array.from({ length: bins }, () => 0);
  for (const length of lengths) counts[Math.min(bins - 1, Math.floor(length / width))]++;
  const edges = Array.from({ length: bins + 1 }, (_, bin) => bin * width);
  edges[bins] = Math.max(edges[bins], longest + 1);
  return { edges, counts, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), longest };
}

/** What a length limit cuts. @param lengths [rows] words a review */
export function cutFacts(lengths: Int32Array, limit: number): DoctorReport['cut'] {
  let longer = 0;
  let words = 0;
  let cut = 0;
  for (const length of lengths) {
    words += length;
    if (length <= limit) continue;
    longer++;
    cut += length - limit;
  }
  return { limit, reviews: longer / Math.max(1, lengths.length), words: cut / Math.max(1, words) };
}

/** How much of the training part's words the most frequent ones cover. */
export class Coverage {
  /** [met + 1] Words that the most frequent 0, 1, 2 … distinct ones make up. */
  private readonly sums: Float64Array;
  readonly distinct: number;

  constructor(private readonly words: Pick<Words, 'counts' | 'trainingWords'>) {
    const frequent = words.counts.filter((count) => count > 0).sort();
    this.distinct = frequent.length;
    this.sums = new Float64Array(frequent.length + 1);
    for (let i = 0; i < frequent.length; i++)
      this.sums[i + 1] = this.sums[i] + frequent[frequent.length - 1 - i];
  }

  /** Of the most frequent `size` words: 0 to 1. */
  share(size: number): number {
    const sum = this.sums[Math.min(Math.max(0, size), this.distinct)];
    return this.words.trainingWords === 0 ? 1 : sum / this.words.trainingWords;
  }

  /** How many of the most frequent words cover `share`. */
  sizeFor(share: number): number {
    let low = 0;
    let high = this.distinct;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.share(middle) >= share) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** `chosenSize` counts the two ids that are no words; the share does not. */
  facts({ vocabularySize }: Pick<RunConfig, 'vocabularySize'>): DoctorReport['coverage'] {
    const smaller = coverageSizes.filter((size) => size < this.distinct);
    const sizes = this.distinct > 0 ? [...smaller, this.distinct] : smaller;
    return {
      sizes,
      shares: sizes.map((size) => this.share(size)),
      distinct: this.distinct,
      chosenSize: vocabularySize,
      chosenShare: this.share(vocabularySize - specialIds),
    };
  }
}

/** Each class's share of equal stretches of the file, in its order. */
export function classAlong({ classes, classNames }: Pick<Dataset, 'classes' | 'classNames'>): number[][] {
  const stretches = Math.max(1, Math.min(mostStretches, Math.floor(classes.length / leastOfStretch)));
  return Array.from({ length: stretches }, (_, i) => {
    const stretch = classes.subarray(
      Math.floor((i * classes.length) / stretches),
      Math.floor(((i + 1) * classes.length) / stretches),
    );
    return classCountsOf({ classes: stretch, classNames }).map((rows) => rows / Math.max(1, stretch.length));
  });
}
