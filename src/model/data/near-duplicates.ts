import { TimeSlicer, type WorkOptions } from './time-slicer.ts';
import { SetComparison, Shingles } from './shingles.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { mix } from './text-hash.ts';

/** Texts are nearly the same when their sets of shingles share this much: |A ∩ B| / |A ∪ B|. */
export const nearness = 0.8;

/** Least hashes that must agree for two texts to be compared. */
const bandRows = 3;
const mostBands = 8;
/** Entries of the table of bands, each of 8 bytes and one half more for free slots. */
const mostEntries = 1 << 23;
/** Texts under one key of a band; more share a phrase and not a text. */
const mostUnderKey = 16;
/** Earlier texts that one text is compared with: those with the most bands in common. */
const mostCompared = 6;

/**
 * For each text the earlier text that it nearly equals, or −1.
 *
 * MinHash over shingles of three words with banded lookup, and the Jaccard index of the true sets decides
 * (A. Broder: On the resemblance and containment of documents, 1997; A. Broder, M. Charikar, A. Frieze,
 * M. Mitzenmacher: Min-wise independent permutations, 1998; P. Indyk, R. Motwani, 1998, for the bands).
 * MinHash and not SimHash, because it estimates this very index and needs no search over Hamming distances.
 * Three words: two reviews by different people share hardly any, and one changed word in thirty still leaves
 * 0.8. With 8 bands of 3 hashes a pair at 0.8 is found in 99.7%, at 0.9 in all but 3 of 100,000.
 *
 * A text that nearly equals an earlier one is no candidate for later ones: if all that have an answer are
 * taken out, what remains has no near duplicates. Texts under eight words are not compared. Of scripts
 * without spaces each letter is a word, whatever the run's tokenization: so it is the same on every platform, and for rows
 * that are excluded before there is a run. Memory: 96 bytes a text, at most 100 MB; over a million texts fewer bands are used, which
 * finds fewer of the pairs that are only just near. The same texts give the same answer.
 */
export async function nearDuplicates(texts: Texts, options: WorkOptions = {}): Promise<Int32Array> {
  const earlier = new Int32Array(texts.length).fill(-1);
  const search = new NearSearch(texts);
  const slicer = new TimeSlicer(options, 'examining');
  for (let row = 0; row < texts.length; row++) {
    earlier[row] = search.findOrAdd(row);
    if (slicer.isDue) await slicer.pause(row / texts.length, row);
  }
  return earlier;
}

/** Odd multipliers: each is a permutation of the 32-bit numbers that are already well mixed. */
const multipliers = Int32Array.from({ length: mostBands * bandRows }, (_, i) => mix(i + 1) | 1);

class NearSearch {
  private readonly bands: number;
  private readonly size: number;
  /** Slots of an open table: which row, and a part of its band's key. */
  private readonly rows: Int32Array;
  private readonly checks: Int32Array;
  private readonly least = new Int32Array(multipliers.length);
  private readonly shingles = new Shingles();
  private readonly others = new Shingles();
  private readonly comparison = new SetComparison();
  private readonly candidates = new Map<number, number>();
  private readonly bytesOf: (row: number) => Uint8Array;
  private entries = 0;

  constructor(texts: Texts) {
    this.bytesOf = bytesReader(texts);
    const perText = Math.floor(mostEntries / Math.max(1, texts.length));
    this.bands = Math.max(1, Math.min(mostBands, perText));
    const expected = Math.min(mostEntries, this.bands * texts.length);
    this.size = Math.ceil(1.5 * expected) + 16;
    this.rows = new Int32Array(this.size).fill(-1);
    this.checks = new Int32Array(this.size);
  }

  /** An earlier row that is nearly the same; −1 when there is none, and then the row is remembered. */
  findOrAdd(row: number): number {
    this.shingles.read(this.bytesOf(row));
    if (this.shingles.count === 0) return -1;
    this.sign();
    this.candidates.clear();
    for (let band = 0; band < this.bands; band++) this.lookUp(band, -1);
    const found = this.nearest();
    if (found < 0) for (let band = 0; band < this.bands; band++) this.lookUp(band, row);
    return found;
  }

  /** The least of all shingles' hashes, under each of the permutations. */
  private sign(): void {
    const { least } = this;
    const { hashes, count } = this.shingles;
    const used = this.bands * bandRows;
    for (let k = 0; k < used; k++) {
      const multiplier = multipliers[k];
      let smallest = 0x7fffffff;
      for (let i = 0; i < count; i++) {
        const value = Math.imul(hashes[i], multiplier);
        if (value < smallest) smallest = value;
      }
      least[k] = smallest;
    }
  }

  /** Counts the rows under the band's key as candidates, or puts `added` there. */
  private lookUp(band: number, added: number): void {
    const { least, rows, checks, candidates, size } = this;
    let key = band;
    let check = ~band;
    for (let k = band * bandRows; k < (band + 1) * bandRows; k++) {
      key = mix(Math.imul(key, 5) ^ least[k]);
      check = Math.imul((check << 7) | (check >>> 25), 0x2545f491) ^ least[k];
    }
    let under = 0;
    let slot = Math.floor((key / 2 ** 32) * size);
    for (; rows[slot] >= 0; slot = slot + 1 === size ? 0 : slot + 1) {
      if (checks[slot] !== check) continue;
      under++;
      if (added < 0) candidates.set(rows[slot], (candidates.get(rows[slot]) ?? 0) + 1);
    }
    if (added < 0 || under >= mostUnderKey || this.entries >= this.size / 1.5) return;
    rows[slot] = added;
    checks[slot] = check;
    this.entries++;
  }

  /** The first of the likeliest candidates whose sets are near enough. */
  private nearest(): number {
    if (this.candidates.size === 0) return -1;
    const likely = [...this.candidates].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostCompared);
    const rows = likely.map(([row]) => row).sort((a, b) => a - b);
    return rows.find((row) => this.isNear(row)) ?? -1;
  }

  private isNear(row: number): boolean {
    const other = this.others.read(this.bytesOf(row));
    return this.comparison.jaccard(this.shingles, other) >= nearness;
  }
}
