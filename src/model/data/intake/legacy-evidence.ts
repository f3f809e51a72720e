/**
 * Which national encoding a text is in that is no Unicode: it is read in each of them, and the one in which its letters
 * are those of a language, as often and beside one another as that language has them, is it.
 */
import type { Encoding } from '../../../contract/dataset.ts';
import { CodePageEvidence } from './code-page-evidence.ts';
import { decodeWhole, labelOf } from './decoding.ts';
import { lettersOf, type Letters } from './language-letters.ts';

const candidates = Object.keys(lettersOf) as Encoding[];

/** So much is looked at: enough for every letter of a language. */
const sampleBytes = 1 << 14;
const longestWord = 200;
/** Of files that say the same over and over. */
const mostWords = 20_000;
/** A word that comes again and again tells no more than this. */
const mostTimes = 4;
/** Below it are spaces, quotes and commas, which no character of two bytes ends with. */
const firstOfWord = 0x30;

/** With fewer bytes beyond ASCII it is windows-1252. */
const leastBytes = 3;
/** What other encodings must have over windows-1252, in nats: a few odd letters tell nothing. */
const leastMargin = 4;

/** Words with bytes beyond ASCII, joined by spaces. */
class WordSample {
  private readonly bytes = new Uint8Array(sampleBytes);
  private word: number[] = [];
  private readonly known = new Map<string, number>();
  private words = 0;
  private isBeyond = false;
  length = 0;
  private isFull = false;

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.isFull; at++) {
      const byte = bytes[at];
      if (byte < firstOfWord) this.endWord();
      else {
        if (byte >= 0x80) this.isBeyond = true;
        this.word.push(byte);
        if (this.word.length >= longestWord) this.endWord();
      }
    }
  }

  /** All words so far. */
  read(): Uint8Array {
    const rest = this.isBeyond ? this.word : [];
    return Uint8Array.from([...this.bytes.subarray(0, this.length), ...rest]);
  }

  private endWord(): void {
    const { word, isBeyond } = this;
    this.word = [];
    this.isBeyond = false;
    if (!isBeyond) return;
    const text = String.fromCharCode(...word);
    const times = (this.known.get(text) ?? 0) + 1;
    this.words++;
    if (times <= mostTimes && this.length + word.length < sampleBytes) {
      this.known.set(text, times);
      this.bytes.set(word, this.length);
      this.length += word.length;
      this.bytes[this.length++] = 0x20;
    }
    this.isFull = this.length + longestWord >= sampleBytes || this.words > mostWords;
  }
}

/** Takes the bytes of files that belong together. */
export class LegacyEvidence {
  private readonly vietnamese = new CodePageEvidence();
  private readonly sample = new WordSample();
  private known: { encoding: Encoding; at: number; isVietnamese: boolean } | null = null;

  push(bytes: Uint8Array): void {
    this.vietnamese.push(bytes);
    this.sample.push(bytes);
  }

  /** The likeliest so far. It is worked out again when half as much again has come: many files may be short. */
  get encoding(): Encoding {
    const { isVietnamese } = this.vietnamese;
    const { known } = this;
    if (known && this.sample.length < 1.5 * known.at && known.isVietnamese === isVietnamese)
      return known.encoding;
    const bytes = this.sample.read();
    const isTold = bytes.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0) >= leastBytes;
    const encoding = isTold ? likeliest(bytes, isVietnamese) : 'windows-1252';
    this.known = { encoding, at: Math.max(32, this.sample.length), isVietnamese };
    return encoding;
  }
}

