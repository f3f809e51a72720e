import { spacelessUnits } from './scripts.ts';
import { mix } from './text-hash.ts';

/** Texts with fewer words are too short to be "nearly" equal: each word is a large part of them. */
const fewestWords = 8;

/** Words in a shingle: see `nearDuplicates`. */
const shingleWords = 3;

/** Of a UTF-8 byte: 0 for what separates words, and capitals as small letters. Bytes beyond ASCII make words. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 65 && byte <= 90) return byte + 32;
  return byte >= 0x80 || /[0-9a-z]/.test(String.fromCharCode(byte)) ? byte : 0;
});

/** U+2000 to U+203F begin with these bytes: dashes and quotation marks, which separate words. */
const dashLead = 0xe2;
const dashNext = 0x80;

const separates = 1;
const standsAlone = 2;

/** [UTF-16 unit] What is no part of a longer word: punctuation of scripts without spaces, and their letters. */
const unitRole = Uint8Array.from(spacelessUnits, (language, unit) => {
  if (language > 0) return standsAlone;
  return unit >= 0x3000 && /[\p{P}\p{Z}\p{S}]/u.test(String.fromCharCode(unit)) ? separates : 0;
});

/** The first byte of three, and of four. */
const threeLead = 0xe0;
const fourLead = 0xf0;

/** The role of the character at `i`, whose first byte is `threeLead` or more. */
function roleAt(bytes: Uint8Array, i: number): number {
  const unit = ((bytes[i] & 0xf) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f);
  if (bytes[i] < fourLead) return unitRole[unit];
  // The planes of rare Han characters.
  return bytes[i] === fourLead && bytes[i + 1] >= 0xa0 ? standsAlone : 0;
}

/** FNV-1a's beginning. Also: no word yet, since but one word in four billion has this hash. */
const emptyHash = 0x811c9dc5 | 0;

/** The hashed shingles of one text after the other, in memory that is used again. */
export class Shingles {
  /** The first `count` are those of the text; some may come twice. */
  hashes = new Int32Array(1 << 10);
  count = 0;
  private words = new Int32Array(1 << 10);

  /** Reads a text's UTF-8. A text with fewer than `fewestWords` words has no shingles. */
  read(bytes: Uint8Array): this {
    const words = this.readWords(bytes);
    this.count = words < fewestWords ? 0 : words - shingleWords + 1;
    if (this.hashes.length < this.count) this.hashes = new Int32Array(this.words.length);
    for (let i = 0; i < this.count; i++) {
      const pair = Math.imul(this.words[i], 0x9e3779b1) ^ Math.imul(this.words[i + 1], 0x85ebca6b);
      this.hashes[i] = mix(Math.imul(pair, 5) ^ this.words[i + 2]);
    }
    return this;
  }

  /** Fills `words` with hashes, and says how many there are. */
  private readWords(bytes: Uint8Array): number {
    const { length } = bytes;
    let count = 0;
    let hash = emptyHash;
    for (let i = 0; i < length; i++) {
      const byte = bytes[i];
      const role = byte >= threeLead ? roleAt(bytes, i) : 0;
      if (role !== 0) {
        const end = i + (byte < fourLead ? 3 : 4);
        if (count + 2 >= this.words.length) this.words = doubled(this.words);
        if (hash !== emptyHash) this.words[count++] = hash;
        hash = emptyHash;
        if (role === standsAlone) this.words[count++] = hashOf(bytes, i, end);
        i = end - 1;
        continue;
      }
      const letter = folded[byte];
      const isDash = byte === dashLead && i + 1 < length && bytes[i + 1] === dashNext;
      if (letter !== 0 && !isDash) {
        hash = Math.imul(hash ^ letter, 0x01000193);
        continue;
      }
      if (isDash) i += 2;
      if (hash === emptyHash) continue;
      if (count + 1 >= this.words.length) this.words = doubled(this.words);
      this.words[count++] = hash;
      hash = emptyHash;
    }
    if (hash !== emptyHash) this.words[count++] = hash;
    return count;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = emptyHash;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash;
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(values.length * 2);
  copy.set(values);
  return copy;
}

/** Compares two texts' sets of shingles, in memory that is used again. */
export class SetComparison {
  /** Open addressing: a hash, and in which comparison it came from where. */
  private hashes = new Int32Array(1 << 12);
  private stamps = new Int32Array(1 << 12);
  /** Stamps of this comparison: this is of the first, one more of both, two more of the second alone. */
  private first = 0;

  /** How many of the members of either both have: |A ∩ B| / |A ∪ B|, 0 for two empty sets. */
  jaccard(a: Shingles, b: Shingles): number {
    this.begin(a.count + b.count);
    const { hashes, stamps, first } = this;
    let either = 0;
    for (let i = 0; i < a.count; i++) {
      const slot = this.slotOf(a.hashes[i]);
      if (stamps[slot] >= first) continue;
      hashes[slot] = a.hashes[i];
      stamps[slot] = first;
      either++;
    }
    let shared = 0;
    for (let i = 0; i < b.count; i++) {
      const slot = this.slotOf(b.hashes[i]);
      if (stamps[slot] === first) {
        stamps[slot] = first + 1;
        shared++;
      } else if (stamps[slot] < first) {
        hashes[slot] = b.hashes[i];
        stamps[slot] = first + 2;
        either++;
      }
    }
    return shared / Math.max(1, either);
  }

  private begin(members: number): void {
    this.first += 3;
    let size = this.hashes.length;
    while (size < 2 * members) size *= 2;
    if (size === this.hashes.length && this.first < 0x7ffffff0) return;
    this.hashes = new Int32Array(size);
    this.stamps = new Int32Array(size);
    this.first = 3;
  }

  /** Where a hash is, or would be. */
  private slotOf(hash: number): number {
    const { hashes, stamps, first } = this;
    const mask = hashes.length - 1;
    let slot = hash & mask;
    while (stamps[slot] >= first && hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }
}
