/**
 * Texts in one file and their labels in another, line by line: `sents.txt` and `sentiments.txt`, `train_text.txt` and
 * `train_labels.txt`, `X_train.csv` and `y_train.csv`; with a file that names what the labels' numbers mean, or without.
 */
import { InputError } from '../../errors.ts';
import type { RowBlock, RowSource } from './contract.ts';
import { splitIn, stemOf } from './from-paths.ts';
import type { TextSource } from './text-source.ts';

/** A file of one column. */
export interface ColumnFile {
  path: string;
  encoding: TextSource['encoding'] | null;
  /** A user uploaded this very file. */
  isChosen: boolean;
  /** Its cells, empty ones too, without a header; each call reads anew. */
  cells(): AsyncIterable<readonly string[]>;
}

interface Surveyed {
  file: ColumnFile;
  count: number;
  kind: 'text' | 'label' | null;
}

const mostLabels = 50;
const longestLabel = 40;
const leastLines = 4;

async function survey(file: ColumnFile): Promise<Surveyed> {
  const distinct = new Set<string>();
  let count = 0;
  let longest = 0;
  let filled = 0;
  for await (const cells of file.cells()) {
    for (const cell of cells) {
      const value = cell.trim();
      count++;
      longest = Math.max(longest, value.length);
      if (value !== '') filled++;
      if (distinct.size <= mostLabels) distinct.add(value);
    }
  }
  const isLabel =
    distinct.size > 1 && distinct.size <= mostLabels && distinct.size * 2 <= count && longest <= longestLabel;
  const isText = filled * 2 > count && (distinct.size > mostLabels || distinct.size * 2 > count);
  return { file, count, kind: count < leastLines ? null : isLabel ? 'label' : isText ? 'text' : null };
}

/** Files of one part of a dataset, side by side. */
export interface AlignedFiles {
  /** Of its texts. */
  path: string;
  columns: { name: string; file: ColumnFile; isLabel: boolean }[];
}

export interface Alignment {
  sets: AlignedFiles[];
  /** Files that were chosen and stand beside no other. */
  unmatched: ColumnFile[];
}

/** What a file's name says beside the part that it is of: `train_text.txt` → text. */
function columnName(path: string, isLabel: boolean): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const words = stemOf(base).split(/[^\p{L}\p{M}\p{N}]+/u);
  const own = words.filter((word) => word !== '' && splitIn(word) === null).join('_');
  return own || (isLabel ? 'label' : 'text');
}

/**
 * Which files stand side by side: those of one folder and one part with as many lines, some of them labels.
 * @throws {InputError} when a file of texts and one of labels, alone together, have not as many lines
 */
export async function align(files: readonly ColumnFile[]): Promise<Alignment> {
  const groups = new Map<string, Surveyed[]>();
  const all: Surveyed[] = [];
  for (const file of files) {
    const surveyed = await survey(file);
    all.push(surveyed);
    if (surveyed.kind === null) continue;
    const { path } = file;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const key = [folder, splitIn(path.slice(folder.length)) ?? '', surveyed.count].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), surveyed]);
  }
  const whole = [...groups.values()].filter((group) => has(group, 'text') && has(group, 'label'));
  const sets = whole.map(setOf);
  if (sets.length === 0) refuseUneven(all);
  const used = new Set(whole.flat());
  return {
    sets,
    unmatched: all.filter((one) => one.file.isChosen && !used.has(one)).map(({ file }) => file),
  };
}

const has = (group: readonly Surveyed[], kind: Surveyed['kind']) => group.some((one) => one.kind === kind);

function setOf(group: readonly Surveyed[]): AlignedFiles {
  const columns = group.map(({ file, kind }) => {
    const isLabel = kind === 'label';
    return { name: columnName(file.path, isLabel), file, isLabel };
  });
  return { path: columns.find(({ isLabel }) => !isLabel)?.file.path ?? '', columns };
}

function refuseUneven(all: readonly Surveyed[]): void {
  const text = all.find(({ kind }) => kind === 'text');
  const label = all.find(({ kind }) => kind === 'label');
  if (all.length !== 2 || !text || !label) return;
  throw new InputError({
    code: 'lines-differ',
    fileName: label.file.path,
    lines: label.count,
    firstFile: text.file.path,
    firstLines: text.count,
  });
}

/** Cells of a file, one at a time. */
async function* oneByOne(file: ColumnFile): AsyncGenerator<string> {
  for await (const cells of file.cells()) yield* cells;
}

const blockRows = 1_000;

/** @param names what labels' codes mean, where a file says it */
export function openAligned({ columns }: AlignedFiles, names: ReadonlyMap<string, string>): RowSource {
  async function* blocks(): AsyncGenerator<RowBlock> {
    const readers = columns.map(({ file }) => oneByOne(file));
    let rows: string[][] = [];
    for (;;) {
      const cells = await Promise.all(readers.map((reader) => reader.next()));
      if (cells.some(({ done }) => done)) break;
      rows.push(
        cells.map(({ value }, column) => {
          const cell = String(value);
          return columns[column].isLabel ? (names.get(cell.trim()) ?? cell) : cell;
        }),
      );
      if (rows.length < blockRows) continue;
      yield { rows };
      rows = [];
    }
    yield { rows };
  }
  return {
    format: 'text',
    encoding: columns[0].file.encoding,
    names: columns.map(({ name }) => name),
    blocks: blocks(),
    broken: () => ({ count: 0, samples: [] }),
  };
}

/** Files that say what codes of labels mean. */
export const mappingName = /(^|\/)[^/]*(mapping|id2label|label_?names|classes|legend)[^/]*\.(txt|tsv|csv)$/i;
export const mostMappingBytes = 1 << 12;

/** "0\tnegative" a line, or a name a line in the order of their codes; empty for all else. */
export function readMapping(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([+-]?\d+)\s*[\t,;:= ]\s*(.+?)\s*$/.exec(line));
  if (pairs.every((pair) => pair !== null)) return new Map(pairs.map(([, code, name]) => [code, name]));
  return new Map(
    pairs.some((pair) => pair !== null) ? [] : lines.map((line, code) => [String(code), line.trim()]),
  );
}
