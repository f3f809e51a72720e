/** Files of any kind are answered row by row: the user's own table, and what the network says behind it. */
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ClassifyChoice, ClassifiedSummary } from '../../contract/classification.ts';
import { told } from '../../contract/messages/testing/told.ts';
import { presetConfig, type RunConfig } from '../../contract/settings.ts';
import { writeSample } from '../data/sample.ts';
import { sheetXml, workbookParts, zipOf } from '../data/testing/archives.ts';
import { BackendError } from '../errors.ts';
import { namedClassesDataset } from '../testing/named-classes.ts';
import type { ClassifyOptions } from '../answer-service.ts';
import { TrainingService } from '../training-service.ts';
import { csvAnswers, jsonAnswers } from './index.ts';

const service = new TrainingService();
const learned = namedClassesDataset(3, 900, 3);
const names = ['joy', 'anger', 'fear'];
const small: RunConfig = {
  ...presetConfig('recommended'),
  ...{ layerSizes: [12], embeddingSize: 12, adversarialNoise: 0, epochs: 3, backend: 'wasm' },
};

beforeAll(async () => {
  const sample = {
    ...{ id: 'made-up', name: 'made up', description: '', file: '', bytes: 0, rows: 0 },
    ...{ source: '', citation: '', licence: '' },
  };
  service.data.loadSample(sample, writeSample(learned));
  for await (const _ of service.train(small, new AbortController().signal));
}, 60_000);
afterAll(() => service.backend.close());

interface Outcome {
  summary: ClassifiedSummary;
  text: string;
  /** With the header as row 0. */
  rows: string[][];
}

const nobodySays: ClassifyChoice = { text: null, label: null };

async function classify(
  files: Record<string, string | Uint8Array<ArrayBuffer>>,
  choice: Partial<ClassifyChoice> = {},
  options: Partial<ClassifyOptions> = {},
): Promise<Outcome> {
  let text = '';
  const sources = Object.entries(files).map(([path, content]) => ({ path, blob: new Blob([content]) }));
  const summary = await service.answers.classify(
    sources,
    { ...nobodySays, ...choice },
    { format: csvAnswers, write: (piece) => void (text += piece), ...options },
  );
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, '').replace(/\r\n$/, ''));
  return { summary, text, rows: data };
}

const csv = (rows: readonly (readonly string[])[]) => Papa.unparse(rows as string[][]);
const added = ['class', ...names.map((name) => `probability of ${name}`), 'unknown words'];
const number = (cell: string) => Number(cell);

