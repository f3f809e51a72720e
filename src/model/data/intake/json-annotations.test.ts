/** Exports of programs for annotating texts, and objects that hold their rows somewhere inside. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewTable } from '../preview.ts';
import { readFiles, rowsOf } from './testing/read.ts';

const rows = Array.from({ length: 12 }, (_, i) => ({
  text: `Vase ${i} is ${i % 2 ? 'a beauty' : 'a pity'}`,
  label: i % 2 ? 'positive' : 'negative',
}));
type Row = (typeof rows)[number];

/** Texts and labels that are guessed, as the page and the command line take them. */
async function guessed(text: string, path = 'x.json'): Promise<Row[]> {
  const table = await readFiles({ [path]: text });
  const { guess } = previewTable(table);
  const place = (name: string | null) => table.columns.indexOf(name ?? '');
  return rowsOf(table).map((cells) => ({ text: cells[place(guess.text)], label: cells[place(guess.label)] }));
}

const lines = (make: (row: Row, i: number) => unknown) =>
  rows.map((row, i) => JSON.stringify(make(row, i))).join('\n');
const oneHot = ({ label }: Row) => ({
  positive: label === 'positive' ? 1 : 0,
  negative: label === 'negative' ? 1 : 0,
});

describe('rows of JSON Lines', () => {
  it.each<[string, (row: Row, i: number) => unknown]>([
    ['a list of one label', ({ text, label }, i) => ({ id: i, text, label: [label] })],
    ['a list of one object', ({ text, label }, i) => ({ id: i, text, annotations: [{ label, user: 1 }] })],
    ['one label of many at 1', (row) => ({ text: row.text, cats: oneHot(row) })],
    [
      'true and false',
      ({ text, label }) => ({
        text,
        cats: { positive: label === 'positive', negative: label === 'negative' },
      }),
    ],
    ['a label that was accepted', ({ text, label }) => ({ text, _input_hash: 1, label, answer: 'accept' })],
    [
      'an option that was picked',
      ({ text, label }) => ({
        text,
        options: [
          { id: 'positive', text: 'P!' },
          { id: 'negative', text: 'N!' },
        ],
        accept: [label],
        answer: 'accept',
      }),
    ],
    [
      'an option by its number',
      ({ text, label }, i) => ({
        text,
        options: [
          { id: 0, text: 'negative' },
          { id: 1, text: 'positive' },
        ],
        accept: [i % 2],
        answer: 'accept',
        was: label.length,
      }),
    ],
    ['a row inside', ({ text, label }, i) => ({ row_idx: i, row: { text, label }, truncated_cells: [] })],
    ['a record under its id', ({ text, label }, i) => ({ [`r${i}`]: { text, label } })],
    [
      'responses to questions',
      ({ text, label }, i) => ({
        id: `a${i}`,
        fields: { text },
        responses: [{ values: { mood: { value: label } }, status: 'submitted' }],
      }),
    ],
  ])('with %s', async (_, make) => {
    expect(await guessed(lines(make), 'x.jsonl')).toEqual(rows);
  });
});

