import { gunzipSync, gzipSync } from 'fflate';
import { InputError } from '../errors.ts';
import type { ExclusionCount, SampleDataset } from '../../contract/dataset.ts';
import type { CollectedRows } from './collect-rows.ts';
import type { Dataset } from './dataset.ts';
import { datasetOf } from './dataset-of.ts';
import { TextColumn } from './text-column.ts';

/** First line of a sample file; docs/formats.md describes the whole. */
interface Header {
  format: typeof formatName;
  version: typeof formatVersion;
  rows: number;
  rowsRead: number;
  leftOut: ExclusionCount[];
  classNames: readonly string[];
}

const formatName = 'forget-gate-reviews';
const formatVersion = 1;
const lineFeed = 10;
const digitZero = 48;

/** A dataset as the bytes of a sample file. Texts must be clean: each is one line. */
export function writeSample(dataset: CollectedRows & Pick<Dataset, 'classNames'>): Uint8Array<ArrayBuffer> {
  const header: Header = {
    format: formatName,
    version: formatVersion,
    rows: dataset.texts.length,
    rowsRead: dataset.rowsRead,
    leftOut: dataset.excluded,
    classNames: dataset.classNames,
  };
  const lines = Array.from(dataset.classes, (label, row) => `${label}${dataset.texts.get(row)}\n`);
  const bytes = new TextEncoder().encode(`${JSON.stringify(header)}\n${lines.join('')}`);
  // The time would make two builds of the same data differ.
  return gzipSync(bytes, { level: 6, mtime: 0 });
}

/**
 * The dataset in a sample file, as if its rows had come in a table of two columns.
 * @throws {InputError} when the bytes are no such file, such as a host's error page, or are cut short
 */
export function readSample(bytes: Uint8Array, sample: Pick<SampleDataset, 'name'>): Dataset {
  const content = unpack(bytes, sample.name);
  const firstEnd = content.indexOf(lineFeed);
  const head = new TextDecoder().decode(content.subarray(0, Math.max(0, firstEnd)));
  const header = parseHeader(head, sample.name);
  const { texts, classes } = readLines(content, firstEnd + 1, header.rows, sample.name);
  return datasetOf({
    name: sample.name,
    texts,
    classes,
    classNames: header.classNames,
    excludedBefore: header.leftOut,
  });
}

/** Each line is a class's digit and a text. The texts are copied to stand one behind the other. */
function readLines(
  content: Uint8Array,
  from: number,
  rows: number,
  name: string,
): { texts: TextColumn; classes: Uint8Array } {
  const block = new Uint8Array(content.length);
  const starts = new Float64Array(rows + 1);
  const classes = new Uint8Array(rows);
  let row = 0;
  let start = from;
  for (; start < content.length && row < rows; row++) {
    const end = content.indexOf(lineFeed, start);
    if (end < 0) break;
    classes[row] = content[start] - digitZero;
    block.set(content.subarray(start + 1, end), starts[row]);
    starts[row + 1] = starts[row] + end - start - 1;
    start = end + 1;
  }
  if (row !== rows || start !== content.length) throw damaged(name);
  return { texts: new TextColumn([block], Float64Array.of(0), starts), classes };
}

function damaged(name: string): InputError {
  return new InputError({ code: 'sample-damaged', name });
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
