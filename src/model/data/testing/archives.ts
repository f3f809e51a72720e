/** Builds archives and workbooks for tests. */
import { gzipSync, zipSync, type ZipOptions } from 'fflate';
import type { Entry, SourceFile } from '../intake/contract.ts';

export type Content = string | Uint8Array;

export function utf8(content: Content): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
}

export function sourceOf(path: string, content: Content): SourceFile {
  return { path, blob: new Blob([utf8(content)]) };
}

/** A file that was no archive, as the readers of formats get it. */
export function entryOf(path: string, content: Content): Entry {
  const bytes = utf8(content);
  async function* open(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  }
  return { path, size: bytes.length, open, verify: null, bytes: () => Promise.resolve(bytes) };
}

export function gzipOf(content: Content, level: 0 | 1 | 6 | 9 = 6): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(utf8(content), { level, mtime: 0 }));
}

/** Unlike other times this one is the same in every time zone's year. */
const someDay = new Date(2020, 1, 2);

export function zipOf(
  files: Readonly<Record<string, Content>>,
  options: ZipOptions = {},
): Uint8Array<ArrayBuffer> {
  const members = Object.entries(files).map(([path, content]) => [path, utf8(content)] as const);
  return new Uint8Array(zipSync(Object.fromEntries(members), { mtime: someDay, ...options }));
}

export interface TarFile {
  path: string;
  content?: Content;
  /** `0` a file, `5` a folder, `2` a link. */
  type?: string;
  /** How a path of more than 100 bytes is written. */
  long?: 'ustar' | 'pax' | 'gnu';
  /** Before 1988: nothing behind the checksum and the type. */
  old?: boolean;
}

const blockBytes = 512;

function tarHeader(name: string, size: number, type: string, prefix: string, old: boolean): Uint8Array {
  const header = new Uint8Array(blockBytes);
  const put = (at: number, value: Content) => header.set(utf8(value), at);
  put(0, utf8(name).subarray(0, 100));
  put(100, '0000644\0');
  put(124, `${size.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, ' '.repeat(8));
  put(156, old ? '\0' : type);
  if (!old) {
    put(257, 'ustar\0');
    put(263, '00');
    put(345, prefix);
  }
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

/** Contents fill whole blocks. */
function padded(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(content.length / blockBytes) * blockBytes);
  bytes.set(content);
  return bytes;
}

function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = utf8(rest).length;
  let length = bytes + String(bytes).length;
  if (bytes + String(length).length !== length) length++;
  return `${length}${rest}`;
}

function tarMember({ path, content = '', type = '0', long = 'pax', old = false }: TarFile): Uint8Array[] {
  const bytes = utf8(content);
  const isLong = utf8(path).length > 100;
  const slash = isLong && long === 'ustar' ? path.indexOf('/', path.length - 101) : -1;
  const name = path.slice(slash + 1);
  const member = [tarHeader(name, bytes.length, type, path.slice(0, Math.max(0, slash)), old), padded(bytes)];
  if (!isLong || long === 'ustar') return member;
  const ahead = utf8(long === 'pax' ? paxRecord('path', path) : `${path}\0`);
  const header = tarHeader('long', ahead.length, long === 'pax' ? 'x' : 'L', '', false);
  return [header, padded(ahead), ...member];
}

export function tarOf(
  files: Readonly<Record<string, Content>> | readonly TarFile[],
): Uint8Array<ArrayBuffer> {
  const list = Array.isArray(files)
    ? (files as readonly TarFile[])
    : Object.entries(files as Record<string, Content>).map(([path, content]) => ({ path, content }));
  return joinBytes([...list.flatMap(tarMember), new Uint8Array(2 * blockBytes)]);
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export type Cell = string | number | boolean | null;

/** For XML: control characters as workbooks write them. */
function escaped(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b-\u001f]/g,
      (unit) => `_x${unit.charCodeAt(0).toString(16).padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageNames = 'http://schemas.openxmlformats.org/package/2006';

/** The parts of a workbook of one or more sheets, by their paths; what is given instead comes instead. */
export function workbookParts(
  sheets: Readonly<Record<string, string>>,
  instead: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const list = Object.entries(sheets).map(([name, xml], i) => ({ name, xml, id: i + 1 }));
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = [
    ...list.map(({ id }) => relation(`rId${id}`, 'worksheet', `worksheets/sheet${id}.xml`)),
    relation('rId900', 'styles', 'styles.xml'),
    relation('rId901', 'sharedStrings', 'sharedStrings.xml'),
  ].join('');
  const names = list
    .map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`)
    .join('');
  return {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${packageNames}/content-types"/>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageNames}/relationships">${relations}</Relationships>`,
    ...Object.fromEntries(list.map(({ id, xml }) => [`xl/worksheets/sheet${id}.xml`, xml])),
    ...instead,
  };
}

/** Rows as a sheet, with its texts shared as Excel does it or each in its cell, and the shared texts. */
export function sheetXml(
  rows: readonly (readonly Cell[])[],
  shareTexts = true,
): { sheet: string; shared: string } {
  const shared: string[] = [];
  const cellXml = (cell: Cell, at: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    const text = `<t xml:space="preserve">${escaped(cell)}</t>`;
    if (!shareTexts) return `<c r="${at}" t="inlineStr"><is>${text}</is></c>`;
    return `<c r="${at}" t="s"><v>${shared.push(`<si>${text}</si>`) - 1}</v></c>`;
  };
  const rowsXml = rows.map((cells, row) => {
    const list = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`));
    return `<row r="${row + 1}">${list.join('')}</row>`;
  });
  return {
    sheet: `<worksheet xmlns="${main}"><sheetData>${rowsXml.join('')}</sheetData></worksheet>`,
    shared: `<sst xmlns="${main}">${shared.join('')}</sst>`,
  };
}

/** A workbook of one sheet. */
export function xlsxOf(rows: readonly (readonly Cell[])[], shareTexts = true): Uint8Array<ArrayBuffer> {
  const { sheet, shared } = sheetXml(rows, shareTexts);
  return zipOf(workbookParts({ Sheet1: sheet }, { 'xl/sharedStrings.xml': shared }), { level: 1 });
}
