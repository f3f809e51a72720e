/** CSV files that are safe to open in a spreadsheet: UTF-8 with a byte order mark, CRLF, all cells in quotes. */

/** Begins the file. */
export const byteOrderMark = '\ufeff';

/**
 * What a spreadsheet may take for the beginning of a formula, wide forms included
 * (OWASP: CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection).
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** Null: nothing is known. */
export type CsvValue = string | number | boolean | null;

/**
 * Always in quotes: then no separator of any country's spreadsheet ends it. A text that could be a formula gets an
 * apostrophe before it; a number is none.
 */
function cell(value: CsvValue): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** One line with its end. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}
