/** Which words are learned from which: windows of the texts in their order, and negatives for each. */
import { Random } from '../../data/random.ts';
import type { Corpus } from './corpus.ts';
import { below, Noise } from './noise.ts';
import { negatives, targetCount } from './signature.ts';

export interface WindowOptions {
  /** Words on each side of a window's middle at most: each window draws its own reach from 1 to this. */
  window: number;
  /** From this share of all tokens on a word's occurrences are thinned out. */
  sample: number;
  epochs: number;
  seed: number;
}

/** Some windows, in memory that is used again. */
export interface Windows {
  count: number;
  /** [count + 1] where each window's contexts start. */
  starts: Int32Array;
  contexts: Int32Array;
  /** [count, targetCount] the word in the middle, then its negatives. */
  targets: Int32Array;
}

/** Tells this use of a seed apart from others. */
const stream = 0x57324543;

/** Draws for a negative until it is not the word in the middle; after these the next word is taken. */
const mostDraws = 8;

export class WindowReader {
  private readonly random: Random;
  private readonly noise: Noise;
  private readonly keepShares: Float64Array;
  private readonly order: Int32Array;
  private readonly tokensOfAll: number;
  private readonly tokensOfEpoch: number;
  private tokensDone = 0;
  private epoch = 0;
  /** Of the order: the next text. */
  private text = 0;
  /** What is left of the current text after thinning, and its next middle. */
  private kept = new Int32Array(1 << 10);
  private keptCount = 0;
  private middle = 0;

  constructor(
    private readonly corpus: Corpus,
    private readonly options: WindowOptions,
  ) {
    const { counts, offsets } = corpus;
    this.random = new Random(options.seed, stream);
    this.noise = new Noise(counts);
    this.keepShares = keepSharesOf(counts, options.sample);
    this.order = Int32Array.from({ length: offsets.length - 1 }, (_, text) => text);
    this.tokensOfEpoch = offsets[offsets.length - 1] - offsets[0];
    this.tokensOfAll = Math.max(1, this.tokensOfEpoch * options.epochs);
  }

  /** Of all epochs' tokens, how many are read. */
  get share(): number {
    return Math.min(1, this.tokensDone / this.tokensOfAll);
  }

  /** The largest share of a word among the words of windows, about. */
  get largestShare(): number {
    const { counts } = this.corpus;
    const kept = this.keepShares.map((share, word) => share * counts[word]);
    const noise = Float64Array.from(counts, (count) => count ** 0.75);
    return Math.max(largestOf(kept), largestOf(noise));
  }

  /** Fills `windows`; fewer come at the end alone, and then none. */
  read(windows: Windows): void {
    const most = windows.targets.length / targetCount;
    windows.count = 0;
    while (windows.count < most && (this.middle < this.keptCount || this.nextText())) {
      if (this.middle < this.keptCount) this.addWindow(windows);
    }
  }

  /** @returns false after the last epoch's last text */
  private nextText(): boolean {
    const { corpus, options, order, random, keepShares } = this;
    if (this.text === 0 || this.text === order.length) {
      if (this.epoch === options.epochs || order.length === 0) return false;
      this.epoch++;
      this.text = 0;
      random.shuffle(order);
    }
    const text = order[this.text++];
    const [start, end] = [corpus.offsets[text], corpus.offsets[text + 1]];
    if (this.kept.length < end - start) this.kept = new Int32Array(2 * (end - start));
    let count = 0;
    for (let i = start; i < end; i++) {
      const word = corpus.tokens[i];
      if (word < keepShares.length && random.uint32() < keepShares[word] * 2 ** 32) this.kept[count++] = word;
    }
    this.tokensDone += end - start;
    this.keptCount = count > 1 ? count : 0;
    this.middle = 0;
    return true;
  }

  private addWindow(windows: Windows): void {
    const { kept, random, middle, noise } = this;
    const { starts, contexts, targets } = windows;
    const word = kept[middle];
    const reach = 1 + below(random, this.options.window);
    const end = Math.min(this.keptCount, middle + reach + 1);
    let to = windows.count === 0 ? (starts[0] = 0) : starts[windows.count];
    for (let i = Math.max(0, middle - reach); i < end; i++) if (i !== middle) contexts[to++] = kept[i];
    let target = windows.count * targetCount;
    targets[target++] = word;
    for (let n = 0; n < negatives; n++) {
      let drawn = noise.draw(random);
      for (let draws = 1; drawn === word && draws < mostDraws; draws++) drawn = noise.draw(random);
      targets[target++] = drawn === word ? (word + 1) % this.keepShares.length : drawn;
    }
    this.middle++;
    starts[++windows.count] = to;
  }
}

/** Of each word's occurrences the share that stays: (√(f/t) + 1) · t/f, as in word2vec's own program. */
function keepSharesOf(counts: ArrayLike<number>, sample: number): Float64Array {
  const shares = Float64Array.from(counts);
  const all = shares.reduce((sum, count) => sum + count, 0);
  return shares.map((count) => {
    const ratio = (sample * all) / Math.max(1, count);
    return Math.min(1, Math.sqrt(ratio) + ratio);
  });
}

function largestOf(weights: Float64Array): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((largest, weight) => Math.max(largest, weight), 0) / Math.max(all, Number.MIN_VALUE);
}
