/** Files of any kind → the same rows with the loaded network's answers. */
import type { ClassifiedSummary, ClassifyChoice } from '../../contract/classification.ts';
import type { Message } from '../../contract/messages/message.ts';
import { chooseBuckets, readingOf, readTable, TimeSlicer, type Table } from '../data/index.ts';
import type { EncodedPart, SourceFile, Texts } from '../data/index.ts';
import { cleanCells } from '../data/intake/clean-cell.ts';
import { InputError } from '../errors.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { AnswerTest } from './answer-test.ts';
import { AnswerWriter } from './answer-writer.ts';
import { chooseColumns } from './columns.ts';
import { answerColumns } from './formats.ts';
import { RowEncoder } from './row-encoder.ts';
import type { ClassifyWork } from './work.ts';

export { csvAnswers, jsonAnswers } from './formats.ts';
export type { ClassifyWork };

/**
 * Answers every row of some files. All columns stay, and the answers come after them. What is held are the files' cells in
 * UTF-8, and a window of rows: 500 MB of text are answered within 1 GB of memory.
 * @throws {InputError} when the files can't be read, or a named column is not what it should be; the signal's reason
 */
export async function classifyFiles(
  model: LoadedModel,
  files: readonly SourceFile[],
  choice: ClassifyChoice,
  work: ClassifyWork,
): Promise<ClassifiedSummary> {
  const { classNames } = model.saved;
  const table = await tableOf(files, work);
  const clean: Table = { ...table, cells: table.cells.map(cleanCells) };
  const { columns, classes } = await chooseColumns(clean, choice, classNames, work);
  work.onColumns?.(columns);
  const texts = clean.cells[table.columns.indexOf(columns.text)];
  const { test, noTest } = await testOf(model, texts, classes, work);
  const added = answerColumns(table.columns, classNames);
  const writer = new AnswerWriter({ ...table, classNames, added }, work, test);
  await writer.begin();
  await answerAll(model, texts, writer, work);
  const totals = writer.totals();
  return {
    ...columns,
    added,
    broken: table.broken.count,
    classNames,
    ...totals,
    test: test?.report() ?? null,
    noTest,
    notes: notesOn(table, columns.text, totals.unknownShare),
  };
}

/** @throws {InputError} which asks for no labels where there are no rows */
async function tableOf(files: readonly SourceFile[], work: ClassifyWork): Promise<Table> {
  try {
    return await readTable(files, { ...work, isForAnswers: true });
  } catch (error) {
    const told = error instanceof InputError ? error.told : null;
    if (told?.code === 'no-reviews') throw new InputError({ code: 'nothing-to-classify', fileName: null });
    if (told?.code !== 'no-rows' && told?.code !== 'file-empty') throw error;
    throw new InputError({ code: 'nothing-to-classify', fileName: told.fileName });
  }
}

/** Where so large a share of the words is unknown, it is rather another column or language. */
const nearlyAll = 0.95;

function notesOn({ excludedBefore = [] }: Table, column: string, unknownShare: number | null): Message[] {
  const notes: Message[] = [];
  const sheets = excludedBefore.find(({ reason }) => reason === 'other-sheet');
  if (sheets) notes.push({ code: 'other-sheets-left', rows: sheets.count });
  const share = unknownShare ?? 0;
  if (share >= nearlyAll) notes.push({ code: 'words-unknown', column, share });
  return notes;
}

/** A file whose labels can't be tested gets its answers all the same. */
async function testOf(
  model: LoadedModel,
  texts: Texts,
  classes: Int8Array | null,
  work: ClassifyWork,
): Promise<{ test: AnswerTest | null; noTest: Message | null }> {
  if (!classes) return { test: null, noTest: null };
  try {
    return { test: await AnswerTest.prepare(model, texts, classes, work), noTest: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { test: null, noTest: error.told };
  }
}

/** Rows that are encoded and computed together: at first, and at most. */
const firstWindow = 512;
const mostRows = 8_192;
const mostTokens = 2e6;
/** Milliseconds: a window that took less is followed by one of twice its size. */
const shortWindow = 600;

async function answerAll(
  model: LoadedModel,
  texts: Texts,
  writer: AnswerWriter,
  work: ClassifyWork,
): Promise<void> {
  const { config } = model.saved;
  const encoder = new RowEncoder(model.vocabulary, readingOf(model.saved));
  const slicer = new TimeSlicer(work, 'classifying');
  const most = Math.max(firstWindow, Math.min(mostRows, mostTokens / config.maxLength));
  let buckets: number[] | null = null;
  let size = firstWindow;
  for (let start = 0; start < texts.length;) {
    const window = { start, end: Math.min(texts.length, start + size) };
    const began = performance.now();
    const encoded = await encoder.encode(texts, window, slicer);
    if (encoded.rows.length > 0) buckets ??= bucketsFor(encoded.part, config.maxLength);
    const answers = await work.compute(() => model.answer(encoded.part, buckets ?? [], work.signal));
    await writer.write(window, { encoded, answers }, slicer);
    if (performance.now() - began < shortWindow) size = Math.min(most, 2 * size);
    start = window.end;
  }
}

/** Padded lengths for all windows: each new shape costs a device memory that it never gives back. */
function bucketsFor(first: EncodedPart, longest: number): number[] {
  const buckets = chooseBuckets([first]);
  return buckets[buckets.length - 1] < longest ? [...buckets, longest] : buckets;
}