function likeliest(bytes: Uint8Array, isVietnamese: boolean): Encoding {
  let best: { encoding: Encoding; likelihood: number } | null = null;
  for (const encoding of candidates) {
    if (encoding === 'windows-1258' && !isVietnamese) continue;
    const text = decodeWhole(bytes, labelOf(encoding));
    const counts = countLetters(text);
    const alphabets = lettersOf[encoding] ?? [];
    const likelihood =
      Math.max(...alphabets.map((letters) => likelihoodOf(counts, letters))) +
      (encoding === 'windows-1252' ? leastMargin : 0);
    if (!best || likelihood > best.likelihood) best = { encoding, likelihood };
  }
  return best?.encoding ?? 'windows-1252';
}

interface Counts {
  /** Of each character in small letters. */
  chars: Map<string, number>;
  /** Nats that their order costs, in letters that stand among ASCII's and in others. */
  latin: number;
  own: number;
}

const isUpper = (char: string) => char !== char.toLowerCase();
const isLetter = (char: string) => /[\p{L}\p{M}]/u.test(char);

/** Capitals inside of words, three letters with marks in a row, or two scripts in one word are written by nobody. */
function countLetters(text: string): Counts {
  const counts: Counts = { chars: new Map(), latin: 0, own: 0 };
  let before = ' ';
  let run = 0;
  for (const char of text) {
    const isAscii = char < '\u0080';
    const letter = isLetter(char);
    run = !isAscii && letter ? run + 1 : 0;
    if (char !== ' ') counts.chars.set(char.toLowerCase(), (counts.chars.get(char.toLowerCase()) ?? 0) + 1);
    if (letter && isUpper(char) && (!isAscii || before >= '\u0080')) {
      const cost = !isLetter(before) ? 2.3 : isUpper(before) ? 1.6 : 7;
      counts.latin += cost;
      counts.own += cost;
    }
    if (run > 2) counts.latin += 3;
    if (letter && isLetter(before) && isAscii !== before < '\u0080') counts.own += 4;
    before = char;
  }
  return counts;
}

/** Of letters, of the marks below, and of each other character that is printed. */
const letterShare = 0.75;
const typographicLog = Math.log(0.15 / 24);
const otherLog = Math.log(1e-4);
const unusedLog = Math.log(1e-7);
/** The same in every encoding, but for those whose characters end with such a byte. */
const asciiLog = Math.log(1 / 30);
const typographic = new Set('’“”‘–—…«»„‚•€£°®©™·¿¡º§½\u00a0，。！？、；：（）《》「」・');

const logs = new Map<Letters, Map<string, number>>();

function logsOf(letters: Letters): Map<string, number> {
  const known = logs.get(letters);
  if (known) return known;
  const chars = [...new Set(letters.letters)];
  // Characters of Chinese fall off more slowly than letters.
  const weights = chars.map((_, rank) => 1 / (rank + (letters.others ? 20 : 3)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const share = letterShare - (letters.others?.share ?? 0);
  const made = new Map(chars.map((char, rank) => [char, Math.log((share * weights[rank]) / sum)]));
  logs.set(letters, made);
  return made;
}

function likelihoodOf(counts: Counts, letters: Letters): number {
  const own = logsOf(letters);
  const { others, isLatin } = letters;
  const otherOwn = others && Math.log(others.share / (others.to - others.from));
  let sum = isLatin ? -counts.latin : -counts.own;
  for (const [char, count] of counts.chars) {
    const point = char.codePointAt(0) ?? 0;
    const isOther = others && point >= others.from && point <= others.to;
    sum += count * (own.get(char) ?? (isOther ? otherOwn : undefined) ?? restLog(char, point));
  }
  return sum;
}

function restLog(char: string, point: number): number {
  if (point < 0x80) return asciiLog;
  if (typographic.has(char)) return typographicLog;
  const isUnused = point < 0xa0 || point === 0xfffd || (point >= 0xe000 && point <= 0xf8ff);
  // Half-width kana are what bytes of every encoding become; boxes are drawn in no review.
  const isOdd = (point >= 0xff61 && point <= 0xff9f) || (point >= 0x2500 && point <= 0x259f);
  return isUnused || isOdd ? unusedLog : otherLog;
}
