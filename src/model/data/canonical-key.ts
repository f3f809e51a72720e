import type { TimeSlicer } from './time-slicer.ts';
import { mayHaveMarkup, stripMarkup } from './markup.ts';
import { spacelessUnits } from './scripts.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { mix } from './text-hash.ts';
import type { VisitToken } from './cut-words.ts';
import { TokenReader } from './tokenize.ts';

/** Markup in markup, such as `&amp;lt;`, is taken out so often: a hostile text must not cost its square. */
const mostNested = 8;

const finalSigma = 0x3c2;
const sigma = 0x3c3;
/** Stands behind each token: no token has it. */
const space = 0x20;
const apostrophe = 0x27;

/** [256] ASCII letters in small, and digits; 0 for all other bytes. */
const wordBytes = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = byte < 0x80 ? String.fromCharCode(byte).toLowerCase() : '';
  return /[a-z0-9]/.test(letter) ? letter.charCodeAt(0) : 0;
});

/**
 * The canonical key of a text: 48 bits of a hash of its words, in small letters, without punctuation, symbols, markup
 * and entities; of scripts without spaces each letter counts as a word, since networks read them in pieces. That is all
 * that a network can tell apart under the most collapsing settings, so texts that some network reads alike have one key.
 * (Only *characters* of a script with spaces tell less: “a b” and “ab” have two.) A text without words has the key of its
 * clean text.
 *
 * Keys decide which part of a split a text is in, and tell whether a network has seen it. They are integers, exact in a
 * double. Of a million texts two different ones share a key with a chance of 0.2%; the two are then treated as copies.
 */
export class CanonicalKeyReader {
  private low = 0;
  private high = 0;
  private hasWords = false;
  private readonly tokens: TokenReader;
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly encoder = new TextEncoder();

  /** @param cuts whether letters of scripts without spaces are words; in earlier versions they were not */
  constructor(private readonly cuts = true) {
    this.tokens = new TokenReader({ lowercase: true, punctuation: false }, this.visit);
  }

  /** @param bytes a clean text's UTF-8 */
  of(bytes: Uint8Array): number {
    const plain = mayHaveMarkup(bytes) ? this.withoutMarkup(bytes) : bytes;
    this.begin();
    if (!this.addAscii(plain)) {
      this.begin();
      this.tokens.read(plain);
    }
    if (!this.hasWords) this.addBytes(plain.length > 0 ? plain : bytes);
    const low = mix(this.low) ^ mix(this.high);
    const high = mix(Math.imul(this.high, 5) ^ this.low) & 0xffff;
    return high * 2 ** 32 + (low >>> 0);
  }

  private begin(): void {
    this.low = 0x9e3779b9 | 0;
    this.high = 0x7f4a7c15;
    this.hasWords = false;
  }

  /** Two lanes, each step a bijection of the lane. */
  private readonly visit: VisitToken = (units, start, end) => {
    let { low, high } = this;
    const add = (unit: number) => {
      low = Math.imul(low ^ unit, 0x2545f491);
      low ^= low >>> 15;
      high = Math.imul(((high << 13) | (high >>> 19)) ^ unit, 0x5bd1e995);
    };
    let wasSpaceless = false;
    for (let at = start; at < end; at++) {
      const unit = units[at];
      // The second half of a pair is as the first.
      const isSpaceless: boolean = spacelessUnits[unit] > 0 || (wasSpaceless && isLowSurrogate(unit));
      if (this.cuts && at > start && (isSpaceless || wasSpaceless)) add(space);
      wasSpaceless = isSpaceless;
      // Σ at a word's end becomes ς only where its neighbours say so, which may be punctuation.
      add(unit === finalSigma ? sigma : unit);
    }
    add(space);
    this.low = low;
    this.high = high;
    this.hasWords = true;
  };