describe('a file without labels', () => {
  const cells = [
    ['id', 'note', 'comment', 'class'],
    ['1', '=1+1', 'the food was angerful and angerish', 'x'],
    ['2', ' two  spaces ', 'said "joyful", and\nthen joyish again', ''],
    ['3', '@sum(a1)', '', 'y'],
    ['4', 'plain', '👍 …', 'z'],
    ['5', '<b>bold</b>', 'a zzyzx of fearful and fearish', 'w'],
  ];

  it('keeps its columns and cells, in their order, and has the answers behind them', async () => {
    const { summary, rows, text } = await classify({ 'comments.csv': csv(cells) });
    expect(summary).toMatchObject({ rows: 5, text: 'comment', label: null, withoutWords: 2, test: null });
    expect(summary.columns).toEqual(cells[0]);
    // Its own “class” stays.
    expect(summary.added).toEqual(['class (2)', ...added.slice(1)]);
    expect(rows[0]).toEqual([...cells[0], ...summary.added]);
    const own = rows.slice(1).map((row) => row.slice(0, 4));
    // A formula is text to a spreadsheet; nothing else changes, not even a line break.
    const safe = cells.slice(1).map((row) => row.map((cell) => cell.replace(/^[=@]/, "'$&")));
    expect(own).toEqual(safe);
    expect(text.startsWith('\ufeff"id","note"')).toBe(true);
    expect(text).not.toMatch(/(^|,)"?[=@]/m);
  });

  it('gives each row what the network says of its text, and nothing where it has no words', async () => {
    const { summary, rows } = await classify({ 'comments.csv': csv(cells) });
    const alone = await service.answers.predictAll(cells.slice(1).map((row) => row[2]));
    rows.slice(1).forEach((row, i) => {
      const answer = alone[i];
      const [word, ...numbers] = row.slice(4);
      if (!answer) return expect(row.slice(4)).toEqual(['', '', '', '', '']);
      expect(word).toBe(names[answer.class]);
      answer.probabilities.forEach((share, id) => expect(number(numbers[id])).toBeCloseTo(share, 5));
      const unknown = answer.tokens.filter(({ known }) => !known).length / answer.tokens.length;
      expect(number(numbers[3])).toBeCloseTo(unknown, 6);
    });
    expect(rows.map((row) => row[4])).toEqual(['class (2)', 'anger', 'joy', '', '', 'fear']);
    expect(summary.counts).toEqual([1, 1, 1]);
  });

  it('can have one column, no header, or be a text a line', async () => {
    const texts = ['so joyful and joyish a day', 'an angerful man', ''];
    const lines = await classify({ 'comments.txt': texts.join('\n') });
    expect(lines.rows.map((row) => row.slice(0, 2))).toEqual([
      ['text', 'class'],
      [texts[0], 'joy'],
      [texts[1], 'anger'],
    ]);
    const column = await classify({ 'one.csv': `comment\n${texts.slice(0, 2).join('\n')}\n` });
    expect(column.rows.slice(1).map((row) => row[1])).toEqual(['joy', 'anger']);
    const json = await classify({
      'rows.jsonl': texts.map((comment, id) => JSON.stringify({ id, comment })).join('\n'),
    });
    expect(json.rows.map((row) => row[2])).toEqual(['class', 'joy', 'anger', '']);
  });

  it('says of each row of several files which one it is from, also where folders name classes', async () => {
    const { rows } = await classify({
      'in/pos/a.txt': 'a joyful and joyish day',
      'in/neg/b.txt': 'an angerful and angerish day',
      'in/other/c.txt': 'a fearful and fearish day',
    });
    expect(rows[0].slice(0, 3)).toEqual(['text', 'label', 'file']);
    expect(rows.slice(1).map((row) => [row[2], row[3]])).toEqual([
      ['in/pos/a.txt', 'joy'],
      ['in/neg/b.txt', 'anger'],
      ['in/other/c.txt', 'fear'],
    ]);
  });

  it('comes as an object a line as well', async () => {
    const { text } = await classify({ 'comments.csv': csv(cells) }, {}, { format: jsonAnswers });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatchObject({
      event: 'answer',
      row: 2,
      class: 'joy',
      unknown: expect.any(Number) as number,
    });
    expect(lines[1].values).toEqual({ id: '2', note: cells[2][1], comment: cells[2][2], class: '' });
    expect(Object.keys(lines[1].probabilities as object)).toEqual(names);
    expect(lines[2]).toMatchObject({ class: null, probabilities: null, unknown: null });
  });
});

describe('what a user should know of a file', () => {
  it('is that nearly all of its words are unknown to the network', async () => {
    const text = (known: number, all: number) =>
      Array.from({ length: all }, (_, i) => (i < known ? 'joyful' : `qzx${i}`)).join(' ');
    const column = await classify({ 'keys.csv': csv([['comment'], [text(1, 20)], ['']]) });
    expect(column.summary.notes).toEqual([{ code: 'words-unknown', column: 'comment', share: 0.95 }]);
    const less = await classify({ 'keys.csv': csv([['comment'], [text(2, 20)]]) });
    expect(less.summary.notes).toEqual([]);
    const none = await classify({ 'keys.csv': csv([['comment'], ['👍'], ['?']]) });
    expect(none.summary.notes).toEqual([]);
  });

  it('is how many rows of other sheets have no answers', async () => {
    const sheets = (...others: string[][]) =>
      zipOf(
        workbookParts({
          Reviews: sheetXml([['comment'], ['so joyful'], ['an angerful day'], ['fearish']], false).sheet,
          Prices: sheetXml(others, false).sheet,
        }),
      );
    const { summary } = await classify({ 'book.xlsx': sheets(['thing', 'price'], ['a', '1']) });
    expect([summary.rows, summary.notes]).toEqual([3, [{ code: 'other-sheets-left', rows: 2 }]]);
    const { summary: alone } = await classify({ 'book.xlsx': sheets() });
    expect([alone.rows, alone.notes]).toEqual([3, []]);
  });
});

it.each<[string, Record<string, string>, string | null]>([
  ['an empty file', { 'x.csv': ' \n' }, 'x.csv'],
  ['a file with nothing but the names of its columns', { 'x.csv': 'id,comment\n' }, 'x.csv'],
  ['a folder without texts', { 'in/README.md': 'about' }, null],
])('asks for texts and for no labels where there is %s', async (_what, files, fileName) => {
  await expect(classify(files)).rejects.toEqual(told({ code: 'nothing-to-classify', fileName }));
});

it('answers come in the order of the rows, whatever their lengths, over many windows', async () => {
  const texts = Array.from({ length: 2_300 }, (_, i) => {
    const word = names[(i * 7) % 3];
    return `${'so and '.repeat(i % 23)}${word}ful and ${word}ish ${i}`;
  });
  const pieces: string[] = [];
  const shares: (number | null)[] = [];
  const { summary, rows } = await classify(
    { 'long.csv': csv([['n', 'comment'], ...texts.map((text, i) => [String(i), text])]) },
    {},
    { onProgress: ({ phase, share }) => phase === 'classifying' && pieces.push(phase) && shares.push(share) },
  );
  expect(summary.rows).toBe(2_300);
  expect(rows).toHaveLength(2_301);
  const alone = await service.answers.predictAll(texts);
  const wrong = rows.slice(1).filter((row, i) => {
    const answer = alone[i];
    return row[0] !== String(i) || row[2] !== names[answer?.class ?? -1];
  });
  expect(wrong).toEqual([]);
  expect(shares.every((share, i) => i === 0 || (share ?? 0) >= (shares[i - 1] ?? 0))).toBe(true);
});

describe('a file with labels', () => {
  const labelled = (rows: number, seed: number) => {
    const { texts, classes, classNames } = namedClassesDataset(3, rows, seed);
    return Array.from({ length: rows }, (_, row) => [texts.get(row), classNames[classes[row]]]);
  };

  it('is tested on the rows that the network has not seen, as a test on the same data is', async () => {
    const rows = labelled(900, 3);
    const report = await service.evaluation.test();
    const { summary } = await classify({
      'own.csv': csv([['comment', 'mood'], ...rows, rows[0], ['', 'joy']]),
    });
    expect(summary).toMatchObject({ label: 'mood', rows: 902, withoutWords: 1, noTest: null });
    const { accuracy, confusion, excluded, perClass, weighted, interval, f1 } = report;
    expect(summary.test).toMatchObject({
      rows: report.rows,
      accuracy,
      confusion,
      excluded,
      perClass,
      weighted,
    });
    expect(summary.test).toMatchObject({ interval, f1 });
  });

  it('has no test where the network has seen all of it, and says why', async () => {
    const { dataset } = service.data;
    if (!dataset) throw new Error('There is no data.');
    const { trained } = service.models.current().rowsOf(dataset);
    const seen = labelled(900, 3).filter((_, row) => trained.includes(row));
    const { summary } = await classify({ 'seen.csv': csv([['comment', 'mood'], ...seen]) });
    expect(summary).toMatchObject({ rows: seen.length, test: null, noTest: { code: 'nothing-unseen' } });
  });

  it('has no test by a column that says something else', async () => {
    const rows = labelled(60, 4).map(([text], i) => [text, i % 2 ? 'yes' : 'no', String(i % 5)]);
    const { summary } = await classify({ 'other.csv': csv([['comment', 'verified', 'stars'], ...rows]) });
    expect(summary).toMatchObject({ text: 'comment', label: null, test: null, noTest: null });
    await expect(
      classify({ 'other.csv': csv([['comment', 'verified', 'stars'], ...rows]) }, { label: 'verified' }),
    ).rejects.toEqual(told({ code: 'labels-of-no-class', column: 'verified', names }));
  });

  it('takes the columns that are named, and refuses those that are not there', async () => {
    const rows = labelled(40, 5).map(([text, mood]) => [
      'a rather long remark of the shop about it all',
      text,
      mood,
    ]);
    const file = { 'two.csv': csv([['review', 'b', 'mood'], ...rows]) };
    const { summary } = await classify(file, { text: 'b' });
    expect(summary).toMatchObject({ text: 'b', why: null, label: 'mood' });
    expect(summary.test?.accuracy).toBeGreaterThan(0.7);
    await expect(classify(file, { text: 'bb' })).rejects.toEqual(
      told({ code: 'no-such-column', column: 'bb', columns: ['review', 'b', 'mood'] }),
    );
  });
});

it('ends soon after it is cancelled, and writes nothing more', async () => {
  const abort = new AbortController();
  const rows = Array.from({ length: 20_000 }, (_, i) => [`number ${i} is joyful`]);
  let written = 0;
  const write = (piece: string) => {
    written += piece.split('\n').length - 1;
    if (written > 100) abort.abort();
  };
  const work = classify({ 'long.csv': csv([['comment'], ...rows]) }, {}, { write, signal: abort.signal });
  await expect(work).rejects.toHaveProperty('name', 'AbortError');
  expect(written).toBeLessThan(2_000);
});

it('fails as the device does, instead of answering with what a full memory computes', async () => {
  const real = await service.backend.ensure(small);
  const full = new BackendError('device-out-of-memory', { code: 'gpu-memory-full' });
  vi.spyOn(service.backend, 'ensure').mockResolvedValueOnce({ ...real, lost: Promise.resolve(full) });
  await expect(classify({ 'some.csv': 'comment\na joyful day\n' })).rejects.toBe(full);
  expect((await classify({ 'some.csv': 'comment\na joyful day\n' })).summary.rows).toBe(1);
});

it('answers with the decision that is stored in the model, and is tested by it', async () => {
  const { saved } = service.models.current();
  const before = saved.decision;
  onTestFinished(() => void (saved.decision = before));
  const rows = Array.from({ length: 60 }, (_, i) => [
    `${names[i % 3]}ful and ${names[i % 3]}ish ${i}`,
    names[i % 3],
  ]);
  const file = { 'some.csv': csv([['comment', 'mood'], ...rows]) };
  expect((await classify(file)).summary.test?.accuracy).toBeGreaterThan(0.9);
  saved.decision = { temperature: 2, weights: [0.001, 1, 1] };
  const { summary, rows: answers } = await classify(file);
  expect(summary.counts[0]).toBe(0);
  expect(summary.test?.perClass[0].recall).toBe(0);
  const [alone] = await service.answers.predictAll([rows[0][0]]);
  expect(Number(answers[1][3])).toBeCloseTo(alone?.probabilities[0] ?? -1, 5);
});
