/** Files that nobody should upload, and odd ones that users will. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipOf, sheetXml, tarOf, utf8, workbookParts, zipOf } from '../src/model/data/testing/archives.ts';
import { gzipBomb, overlappingZip } from '../src/model/data/testing/bombs.ts';
import { Random } from '../src/model/data/random.ts';

export interface NamedFile {
  name: string;
  content: string | Uint8Array;
}

const megabyte = 1 << 20;
const things = ['plot', 'cast', 'music', 'pace', 'end', 'idea', 'style', 'voice', 'light', 'scene'];
const places = ['here', 'there', 'today', 'again', 'now', 'tonight', 'once', 'twice', 'indeed', 'overall'];

export const labelOf = (row: number) => (row % 2 ? 'positive' : 'negative');

/** Unlike any other row's, with a word that tells its class. */
function review(row: number): string {
  const thing = things[row % 10];
  const place = places[Math.floor(row / 10) % 10];
  return `number ${row}, the ${thing} was ${row % 2 ? 'lovely' : 'awful'} ${place}`;
}

/** Rows of reviews, with a few others between them. */
export function reviewRows(count: number, others: readonly string[][] = []): string[][] {
  return [...others, ...Array.from({ length: count }, (_, row) => [review(row), labelOf(row)])];
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

export const markup =
  '<img src=x onerror="window.hit=1"><script>window.hit=2</script><b id="hit">bold</b> &lt;i&gt;';

/** What a spreadsheet would compute. */
export const formulas = ['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1+1'];

function textFiles(folder: (row: number) => string): Record<string, string> {
  return Object.fromEntries(reviewRows(60).map(([text], row) => [`${folder(row)}/${row}.txt`, text]));
}

function noise(length: number): Uint8Array {
  const random = new Random(5, 11);
  return Uint8Array.from({ length }, () => random.below(256));
}

/** Each ends in the sentence that stands beside it. */
export const refused: readonly [string, () => NamedFile, RegExp][] = [
  ['a gzip bomb', () => ({ name: 'b.csv.gz', content: gzipBomb(1_040) }), /unpack to more than 1 GB/],
  ['a zip bomb', () => ({ name: 'b.zip', content: overlappingZip(1_040) }), /unpack to more than 1 GB/],
  ['random bytes', () => ({ name: 'noise.csv', content: noise(megabyte) }), /not a text file/],
  ['nothing but NUL', () => ({ name: 'zeros.csv', content: new Uint8Array(megabyte) }), /not a text file/],
  [
    '10,000 columns',
    () => ({ name: 'wide.csv', content: Array.from({ length: 60 }, (_, row) => wideRow(row)).join('\n') }),
    /10000 columns/,
  ],
  [
    '20 MB in one line',
    () => ({ name: 'line.csv', content: 'word '.repeat(4 * megabyte) }),
    /a line of more than 8 million characters/,
  ],
  [
    'a damaged workbook',
    () => ({ name: 'x.xlsx', content: workbook().slice(0, 900) }),
    /damaged or was cut short/,
  ],
];

const wideRow = (row: number) =>
  Array.from({ length: 10_000 }, (_, at) => (row ? at % 7 : `c${at}`)).join(',');

/** A workbook of texts that cells share, as Excel writes it. */
function workbook(): Uint8Array {
  const { sheet, shared } = sheetXml([['review', 'sentiment'], ...reviewRows(60)]);
  return zipOf(workbookParts({ Reviews: sheet }, { 'xl/sharedStrings.xml': shared }));
}

const withSurrogate = (row: number) => `{"text":"${review(row)} \\ud83d","label":"${labelOf(row)}"}`;

/** Each ends in 60 reviews. */
export const read: readonly [string, () => NamedFile][] = [
  [
    'names that lead out of an archive',
    () => ({
      name: 'evil.zip',
      content: zipOf(textFiles((row) => (row % 2 ? '../../../etc/pos' : '/..\\..\\neg'))),
    }),
  ],
  [
    'the same in a tar.gz',
    () => ({ name: 'evil.tar.gz', content: gzipOf(tarOf(textFiles((row) => `../${labelOf(row)}`))) }),
  ],
  [
    'a column called __proto__',
    () => ({ name: 'proto.csv', content: csvOf([['constructor', '__proto__'], ...reviewRows(60)]) }),
  ],
  [
    'a quote that is never closed',
    () => ({
      name: 'quote.csv',
      content: csvOf([['text', 'label'], ...reviewRows(60)]).replace('\r\n"number 30', '\r\n""number 30'),
    }),
  ],
  [
    'NUL bytes between letters',
    () => ({
      name: 'nul.csv',
      content: csvOf([['text', 'label'], ...reviewRows(60)]).replaceAll(' was ', ' \0was '),
    }),
  ],
  [
    'half a surrogate pair',
    () => ({
      name: 'half.jsonl',
      content: Array.from({ length: 60 }, (_, row) => withSurrogate(row)).join('\n'),
    }),
  ],
];

/** Sixty reviews. */
export function parquet(): Uint8Array {
  const rows = reviewRows(60);
  const columnData = ['text', 'label'].map((name, at) => ({ name, data: rows.map((row) => row[at]) }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** What users really have. */
export const usual: readonly [string, () => NamedFile][] = [
  ['a workbook', () => ({ name: 'reviews.xlsx', content: workbook() })],
  ['a Parquet file', () => ({ name: 'train.parquet', content: parquet() })],
  [
    'a zip of folders',
    () => ({ name: 'reviews.zip', content: zipOf(textFiles((row) => `r/${labelOf(row)}`)) }),
  ],
];

export function bytesOf({ content }: NamedFile): Buffer {
  return Buffer.from(utf8(content));
}
