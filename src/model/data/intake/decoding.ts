/** Bytes to text, by what `TextDecoder` calls an encoding. */
import type { Encoding } from '../../../contract/dataset.ts';
import { repairC1 } from '../clean.ts';

/** Of UTF-16 the file's beginning tells which of its two kinds it is. */
export type DecoderLabel = Lowercase<Exclude<Encoding, 'UTF-16'>> | 'utf-16le' | 'utf-16be';

/** Of UTF-16 the more frequent of its two kinds. */
export function labelOf(encoding: Encoding): DecoderLabel {
  const name = encoding.toLowerCase() as Lowercase<Encoding>;
  return name === 'utf-16' ? 'utf-16le' : name;
}

/** Some decoders read windows-1252 as Latin-1 and leave C1 characters: repaired here, so that all agree. */
function repaired(text: string, label: DecoderLabel): string {
  return label === 'windows-1252' ? repairC1(text) : text;
}

/** Making one costs more than decoding a short review. */
const decoders = new Map<DecoderLabel, TextDecoder>();

/** Bytes to text, without a byte order mark. What can't be read becomes U+FFFD. */
export function decodeWhole(bytes: Uint8Array, label: DecoderLabel): string {
  const decoder = decoders.get(label) ?? new TextDecoder(label);
  decoders.set(label, decoder);
  return repaired(decoder.decode(bytes), label);
}

/** The same, piece by piece. */
export class StreamDecoder {
  private readonly decoder: TextDecoder;

  constructor(private readonly label: DecoderLabel) {
    this.decoder = new TextDecoder(label);
  }

  push(bytes: Uint8Array): string {
    return repaired(this.decoder.decode(bytes, { stream: true }), this.label);
  }

  finish(): string {
    return repaired(this.decoder.decode(), this.label);
  }
}
