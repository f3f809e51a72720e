import { InputError } from '../../errors.ts';
import { cleanText } from '../clean.ts';
import { guessClass } from '../labels.ts';

/** Names of columns are short. */
const longestName = 60;
const rowsLookedAt = 200;
/** A column with more distinct values than this is no label column. */
const mostLabels = 20;

/**
 * Whether the first row names the columns. It does not when a cell of it looks like data: a long text, a
 * number, a known label such as "positive", or a value that comes again in a column of few values.
 */
function isHeader(rows: readonly string[][]): boolean {
  const [first, ...others] = rows.slice(0, rowsLookedAt);
  const names = first.map(cleanText);
  if (names.every((name) => name === '')) return false;
  return names.every((name, column) => {
    if (name.length > longestName || guessClass(name) !== null || /^[+-]?\d+([.,]\d+)?$/.test(name))
      return false;
    const values = new Set(others.map((row) => cleanText(row[column] ?? '')));
    return name === '' || values.size > mostLabels || !values.has(name);
  });
}

const mostColumns = 1_000;

/**
 * Asked before rows are given a cell for each column: many rows times many columns would fill the memory.
 * @throws {InputError} for too many columns
 */
export function checkWidth(width: number): void {
  if (width <= mostColumns) return;
  throw new InputError({ code: 'too-many-columns', columns: width, most: mostColumns });
}

/** Names for all columns: those without one by number, and a number behind one that comes again. */
export function nameColumns(names: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, column) => {
    const name = cleanText(names[column] ?? '') || `Column ${column + 1}`;
    let distinct = name;
    for (let copy = 2; taken.has(distinct); copy++) distinct = `${name} (${copy})`;
    taken.add(distinct);
    return distinct;
  });
}

/** The number of cells that most rows have, and how many have it. */
export function commonWidth(rows: readonly string[][]): { width: number; count: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let best = { width: 0, count: 0 };
  for (const [width, count] of counts) if (count > best.count) best = { width, count };
  return best;
}

/** What columns of reviews are called, in lower case. */
const usualNames = new Set(
  (
    'text,texts,review,reviews,review_text,reviewtext,review text,comment,comments,content,sentence,body,title,summary,' +
    'message,tweet,phrase,label,labels,sentiment,rating,ratings,score,star,stars,class,polarity,target,category,id,date,' +
    'name,user,product,nội dung,bình luận,nhận xét,đánh giá,nhãn,cảm xúc,điểm,số sao,tiêu đề,ngày'
  ).split(','),
);

/** A report's title, date and author stand in no more rows than these. */
const mostNoteRows = 20;

function filledCells(row: readonly string[]): string[] {
  return row.map(cleanText).filter((cell) => cell !== '');
}

function hasUsualNames(row: readonly string[]): boolean {
  const filled = filledCells(row);
  const usual = filled.filter((name) => usualNames.has(name.toLowerCase())).length;
  return filled.length > 1 && usual * 2 >= filled.length;
}

/**
 * Rows of notes above the header, as exports of spreadsheets have them ("Report of March", a date): fewer cells
 * than the table, then a row that names its columns. 0 when the table starts at once.
 */
function notesAbove(rows: readonly string[][]): number {
  if (rows.length < 3 || hasUsualNames(rows[0])) return 0;
  const top = rows.slice(0, mostNoteRows + 1);
  const usual = top.findIndex(hasUsualNames);
  if (usual > 0) return usual;
  const width = Math.max(2, widthOfMost(rows));
  const full = top.findIndex((row) => filledCells(row).length >= width);
  if (full <= 0 || full >= rows.length - 1) return 0;
  const notes = rows.slice(0, full);
  const areNotes = notes.every((row) => filledCells(row).length <= width / 2);
  return areNotes && isHeader(rows.slice(full)) ? full : 0;
}

/** Of filled cells: a spreadsheet's short rows are filled up with empty ones. */
function widthOfMost(rows: readonly string[][]): number {
  return commonWidth(rows.slice(0, rowsLookedAt).map(filledCells)).width;
}

/** Rows of cells as the notes above, the columns' names (none when it has no header), and how many rows both take. */
export function findHeader(rows: readonly string[][]): { names: string[]; skip: number } {
  const notes = notesAbove(rows);
  const table = rows.slice(notes, notes + rowsLookedAt);
  if (table.length > 0 && isHeader(table)) return { names: table[0], skip: notes + 1 };
  return { names: [], skip: notes };
}
