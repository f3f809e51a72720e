import { mix } from './text-hash.ts';

/** Texts with fewer words are too short to be "nearly" equal: each word is a large part of them. */
export const fewestWords = 8;

/** Words in a shingle: see `nearDuplicates`. */
const shingleWords = 3;

const SEPARATOR = 0;
const LETTER = 1;

/** Of a UTF-8 byte: ASCII letters and digits and every byte of a longer character make words. */
const byteKinds = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 || /[0-9a-z]/i.test(String.fromCharCode(byte)) ? LETTER : SEPARATOR,
);
/** ASCII capitals as small letters. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** U+2000 to U+203F begin with these bytes: dashes and quotation marks, which separate words. */
const dashLead = 0xe2;
const dashNext = 0x80;

/** FNV-1a's beginning. */
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

  /** The different ones, ascending: a copy. */
  toSet(): Int32Array {
    const sorted = this.hashes.slice(0, this.count).sort();
    let kept = 0;
    for (let i = 0; i < sorted.length; i++) {
      if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i];
    }
    return sorted.subarray(0, kept);
  }

  /** Fills `words` with hashes, and says how many there are. */
  private readWords(bytes: Uint8Array): number {
    let count = 0;
    let hash = emptyHash;
    let isInWord = false;
    for (let i = 0; i <= bytes.length; i++) {
      const byte = i < bytes.length ? bytes[i] : 32;
      const isDash = byte === dashLead && bytes[i + 1] === dashNext;
      if (byteKinds[byte] === LETTER && !isDash) {
        hash = Math.imul(hash ^ folded[byte], 0x01000193);
        isInWord = true;
        continue;
      }
      if (isDash) i += 2;
      if (!isInWord) continue;
      if (count === this.words.length) this.words = doubled(this.words);
      this.words[count++] = hash;
      hash = emptyHash;
      isInWord = false;
    }
    return count;
  }
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(values.length * 2);
  copy.set(values);
  return copy;
}

/** How many of both sets' members both have: |A ∩ B| / |A ∪ B|. @param a ascending @param b ascending */
export function jaccard(a: Int32Array, b: Int32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      shared++;
      i++;
      j++;
    } else if (a[i] < b[j]) i++;
    else j++;
  }
  return shared / Math.max(1, a.length + b.length - shared);
}
