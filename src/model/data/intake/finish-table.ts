import type { ExclusionCount } from '../../../contract/dataset.ts';
import type { Table } from '../table.ts';
import { pickTexts, TextColumnWriter, type Texts } from '../text-column.ts';
import type { FileList } from './file-list.ts';
import { fromPaths, isAboutFile } from './from-paths.ts';
import { nameColumns } from './header.ts';
import type { TableWriter } from './table-writer.ts';

/** All rows, or some of them where files turned out to hold no reviews. */
interface Kept {
  rowsOfFile: number[];
  /** Null: all. */
  rows: Int32Array | null;
}

function keptRows(list: FileList, leftOver: readonly number[]): Kept {
  const isText = list.format === 'text' || list.format === 'text-files';
  if (!isText || leftOver.length === 0 || leftOver.length === list.count) {
    return { rowsOfFile: list.rowCounts, rows: null };
  }
  const isLeft = new Set(leftOver);
  const rowsOfFile = list.rowCounts.map((count, file) => (isLeft.has(file) ? 0 : count));
  const rows = new Int32Array(rowsOfFile.reduce((sum, count) => sum + count, 0));
  let row = 0;
  let at = 0;
  list.rowCounts.forEach((count, file) => {
    for (let i = 0; i < count; i++, row++) if (!isLeft.has(file)) rows[at++] = row;
  });
  return { rowsOfFile, rows };
}

/** A column that says of each row what its file's path says; null when that tells no files apart. */
function madeColumn(values: readonly (string | null)[], rowsOfFile: readonly number[]): Texts | null {
  const kinds = new Set(values.filter((value, file) => value !== null && rowsOfFile[file] > 0));
  if (kinds.size < 2) return null;
  const writer = new TextColumnWriter();
  values.forEach((value, file) => {
    for (let row = 0; row < rowsOfFile[file]; row++) writer.append(value ?? '');
  });
  return writer.finish();
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A file's name, or how many files of what. */
function nameOf(list: FileList, inputs: readonly string[]): string {
  if (list.count === 1) return baseName(list.firstPath);
  const tops = new Set(inputs.map((path) => path.split('/')[0]));
  const files = `${list.count.toLocaleString('en')} files`;
  return tops.size === 1 ? `${files} of ${[...tops][0]}` : files;
}

/** With the key only where there are such rows. */
function excludedBefore(counts: readonly ExclusionCount[]): Pick<Table, 'excludedBefore'> {
  const excluded = counts.filter(({ count }) => count > 0);
  return excluded.length > 0 ? { excludedBefore: excluded } : {};
}

/** What was written, with the columns that paths make. */
export function finishTable(
  writer: TableWriter,
  list: FileList,
  { inputs, isForAnswers }: { inputs: readonly string[]; isForAnswers: boolean },
): Table {
  const hints = fromPaths(list.paths);
  // A file that was chosen is never left over: its rows have no label then, and are counted.
  const isOver = (path: string) => !inputs.includes(path) && (!isForAnswers || isAboutFile(path));
  const leftOver = hints.leftOver.filter((file) => isOver(list.paths[file]));
  const { rowsOfFile, rows } = keptRows(list, leftOver);
  const unlabelled = leftOver.filter((file) => rows !== null && !isAboutFile(list.paths[file]));
  const lost = unlabelled.reduce((sum, file) => sum + list.rowCounts[file], 0);
  const written = writer.finish();
  const cells: Texts[] = written.cells.map((column) => (rows ? pickTexts(column, rows) : column));
  const names = [...written.columns];
  const made: Table['made'] = { label: null, split: null };
  for (const kind of ['label', 'split'] as const) {
    const column = madeColumn(hints[kind], rowsOfFile);
    if (!column) continue;
    names.push(kind);
    cells.push(column);
    made[kind] = nameColumns(names, names.length).at(-1) ?? kind;
  }
  const fileColumn = isForAnswers ? madeColumn(list.paths, rowsOfFile) : null;
  if (fileColumn) {
    names.push('file');
    cells.push(fileColumn);
  }
  return {
    fileName: nameOf(list, inputs),
    format: list.format,
    encoding: list.encoding,
    files: list.reports,
    fileCount: list.count,
    rowCount: rows?.length ?? writer.rowCount,
    columns: nameColumns(names, names.length),
    cells,
    defects: rows ? Uint8Array.from(rows, (row) => written.defects[row]) : written.defects,
    made,
    ...(list.count > 1 &&
      list.format !== 'text-files' && {
        rowsOfFiles: list.paths.map((path, file) => ({ path, rows: rowsOfFile[file] })),
      }),
    broken: list.broken,
    ...excludedBefore([
      { reason: 'no-label', count: lost },
      { reason: 'other-sheet', count: list.unread },
    ]),
  };
}
