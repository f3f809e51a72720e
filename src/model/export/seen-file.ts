/**
 * `seen-texts.bin`: which texts a network was trained and validated on, as canonical keys. 8 bytes “FGSEEN” and a
 * version, the two counts in 32 bits each, then the keys: 6 bytes each, little-endian, ascending, none twice.
 */
import type { Message } from '../../contract/messages/message.ts';
import type { SeenTexts } from '../data/seen-texts.ts';
import { InputError } from '../errors.ts';
import { utf8 } from './bytes.ts';
import { sha256 } from './sha256.ts';

const magic = utf8('FGSEEN\u0001\u0000');
const headBytes = magic.length + 8;
const keyBytes = 6;

export interface SeenSummary {
  trained: number;
  validated: number;
  /** SHA-256 of the file. */
  fingerprint: string;
}

/** The same sets give the same bytes. */
export function encodeSeen({ trained, validated }: SeenTexts): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headBytes + keyBytes * (trained.length + validated.length));
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(magic.length, trained.length, true);
  view.setUint32(magic.length + 4, validated.length, true);
  let at = headBytes;
  for (const keys of [trained, validated]) {
    for (const key of keys) {
      view.setUint32(at, key % 2 ** 32, true);
      view.setUint16(at + 4, Math.floor(key / 2 ** 32), true);
      at += keyBytes;
    }
  }
  return bytes;
}

/** What `settings.json` says of the file. */
export function summarizeSeen(seen: SeenTexts): SeenSummary {
  const { trained, validated } = seen;
  return {
    trained: trained.length,
    validated: validated.length,
    fingerprint: sha256(encodeSeen(seen)),
  };
}

/**
 * @param source what to call the whole in a sentence
 * @throws {InputError} for anything that `encodeSeen` would not write
 */
export function decodeSeen(bytes: Uint8Array, source: Message<'seen-file-damaged'>['source']): SeenTexts {
  const damaged = new InputError({ code: 'seen-file-damaged', source });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headBytes || !magic.every((byte, i) => bytes[i] === byte)) throw damaged;
  const counts = [view.getUint32(magic.length, true), view.getUint32(magic.length + 4, true)];
  if (bytes.length !== headBytes + keyBytes * (counts[0] + counts[1])) throw damaged;
  let at = headBytes;
  const [trained, validated] = counts.map((count) => {
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i++, at += keyBytes) {
      keys[i] = view.getUint16(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
      if (i > 0 && keys[i] <= keys[i - 1]) throw damaged;
    }
    return keys;
  });
  return { trained, validated };
}
