import { InputError } from '../errors.ts';
import { repairC1 } from './clean.ts';

export interface DecodedText {
  text: string;
  encoding: 'UTF-8' | 'UTF-16' | 'windows-1252';
}

function startsWith(bytes: Uint8Array, ...wanted: number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte);
}

/**
 * A file's text, without a byte order mark: UTF-16 by its mark or its zero bytes, UTF-8, else windows-1252.
 * @throws {InputError} for UTF-32, which no browser reads
 */
export function decodeText(bytes: Uint8Array, fileName: string): DecodedText {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
    throw new InputError(
      `The text encoding of “${fileName}” is not known. Save the file as UTF-8 and bring it again.`,
    );
  }
  const order = utf16Order(bytes);
  if (order) return { text: new TextDecoder(order).decode(bytes), encoding: 'UTF-16' };
  const text = decodeUtf8(bytes);
  if (text !== null) return { text, encoding: 'UTF-8' };
  // Some decoders read windows-1252 as Latin-1 and leave C1 characters: mended here, so that all agree.
  return { text: repairC1(new TextDecoder('windows-1252').decode(bytes)), encoding: 'windows-1252' };
}

function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  // Without a mark: most of what a table has is ASCII, whose every other byte is then zero.
  const start = bytes.subarray(0, 1024);
  const zeros = [0, 0];
  start.forEach((byte, index) => byte === 0 && zeros[index % 2]++);
  const half = start.length / 2;
  if (half < 4) return null;
  if (zeros[1] > 0.6 * half && zeros[0] < 0.1 * half) return 'utf-16le';
  if (zeros[0] > 0.6 * half && zeros[1] < 0.1 * half) return 'utf-16be';
  return null;
}

/** Null when it is not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    // A file cut inside a character, or with a few broken ones, is still UTF-8: in other encodings hardly
    // any character above ASCII happens to be well formed.
    let broken = 0;
    let whole = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 0xfffd) broken++;
      else if (unit > 0x7f) whole++;
    }
    return whole >= 10 * broken ? text : null;
  }
}
