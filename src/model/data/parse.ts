import { InputError } from '../errors.ts';
import { decodeText } from './decode.ts';
import { nameColumns } from './header.ts';
import {
  findDelimiter,
  normalizeLines,
  parseDelimited,
  type Delimiter,
  type ParsedRows,
} from './parse-delimited.ts';
import { parseJson, parseJsonLines } from './parse-json.ts';
import { refuseBinary, refuseControls, refuseMarkup } from './sniff.ts';
import type { Table } from './table.ts';

/** A JavaScript engine's longest string is a little over this. */
export const mostBytes = 500_000_000;

const need = 'a column of reviews and a column of labels';

interface Parsed extends ParsedRows {
  format: Table['format'];
}

/**
 * The rows of a file. Its content says what it is; its name is asked only where the content leaves a doubt.
 * @throws {InputError} when it is empty, too big, no text, broken, or has fewer than two columns or no rows
 */
export function parseTable(bytes: Uint8Array, fileName: string): Table {
  if (bytes.length > mostBytes) {
    throw new InputError(`“${fileName}” is larger than ${mostBytes / 1e6} MB. Bring a part of it.`);
  }
  refuseBinary(bytes, fileName);
  const { text: decoded, encoding } = decodeText(bytes, fileName);
  refuseControls(decoded, fileName);
  const { text, separator } = normalizeLines(decoded);
  if (text.trim() === '') throw new InputError(`“${fileName}” is empty. Bring a file with ${need}.`);
  refuseMarkup(text, fileName);
  const parsed = parseAsJson(text, fileName) ?? parseAsDelimited(text, fileName, separator);
  const columns = checkedColumns(parsed, fileName);
  return {
    fileName,
    format: parsed.format,
    encoding,
    columns,
    rows: parsed.rows,
    brokenRows: parsed.brokenRows,
  };
}

/** Null for text that does not start as JSON does, or that is called CSV and reads as no JSON. */
function parseAsJson(text: string, fileName: string): Parsed | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const isNamedOtherwise = /\.(csv|tsv|tab|txt)$/i.test(fileName);
  try {
    const lines = parseJsonLines(text, fileName);
    if (lines) return { ...lines, format: 'json-lines' };
    return { ...parseJson(text, fileName), format: 'json' };
  } catch (error) {
    if (isNamedOtherwise && error instanceof InputError) return null;
    throw error;
  }
}

function parseAsDelimited(text: string, fileName: string, separator: Delimiter | null): Parsed {
  const preferred = /\.(tsv|tab)$/i.test(fileName) ? '\t' : /\.csv$/i.test(fileName) ? ',' : null;
  const delimiter = separator ?? findDelimiter(text, preferred);
  if (delimiter === null) throw oneColumn(fileName);
  return { ...parseDelimited(text, delimiter), format: delimiter === '\t' ? 'tsv' : 'csv' };
}

function oneColumn(fileName: string): InputError {
  return new InputError(
    `“${fileName}” has only one column. Bring a file with ${need}, with a comma, semicolon or tab between them.`,
  );
}

function checkedColumns(parsed: Parsed, fileName: string): string[] {
  if (parsed.rows.length === 0) {
    throw new InputError(`“${fileName}” has no rows. Bring a file with ${need}.`);
  }
  const width = parsed.rows[0].length;
  if (width < 2) throw oneColumn(fileName);
  return nameColumns(parsed.names, width);
}
