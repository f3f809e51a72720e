/** Where a network errs: its test's reviews by length, by unknown words, by file and by the cells of any column. */
import type { ErrorGroup, ErrorGroups, Grouping } from '../contract/error-groups.ts';
import { tokenKind } from '../contract/settings.ts';
import {
  textAsRead,
  textCells,
  TimeSlicer,
  tokenize,
  unknownId,
  type Dataset,
  type ReadingRule,
  type Vocabulary,
  type WorkOptions,
} from './data/index.ts';
import { InputError } from './errors.ts';
import { groupByCell, groupByNumber, groupByShare, groupByValue } from './evaluation/index.ts';
import type { TestedReviews } from './tested-reviews.ts';

/** What was tested, what is loaded now, and how the network reads its texts. */
export interface TestedData {
  tested: TestedReviews;
  dataset: Dataset;
  rule: ReadingRule;
  vocabulary: Vocabulary;
}

/** Of each tested review, uncut. */
interface TokenCounts {
  lengths: Float64Array;
  /** Shares from 0 to 1; 0 of a review without a token. */
  unknown: Float64Array;
}

const counted = new WeakMap<TestedReviews, TokenCounts>();

/**
 * How accurate a test is in each group of its reviews.
 * @throws {InputError} when the data is not what was tested, or has no such column; the signal's reason
 */
export async function groupErrors(
  data: TestedData,
  by: Grouping,
  options: WorkOptions = {},
): Promise<ErrorGroups> {
  const { tested, dataset, rule } = data;
  const { rows, isRight } = tested.verdicts(dataset);
  return {
    by,
    groups: await groupsBy(),
    accuracy: isRight.reduce((sum, one) => sum + one, 0) / isRight.length,
    tokens: tokenKind(rule.tokenization),
    offered: offeredFor(dataset),
  };

  async function groupsBy(): Promise<ErrorGroup[]> {
    switch (by.kind) {
      case 'length':
        return groupByNumber((await countOnce()).lengths, isRight);
      case 'unknown':
        return groupByShare((await countOnce()).unknown, isRight);
      case 'file':
        return groupByValue(filesOf(dataset, rows), isRight);
      case 'column':
        return groupByCell(cellsOf(dataset, by.column, rows), isRight);
    }
  }

  async function countOnce(): Promise<TokenCounts> {
    const known = counted.get(tested);
    if (known) return known;
    const counts = await countTokens(data, rows, options);
    counted.set(tested, counts);
    return counts;
  }
}

/** The columns but for the text's, which has another cell in each row. */
function offeredFor({ origin: { table, choice } }: Dataset): Grouping[] {
  const columns = table.columns.filter((column) => column !== choice.text);
  return [
    { kind: 'length' },
    { kind: 'unknown' },
    ...(table.rowsOfFiles ? [{ kind: 'file' } as const] : []),
    ...columns.map((column): Grouping => ({ kind: 'column', column })),
  ];
}

/** @param rows of the table. @throws {InputError} */
function cellsOf({ origin: { table } }: Dataset, column: string, rows: Int32Array): string[] {
  const at = table.columns.indexOf(column);
  if (at < 0) throw new InputError({ code: 'no-such-column', column, columns: table.columns });
  return Array.from(rows, (row) => table.cells[at].get(row));
}

/** @param rows of the table, ascending */
function filesOf({ origin: { table } }: Dataset, rows: Int32Array): string[] {
  const files = table.rowsOfFiles ?? [{ path: table.fileName, rows: table.rowCount }];
  let file = 0;
  let end = files[0].rows;
  return Array.from(rows, (row) => {
    while (row >= end) end += files[++file].rows;
    return files[file].path;
  });
}

async function countTokens(
  { dataset, rule, vocabulary }: TestedData,
  rows: Int32Array,
  options: WorkOptions,
): Promise<TokenCounts> {
  const slicer = new TimeSlicer(options, 'examining');
  const cells = textCells(dataset.origin);
  const counts = { lengths: new Float64Array(rows.length), unknown: new Float64Array(rows.length) };
  for (const [at, row] of rows.entries()) {
    const ids = vocabulary.encode(tokenize(textAsRead(cells.get(row), rule), rule));
    const unknown = ids.reduce((sum, id) => sum + (id === unknownId ? 1 : 0), 0);
    counts.lengths[at] = ids.length;
    counts.unknown[at] = ids.length > 0 ? unknown / ids.length : 0;
    if (slicer.isDue) await slicer.pause(at / rows.length, at);
  }
  return counts;
}