  /** The same for the words of a text that is all ASCII, in a third of the time; false for any other text. */
  private addAscii(bytes: Uint8Array): boolean {
    let { low, high } = this;
    let isInWord = false;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte >= 0x80) return false;
      let unit = wordBytes[byte];
      if (unit === 0) {
        if (!isInWord) continue;
        // As in `tokenPattern`: an apostrophe belongs to a word only between two of its letters.
        isInWord = byte === apostrophe && wordBytes[bytes[at + 1]] > 0;
        unit = isInWord ? apostrophe : space;
      } else isInWord = true;
      low = Math.imul(low ^ unit, 0x2545f491);
      low ^= low >>> 15;
      high = Math.imul(((high << 13) | (high >>> 19)) ^ unit, 0x5bd1e995);
      this.hasWords = true;
    }
    this.low = low;
    this.high = high;
    if (isInWord) this.visit(nothing, 0, 0);
    return true;
  }

  private addBytes(bytes: Uint8Array): void {
    // Apart from words: no unit of a token is 0.
    let low = Math.imul(this.low, 0x2545f491);
    let { high } = this;
    for (const byte of bytes) {
      low = Math.imul(low ^ byte, 0x2545f491);
      low ^= low >>> 15;
      high = Math.imul(((high << 13) | (high >>> 19)) ^ byte, 0x5bd1e995);
    }
    this.low = low;
    this.high = high;
  }

  private withoutMarkup(bytes: Uint8Array): Uint8Array {
    const text = this.decoder.decode(bytes);
    let plain = text;
    for (let i = 0; i < mostNested; i++) {
      const next = stripMarkup(plain);
      if (next === plain) break;
      plain = next;
    }
    return plain === text ? bytes : this.encoder.encode(plain);
  }
}

const nothing = new Uint16Array(0);

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

const known = new WeakMap<Texts, Float64Array>();

/**
 * [texts.length] The canonical keys of clean texts. Those of a column are worked out once: a correction makes a new
 * dataset of the same texts.
 */
export async function canonicalKeys(texts: Texts, slicer: TimeSlicer): Promise<Float64Array> {
  return keysInSlices(known, new CanonicalKeyReader(), texts, slicer);
}

async function keysInSlices(
  cache: WeakMap<Texts, Float64Array>,
  reader: CanonicalKeyReader,
  texts: Texts,
  slicer: TimeSlicer,
): Promise<Float64Array> {
  const before = cache.get(texts);
  if (before) return before;
  const keys = new Float64Array(texts.length);
  const bytesOf = bytesReader(texts);
  for (let row = 0; row < texts.length; row++) {
    keys[row] = reader.of(bytesOf(row));
    if (slicer.isDue) await slicer.pause(row / texts.length, row);
  }
  cache.set(texts, keys);
  return keys;
}

/** The same at once: for few texts, or where nobody waits. */
export function canonicalKeysOf(texts: Texts): Float64Array {
  return keysBy(new CanonicalKeyReader(), texts);
}

const knownEarlier = new WeakMap<Texts, Float64Array>();

/** [texts.length] The keys that networks of earlier versions have seen these texts by. */
export function earlierKeysOf(texts: Texts): Float64Array {
  const keys = knownEarlier.get(texts) ?? keysBy(new CanonicalKeyReader(false), texts);
  knownEarlier.set(texts, keys);
  return keys;
}

/** Works them out ahead, for texts of which there are many: `earlierKeysOf` then has them. */
export async function findEarlierKeys(texts: Texts, slicer: TimeSlicer): Promise<void> {
  await keysInSlices(knownEarlier, new CanonicalKeyReader(false), texts, slicer);
}

function keysBy(reader: CanonicalKeyReader, texts: Texts): Float64Array {
  const bytesOf = bytesReader(texts);
  return Float64Array.from({ length: texts.length }, (_, row) => reader.of(bytesOf(row)));
}

/** For each key the first row that has it, which is itself where none stands before it. */
export function firstOfKey(keys: Float64Array): Int32Array {
  const first = new Map<number, number>();
  return Int32Array.from(keys, (key, row) => {
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    return before ?? row;
  });
}
