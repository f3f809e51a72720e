import { gunzipSync, gzipSync } from 'fflate';
import { InputError } from '../errors.ts';
import type { LeftOut, SampleDataset } from '../reports.ts';
import type { Dataset } from './dataset.ts';
import { fingerprintOf } from './fingerprint.ts';

/** First line of a sample file; docs/formats.md describes the whole. */
interface Header {
  format: typeof formatName;
  version: typeof formatVersion;
  rows: number;
  rowsRead: number;
  leftOut: LeftOut[];
  classNames: [string, string];
}

const formatName = 'forget-gate-reviews';
const formatVersion = 1;
const lineFeed = 10;
const digitZero = 48;

/** A dataset as the bytes of a sample file. Texts must be clean: each is one line. */
export function writeSample(dataset: Omit<Dataset, 'name' | 'fingerprint'>): Uint8Array<ArrayBuffer> {
  const header: Header = {
    format: formatName,
    version: formatVersion,
    rows: dataset.texts.length,
    rowsRead: dataset.rowsRead,
    leftOut: dataset.leftOut,
    classNames: dataset.classNames,
  };
  const lines = dataset.texts.map((text, row) => `${dataset.classes[row]}${text}\n`);
  const bytes = new TextEncoder().encode(`${JSON.stringify(header)}\n${lines.join('')}`);
  // The time would make two builds of the same data differ.
  return gzipSync(bytes, { level: 6, mtime: 0 });
}

/**
 * The dataset in a sample file.
 * @throws {InputError} when the bytes are no such file, such as a host's error page, or are cut short
 */
export function readSample(bytes: Uint8Array, sample: Pick<SampleDataset, 'name'>): Dataset {
  const content = unpack(bytes, sample.name);
  // One decoder call a line: each text is stored in as few bytes as it needs, none holds on to the whole file.
  const decoder = new TextDecoder();
  const firstEnd = content.indexOf(lineFeed);
  const header = parseHeader(decoder.decode(content.subarray(0, Math.max(0, firstEnd))), sample.name);
  const texts: string[] = [];
  const classes = new Uint8Array(header.rows);
  let start = firstEnd + 1;
  while (start < content.length) {
    const end = content.indexOf(lineFeed, start);
    if (end < 0) break;
    classes[texts.length] = content[start] - digitZero;
    texts.push(decoder.decode(content.subarray(start + 1, end)));
    start = end + 1;
  }
  if (texts.length !== header.rows || start !== content.length) throw damaged(sample.name);
  return {
    name: sample.name,
    texts,
    classes,
    classNames: header.classNames,
    rowsRead: header.rowsRead,
    leftOut: header.leftOut,
    fingerprint: fingerprintOf(texts, classes),
  };
}

function damaged(name: string): InputError {
  return new InputError(
    `The sample “${name}” could not be read. Reload the page, or build the samples again.`,
  );
}

function unpack(bytes: Uint8Array, name: string): Uint8Array {
  // Some hosts unpack gzip on the way and send plain bytes.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    throw damaged(name);
  }
}

function parseHeader(line: string, name: string): Header {
  try {
    const header = JSON.parse(line) as Header;
    if (header.format === formatName && header.version === formatVersion) return header;
  } catch {
    // Not JSON, thus not ours: the error below says so.
  }
  throw damaged(name);
}
