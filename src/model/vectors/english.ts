/**
 * English vectors in a compact file: most frequent words first, each number as one byte of a scale of its vector's own.
 *
 *   4 bytes    "FGV1"
 *   uint32     length of the header in bytes
 *   header     JSON: size, words, source, licence, and how long the text of the words is
 *   words      UTF-8, a line feed between two
 *   zeros      up to a multiple of four
 *   float32    [words] the scale of each vector
 *   int8       [words, size] the numbers, divided by the scale
 *
 * All numbers have the lowest byte first.
 */
import * as v from 'valibot';
import { mostVectorNumbers, type VectorsSummary } from '../../contract/vectors.ts';
import type { WorkOptions } from '../data/time-slicer.ts';
import { InputError } from '../errors.ts';
import { VectorCollector, type ReadVectors } from './collector.ts';
import { frequentWords, wantedWords, type VectorRequest, type VectorSource } from './source.ts';
import type { WordVectors } from './word-vectors.ts';

const magic = [0x46, 0x47, 0x56, 0x31];
const largest = 127;
const mostWords = 10_000_000;

const headerSchema = v.strictObject({
  name: v.string(),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostVectorNumbers)),
  words: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostWords)),
  textBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  source: v.string(),
  licence: v.string(),
});

type Header = v.InferOutput<typeof headerSchema>;

/** Where the parts of the file begin. */
function layout(
  { size, words, textBytes }: Pick<Header, 'size' | 'words' | 'textBytes'>,
  headerBytes: number,
) {
  const text = 8 + headerBytes;
  const scales = Math.ceil((text + textBytes) / 4) * 4;
  const numbers = scales + 4 * words;
  return { text, scales, numbers, end: numbers + words * size };
}

/** @param vectors most frequent words first; no word has a line feed in it */
export function writeCompact(
  { words, size, values }: WordVectors,
  about: { name: string; source: string; licence: string },
): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(words.join('\n'));
  const header: Header = { ...about, size, words: words.length, textBytes: text.length };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const places = layout(header, json.length);
  const bytes = new Uint8Array(places.end);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(4, json.length, true);
  bytes.set(json, 8);
  bytes.set(text, places.text);
  words.forEach((_word, row) => {
    const vector = values.subarray(row * size, (row + 1) * size);
    const scale = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / largest;
    view.setFloat32(places.scales + 4 * row, scale, true);
    vector.forEach((value, i) =>
      view.setInt8(places.numbers + row * size + i, scale > 0 ? Math.round(value / scale) : 0),
    );
  });
  return bytes;
}

/** Vectors in a compact file, held in memory as it is. */
export class CompactVectors implements VectorSource {
  readonly summary: VectorsSummary;
  readonly key: string;
  private readonly words: readonly string[];

  private constructor(
    private readonly bytes: Uint8Array<ArrayBuffer>,
    header: Header,
    private readonly places: ReturnType<typeof layout>,
  ) {
    const { name, size, words, source, licence, textBytes } = header;
    this.summary = { name, size, words, origin: { source, licence } };
    this.key = `compact ${name} ${words} ${size} ${bytes.length}`;
    const text = bytes.subarray(places.text, places.text + textBytes);
    this.words = new TextDecoder().decode(text).split('\n');
  }

  /** @throws {InputError} when it is damaged */
  static open(bytes: Uint8Array<ArrayBuffer>): CompactVectors {
    const damaged = new InputError({ code: 'english-vectors-damaged' });
    if (!magic.every((byte, at) => bytes[at] === byte) || bytes.length < 8) throw damaged;
    const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
    const header = v.safeParse(headerSchema, parsed(bytes.subarray(8, 8 + headerBytes)));
    if (!header.success) throw damaged;
    const places = layout(header.output, headerBytes);
    if (places.end !== bytes.length) throw damaged;
    const opened = new CompactVectors(bytes, header.output, places);
    if (opened.words.length !== header.output.words) throw damaged;
    return opened;
  }

  async vectors({ words }: VectorRequest, { signal }: WorkOptions): Promise<ReadVectors> {
    const { size } = this.summary;
    const collector = new VectorCollector(size, wantedWords(words), frequentWords);
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset);
    signal?.throwIfAborted();
    this.words.forEach((word, index) => {
      const row = collector.next(word);
      if (!row) return;
      const scale = view.getFloat32(this.places.scales + 4 * index, true);
      for (let i = 0; i < size; i++) row[i] = scale * view.getInt8(this.places.numbers + index * size + i);
    });
    return Promise.resolve(collector.collected());
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
