/** Texts in national encodings, for tests: the bytes that `TextDecoder` reads as them. */
import { decodeWhole, labelOf } from '../intake/decoding.ts';
import type { Encoding } from '../../../contract/dataset.ts';

const tables = new Map<Encoding, Map<string, number[]>>();

/** One byte a character, else two. */
function tableOf(encoding: Encoding): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, number[]>();
  const add = (bytes: number[], text: string) => {
    if (Array.from(text).length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add([byte], decodeWhole(Uint8Array.of(byte), labelOf(encoding)));
  const isWide = /^(GB|Big5|Shift|EUC)/.test(encoding);
  for (let lead = 0x81; isWide && lead < 0xff; lead++) {
    for (let trail = 0x40; trail < 0xff; trail++) {
      // A lead byte may be a character of its own in the table above, as half-width kana are.
      const text = decodeWhole(Uint8Array.of(lead, trail), labelOf(encoding));
      if (Array.from(text).length === 1) add([lead, trail], text);
    }
  }
  tables.set(encoding, table);
  return table;
}

/** @throws {Error} for a character that the encoding lacks */
export function bytesIn(encoding: Encoding, text: string): Uint8Array<ArrayBuffer> {
  const table = tableOf(encoding);
  return Uint8Array.from(
    Array.from(text).flatMap((char) => {
      const bytes = table.get(char);
      if (!bytes) throw new Error(`${encoding} has no “${char}”.`);
      return bytes;
    }),
  );
}
