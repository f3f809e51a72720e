import { stringOf } from './units.ts';

/**
 * Numbers distinct words from 0 in the order in which they come. They are looked up where they stand in a text:
 * a string is made only of a word's first occurrence, which more than halves the time of a `Map`.
 */
export class WordIndex {
  readonly words: string[] = [];
  /** [at least words.length] */
  private hashes = new Int32Array(1 << 12);
  /** Open addressing: a word's number, or −1. Its length is a power of two, and twice `hashes`'. */
  private slots = new Int32Array(1 << 13).fill(-1);

  /** @param most words that are kept */
  constructor(private readonly most = Infinity) {}

  /** The number of the word in some UTF-16 units; −1 for a new word when there are too many already. */
  numberOf(units: Uint16Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i], 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let found = this.slots[slot]; found >= 0; found = this.slots[slot]) {
      if (this.hashes[found] === hash && isAt(this.words[found], units, start, end)) return found;
      slot = (slot + 1) & mask;
    }
    return this.words.length < this.most ? this.add(stringOf(units, start, end), hash, slot) : -1;
  }

  private add(word: string, hash: number, slot: number): number {
    const index = this.words.length;
    this.words.push(word);
    this.hashes[index] = hash;
    this.slots[slot] = index;
    if (this.words.length === this.hashes.length) this.grow();
    return index;
  }

  private grow(): void {
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    this.words.forEach((_, index) => {
      let slot = hashes[index] & mask;
      while (slots[slot] >= 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    });
    this.hashes = hashes;
    this.slots = slots;
  }
}

function isAt(word: string, units: Uint16Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) !== units[start + i]) return false;
  }
  return true;
}
