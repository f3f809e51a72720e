import type { Message } from '../../../contract/messages/message.ts';
import { InputError } from '../../errors.ts';

/** The file is no data at all: beside others, in a folder or an archive, it is passed over. */
export class NotData extends InputError {}

interface Kind {
  /** First bytes, in hexadecimal. */
  magic: RegExp;
  is: OtherKind;
}

type OtherKind = Message<'not-a-table'>['kind'];

/** Files that users upload and that are no text, by how they start. */
const kinds: readonly Kind[] = [
  { magic: /^1f8b/, is: 'gzip' },
  // 7-Zip, RAR, bzip2, xz, Zstandard
  { magic: /^(377abcaf|52617221|425a683\d31415926|fd377a58|28b52ffd)/, is: 'archive' },
  { magic: /^d0cf11e0/, is: 'old-office' },
  // "SQLite format 3"
  { magic: /^53514c69746520666f726d61742033/, is: 'sqlite' },
  // "ARROW1"
  { magic: /^4152524f5731/, is: 'arrow' },
  // "%PDF-"
  { magic: /^255044462d/, is: 'pdf' },
  // "{\rtf"
  { magic: /^7b5c727466/, is: 'rich-text' },
  // PNG, JPEG, GIF, TIFF, WebP
  {
    magic: /^(89504e47|ffd8ff|474946383[79]61|49492a00|4d4d002a|52494646.{8}57454250)/,
    is: 'image',
  },
  // MP3, Ogg, WAV and AVI, MP4, Matroska
  {
    magic: /^(49443303|4f67675300|52494646.{8}(5741|4156)|.{8}66747970|1a45dfa3)/,
    is: 'sound-or-film',
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
 * @throws {NotData} for a file that is known to be no text, saying what it is and what to use instead
 */
export function binaryKind(start: Uint8Array, fileName: string): 'parquet' | 'zip' | null {
  const magic = hexadecimal(start.subarray(0, 16));
  if (/^504b0(304|506)/.test(magic)) return 'zip';
  // "PAR1"
  if (magic.startsWith('50415231')) return 'parquet';
  const kind = kinds.find((known) => known.magic.test(magic));
  if (kind) throw new NotData({ code: 'not-a-table', fileName, kind: kind.is });
  return null;
}

/**
 * Office documents are ZIP archives; the names of the files inside tell them apart.
 * @throws {NotData} for a zip that is no workbook of Excel
 */
export function checkWorkbook(bytes: Uint8Array, fileName: string): void {
  const names = latin1(bytes.subarray(0, 4096)) + latin1(bytes.subarray(-4096));
  if (names.includes('xl/')) return;
  const refused = (kind: OtherKind) => new NotData({ code: 'not-a-table', fileName, kind });
  if (names.includes('opendocument.spreadsheet')) throw refused('spreadsheet');
  if (names.includes('word/')) throw refused('word');
  throw refused('zip');
}

/** @throws {NotData} for text that is markup, such as a download that became an error page */
export function refuseMarkup(text: string, fileName: string): void {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) {
    throw new NotData({ code: 'web-page', fileName });
  }
  if (start.startsWith('<?xml')) throw new NotData({ code: 'not-a-table', fileName, kind: 'xml' });
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
    throw new NotData({ code: 'not-a-text-file', fileName });
  }
}