describe('one JSON document', () => {
  const byId = Object.fromEntries(rows.map((row, i) => [`k${i}`, row]));
  it.each<[string, unknown]>([
    ['records by id', byId],
    ['records by id in a wrapper', { version: 2, data: byId }],
    [
      'records by id in wrappers beside others',
      { meta: { by: 'us', on: 'Monday' }, answer: { ok: true, reviews: byId } },
    ],
    ['a list some levels down', { status: 'ok', result: { page: 1, response: { items: rows } } }],
    [
      'texts by class',
      {
        positive: rows.filter((_, i) => i % 2).map(({ text }) => text),
        negative: rows.filter((_, i) => i % 2 === 0).map(({ text }) => text),
      },
    ],
    ['labels by text', Object.fromEntries(rows.map(({ text, label }) => [text, label]))],
    ['fields by text', Object.fromEntries(rows.map(({ text, label }, i) => [text, { label, votes: i }]))],
    ['pairs of a text and its categories', rows.map((row) => [row.text, { cats: oneHot(row) }])],
    [
      'rows of a server, with names of classes',
      {
        features: [
          { feature_idx: 0, name: 'text', type: {} },
          { name: 'label', type: { names: ['negative', 'positive'] } },
        ],
        rows: rows.map(({ text }, i) => ({ row_idx: i, row: { text, label: i % 2 }, truncated_cells: [] })),
      },
    ],
  ])('with %s', async (_, document) => {
    const found = await guessed(JSON.stringify(document));
    expect(new Set(found.map((row) => JSON.stringify(row)))).toEqual(
      new Set(rows.map((row) => JSON.stringify(row))),
    );
    expect(found).toHaveLength(rows.length);
  });

  it('with lists for its parts loses none of them', async () => {
    const table = await readFiles({
      'x.json': JSON.stringify({
        about: 'vases',
        train: rows.slice(0, 7),
        dev: rows.slice(7, 9),
        test: rows.slice(9),
      }),
    });
    expect(table.columns).toEqual(['split', 'text', 'label']);
    expect(rowsOf(table).map(([part]) => part)).toEqual([
      ...Array<string>(7).fill('train'),
      'dev',
      'dev',
      ...Array<string>(3).fill('test'),
    ]);
    expect(previewTable(table).guess.split).toBe('split');
  });
});

describe('Label Studio’s export', () => {
  const task = (text: string, choices: (string[] | null)[]) => ({
    id: text.length,
    annotations: choices.map((chosen, i) => ({
      id: i,
      was_cancelled: chosen === null,
      result:
        chosen === null
          ? []
          : [{ from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: chosen } }],
    })),
    predictions: [{ result: [{ from_name: 'mood', value: { choices: ['Negative'] } }] }],
    data: { text, source: 'shop' },
  });

  it('has the text in its data, and the label in what was chosen', async () => {
    const tasks = rows.map(({ text, label }) => task(text, [[label]]));
    expect(await guessed(JSON.stringify(tasks))).toEqual(rows);
  });

  it('has the label that most annotators chose, and none where they differ or skipped', async () => {
    const tasks = [
      task('one', [['Good'], ['Good'], ['Bad']]),
      task('two', [['Good'], ['Bad']]),
      task('three', [null, ['Bad']]),
      task('four', []),
      task('five', [['Good', 'Bad']]),
    ];
    const table = await readFiles({ 'x.json': JSON.stringify(tasks) });
    const place = table.columns.indexOf('mood');
    expect(rowsOf(table).map((row) => row[place])).toEqual(['Good', '', 'Bad', '', '["Good","Bad"]']);
  });
});

it('labels that were rejected or skipped are not the label', async () => {
  const answered = (answer: string) => JSON.stringify({ text: 'a vase', label: 'GOOD', answer });
  const table = await readFiles({ 'x.jsonl': ['accept', 'reject', 'ignore'].map(answered).join('\n') });
  expect(rowsOf(table)).toEqual([
    ['a vase', 'GOOD'],
    ['a vase', 'not GOOD'],
    ['a vase', ''],
  ]);
});

it('objects of zeros and ones that name no key stay columns', async () => {
  const votes = rows.map(({ text }, i) => ({
    text,
    votes: { funny: i % 2, useful: i % 3 ? 1 : 0, cool: 0 },
  }));
  const table = await readFiles({ 'x.json': JSON.stringify(votes) });
  expect(table.columns).toEqual(['text', 'votes.funny', 'votes.useful', 'votes.cool']);
});

it('any value of JSON is read, and no row is lost', async () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 6 }), async (values) => {
      const items = values.map((field, i) => ({ text: `vase ${i}`, label: i % 2, field }));
      const table = await readFiles({ 'x.json': JSON.stringify({ items: [...items, ...items] }) });
      expect(table.rowCount).toBe(2 * items.length);
      const place = table.columns.indexOf('text');
      expect(rowsOf(table).map((row) => row[place])).toEqual([...items, ...items].map(({ text }) => text));
    }),
    { numRuns: 100 },
  );
});
