/** Which encoding a text file is in, by its bytes alone, and its text. */
import { InputError } from '../../errors.ts';
import type { Encoding } from '../../../contract/dataset.ts';
import { labelOf, type DecoderLabel } from './decoding.ts';
import { LegacyEvidence } from './legacy-evidence.ts';

export interface FoundEncoding {
  encoding: Encoding;
  label: DecoderLabel;
  /** Nothing but ASCII: it would read the same in most other encodings. */
  isAscii: boolean;
}

function startsWith(bytes: Uint8Array, ...wanted: number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte);
}

/** By its byte order mark, or by the zeros that UTF-16 puts into ASCII. */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  // Without a mark: most of what a table has is ASCII, whose every other byte is then zero.
  const start = bytes.subarray(0, 1024);
  if (!start.includes(0)) return null;
  const zeros = [0, 0];
  start.forEach((byte, index) => byte === 0 && zeros[index % 2]++);
  const half = start.length / 2;
  if (half < 4) return null;
  if (zeros[1] > 0.6 * half && zeros[0] < 0.1 * half) return 'utf-16le';
  if (zeros[0] > 0.6 * half && zeros[1] < 0.1 * half) return 'utf-16be';
  return null;
}

/**
 * What the first bytes say: UTF-16, or nothing. At least 1024 of them, or all.
 * @throws {InputError} for UTF-32, which no browser reads
 */
export function encodingByStart(bytes: Uint8Array, fileName: string): FoundEncoding | null {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
    throw new InputError({ code: 'encoding-unknown', fileName });
  }
  const label = utf16Order(bytes);
  return label && { encoding: 'UTF-16', label, isAscii: false };
}

/** What a user has chosen; the start of a file still tells the two kinds of UTF-16 apart. */
export function chosenEncoding(encoding: Encoding, bytes: Uint8Array): FoundEncoding {
  const label = encoding === 'UTF-16' ? utf16Order(bytes) : null;
  return { encoding, label: label ?? labelOf(encoding), isAscii: false };
}

/** So many whole characters for each broken one, and it is UTF-8 with faults; elsewhere hardly any is whole. */
const leastWhole = 10;

/** Takes a file's bytes piece by piece: UTF-8, else a national encoding, by evidence. */
export class EncodingSurvey {
  private whole = 0;
  private broken = 0;
  /** Bytes still to come of a character that a piece's end has cut. */
  private missing = 0;
  /** What the next byte of that character may be: the first after its lead byte is narrower than the others. */
  private low = 0x80;
  private high = 0xbf;

  /** @param evidence of the files before it, where several belong together */
  constructor(private readonly evidence = new LegacyEvidence()) {}

  push(bytes: Uint8Array): void {
    this.countUtf8(bytes);
    if (this.broken > 0) this.evidence.push(bytes);
  }

  finish(): FoundEncoding {
    const isCut = this.missing > 0;
    // A file cut inside a character, or with a few broken ones, is still UTF-8.
    const broken = this.broken + (isCut && this.whole === 0 ? 1 : 0);
    if (this.whole >= leastWhole * broken) {
      return { encoding: 'UTF-8', label: 'utf-8', isAscii: this.whole === 0 };
    }
    const { encoding } = this.evidence;
    return { encoding, label: labelOf(encoding), isAscii: false };
  }

  private countUtf8(bytes: Uint8Array): void {
    const { length } = bytes;
    for (let at = 0; at < length; at++) {
      const byte = bytes[at];
      if (this.missing > 0) {
        if (byte >= this.low && byte <= this.high) {
          this.low = 0x80;
          this.high = 0xbf;
          if (--this.missing === 0) this.whole++;
          continue;
        }
        this.broken++;
        this.missing = 0;
      }
      if (byte >= 0x80) this.lead(byte);
      else while (at + 4 < length && isAsciiFrom(bytes, at + 1)) at += 4;
    }
  }

  /** Table 3-7 of the Unicode Standard, "Well-Formed UTF-8 Byte Sequences". */
  private lead(byte: number): void {
    this.low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) this.missing = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.missing = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.missing = 3;
    else this.broken++;
  }
}

/** Whether four bytes are all ASCII. */
function isAsciiFrom(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3]) < 0x80;
}
