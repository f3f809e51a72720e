import { InputError } from '../../errors.ts';

/** The file is no data at all: beside others, in a folder or an archive, it is passed over. */
export class NotData extends InputError {}

const tables = 'a CSV, TSV, JSON, Excel or Parquet file';

interface Kind {
  /** First bytes, in hexadecimal. */
  magic: RegExp;
  is: string;
  instead: string;
}

const bring = `Bring ${tables} with your reviews.`;
const convert = `Convert it to ${tables} and bring that.`;
const unpack = `Unpack it and bring ${tables} from it.`;
const saveAs = 'Save it as XLSX or as CSV (UTF-8) and bring that file.';

/** Files that people bring and that are no text, by how they start. */
const kinds: readonly Kind[] = [
  { magic: /^1f8b/, is: 'a gzip archive', instead: unpack },
  // 7-Zip, RAR, bzip2, xz, Zstandard
  { magic: /^(377abcaf|52617221|425a683\d31415926|fd377a58|28b52ffd)/, is: 'an archive', instead: unpack },
  { magic: /^d0cf11e0/, is: 'an old Excel or Word file', instead: saveAs },
  // "SQLite format 3"
  { magic: /^53514c69746520666f726d61742033/, is: 'a SQLite database', instead: convert },
  // "ARROW1"
  { magic: /^4152524f5731/, is: 'an Arrow file', instead: convert },
  // "%PDF-"
  { magic: /^255044462d/, is: 'a PDF', instead: bring },
  // "{\rtf"
  { magic: /^7b5c727466/, is: 'a rich text document', instead: bring },
  // PNG, JPEG, GIF, TIFF, WebP
  {
    magic: /^(89504e47|ffd8ff|474946383[79]61|49492a00|4d4d002a|52494646.{8}57454250)/,
    is: 'an image',
    instead: bring,
  },
  // MP3, Ogg, WAV and AVI, MP4, Matroska
  {
    magic: /^(49443303|4f67675300|52494646.{8}(5741|4156)|.{8}66747970|1a45dfa3)/,
    is: 'a sound or a film',
    instead: bring,
  },
];

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/**
 * What a file is by its first bytes; null: text, as far as can be seen. Of a zip only the whole tells what it holds.
 * @throws {NotData} for a file that is known to be no text, saying what it is and what to bring instead
 */
export function binaryKind(start: Uint8Array, fileName: string): 'parquet' | 'zip' | null {
  const magic = hexadecimal(start.subarray(0, 16));
  if (/^504b0(304|506)/.test(magic)) return 'zip';
  // "PAR1"
  if (magic.startsWith('50415231')) return 'parquet';
  const kind = kinds.find((known) => known.magic.test(magic));
  if (kind) throw new NotData(`“${fileName}” is ${kind.is}. ${kind.instead}`);
  return null;
}

/**
 * Office documents are ZIP archives; the names of the files inside tell them apart.
 * @throws {NotData} for a zip that is no workbook of Excel
 */
export function checkWorkbook(bytes: Uint8Array, fileName: string): void {
  const names = latin1(bytes.subarray(0, 4096)) + latin1(bytes.subarray(-4096));
  if (names.includes('xl/')) return;
  const refused = (is: string, instead: string) => new NotData(`“${fileName}” is ${is}. ${instead}`);
  if (names.includes('opendocument.spreadsheet')) throw refused('a spreadsheet', saveAs);
  if (names.includes('word/')) throw refused('a Word document', bring);
  throw refused('a ZIP archive', unpack);
}

/** @throws {NotData} for text that is markup, such as a download that became an error page */
export function refuseMarkup(text: string, fileName: string): void {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) {
    throw new NotData(
      `“${fileName}” is a web page, not a table. Download the data file itself and bring that.`,
    );
  }
  if (start.startsWith('<?xml')) throw new NotData(`“${fileName}” is XML. ${convert}`);
}

/** How much of a file is looked at. */
const lookAt = 1 << 16;
/** Text has next to no control characters; this leaves room for a few strays. */
const mostControls = 0.02;
/** All but white space. */
const control = /[\0-\x08\x0e-\x1f\x7f-\x9f]/;
const controls = new RegExp(control, 'g');

/**
 * The same by bytes of any encoding but UTF-16, before a large file is read for its encoding: what are control
 * characters below 0x80 there, are such in its text.
 * @throws {NotData} as `refuseControls`
 */
export function refuseControlBytes(start: Uint8Array, fileName: string): void {
  const ascii = start.subarray(0, lookAt).map((byte) => (byte < 0x80 ? byte : 0x20));
  refuseControls(latin1(ascii), fileName);
}

/** @throws {NotData} when control characters say that this is no text, whatever its name */
export function refuseControls(text: string, fileName: string): void {
  const start = text.slice(0, lookAt);
  if (!control.test(start)) return;
  const count = start.match(controls)?.length ?? 0;
  if (count > mostControls * start.length) {
    throw new NotData(`“${fileName}” is not a text file. ${bring}`);
  }
}
