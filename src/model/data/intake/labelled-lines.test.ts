import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../contract/messages/testing/saying.ts';
import { previewTable } from '../preview.ts';
import { readFiles, rowsOf } from './testing/read.ts';

const rows = Array.from({ length: 14 }, (_, i) => ({
  text: `${i % 3 ? 'The' : 'Well, the'} bench number ${i} is ${i % 2 ? 'a joy' : 'a pity'}`,
  label: i % 2 ? 'positive' : 'negative',
  bit: `${i % 2}`,
}));
type Row = (typeof rows)[number];

async function guessed(content: string, path: string) {
  const table = await readFiles({ [path]: content });
  const { guess } = previewTable(table);
  const place = (name: string | null) => table.columns.indexOf(name ?? '');
  return rowsOf(table).map((cells) => [cells[place(guess.text)], cells[place(guess.label)]]);
}

describe.each(['a.txt', 'a.data', 'a.csv', 'folder/train'])('a label and a text a line, in %s,', (path) => {
  it.each<[string, (row: Row) => string, 'label' | 'bit']>([
    ['text@label', ({ text, label }) => `${text}@${label}`, 'label'],
    ['1 text', ({ text, bit }) => `${bit} ${text}`, 'bit'],
    ['text 1', ({ text, bit }) => `${text} ${bit}`, 'bit'],
    ['+1 text', ({ text, bit }) => `${bit === '1' ? '+1' : '-1'} ${text}`, 'bit'],
    ['label: text', ({ text, label }) => `${label}: ${text}`, 'label'],
    ['[label] text', ({ text, label }) => `[${label}] ${text}`, 'label'],
    ['text ||| label', ({ text, label }) => `${text} ||| ${label}`, 'label'],
    ['text ## 1', ({ text, bit }) => `${text} ## ${bit}`, 'bit'],
    ['text -> label', ({ text, label }) => `${text} -> ${label}`, 'label'],
    ['text (label)', ({ text, label }) => `${text} (${label})`, 'label'],
    ['LABEL - text', ({ text, label }) => `${label.toUpperCase()} - ${text}`, 'label'],
    ['5 stars: text', ({ text, bit }) => `${bit === '1' ? '5 stars' : '1 star'}: ${text}`, 'bit'],
    ['neg text', ({ text, label }) => `${label.slice(0, 3)} ${text}`, 'label'],
    ['text __label__1', ({ text, bit }) => `${text} __label__${bit}`, 'bit'],
  ])('%s', async (_, line, kind) => {
    const found = await guessed(rows.map(line).join('\n'), path);
    expect(found.map(([text]) => text)).toEqual(rows.map(({ text }) => text));
    const meaning = new Map(found.map(([, label], i) => [label, rows[i][kind]]));
    expect(meaning.size).toBe(2);
    expect(found.map(([, label]) => meaning.get(label))).toEqual(rows.map((row) => row[kind]));
  });
});

describe('a label behind each text is found', () => {
  const labels = ['negative', 'positive'];
  it.each([
    [
      'where a quote behind a bar never closes',
      ['fine', 'a|b', 'a|c', 'b|a', 'c|"ah', 'good', 'd', 'e', 'f g', 'h'],
    ],
    [
      'where all texts but the first have one comma',
      'fine a b c d e f g h i'.split(' ').map((text, i) => (i ? `${text},x` : text)),
    ],
  ])('%s', async (_, texts) => {
    const lines = texts.map((text, i) => `${text}@${labels[i % 2]}`);
    const table = await readFiles({ 'a.txt': lines.join('\n') });
    expect(rowsOf(table)).toEqual(texts.map((text, i) => [labels[i % 2], text]));
  });
});

describe('records of several lines', () => {
  it.each<[string, (row: Row, i: number) => string]>([
    [
      'fields by name',
      ({ text, bit }, i) => `product/id: ${i}\nreview/score: ${bit}\nreview/text: ${text}\n`,
    ],
    ['fields by name, without empty lines', ({ text, bit }) => `text = ${text}\nlabel = ${bit}`],
    ['a text over two lines', ({ text, bit }) => `label: ${bit}\ntext: ${text.replace(' bench', '\nbench')}`],
    ['a text, then its label', ({ text, bit }) => `${text}\n${bit}`],
    ['a label, then its text, then an empty line', ({ text, label }) => `${label}\n${text}\n`],
    ['a text, its subject and its label', ({ text, bit }, i) => `${text}\nbench ${i}\n${bit}`],
    [
      'a text of some lines, its label, then an empty line',
      ({ text, label }, i) => `${i % 2 ? text : text.replace(' number', '\nnumber')}\n${label}\n`,
    ],
  ])('%s', async (_, record) => {
    const found = await guessed(rows.map(record).join('\n'), 'a.txt');
    expect(found.map(([text]) => text)).toEqual(rows.map(({ text }) => text));
    expect(new Set(found.map(([, label]) => label)).size).toBe(2);
  });
});

describe('prose', () => {
  it.each([
    [
      'lines that begin with words that may be labels',
      'Good, we went there.\nBad luck had us.\nNo one came.\nYes, they did.\nGood: it was over.',
    ],
    ['lines that end with numbers', 'We had 3\nThey had 17\nNobody had 240\nAll had 9\nSome had 81'],
    ['numbers of features', '1 3:0.5 7:1\n0 2:1 9:0.25\n1 3:1 8:1\n0 4:1 6:1\n1 1:1 2:1'],
    [
      'lines without labels',
      'What a day.\nWhat a night.\nAnd what a morning.\nThen it rained.\nThen it did not.',
    ],
  ])('is no table of labels: %s', async (_, text) => {
    await expect(readFiles({ 'a.txt': text })).rejects.toThrow(saying('has only one column'));
  });
});

it('texts of any kind come whole, wherever the file is cut', async () => {
  const text = fc
    .string({
      unit: fc.constantFrom('a', 'B', ' ', ',', '.', '@', '|', 'é', '5', '-', '"'),
      minLength: 3,
      maxLength: 30,
    })
    .filter((line) => /[aB]/.test(line))
    .map((line) => `x${line.replaceAll(/\s+/g, ' ')}x`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 8, maxLength: 12 }),
      fc.integer({ min: 1, max: 50 }),
      async (texts, chunkUnits) => {
        const content = texts.map((line, i) => `${line}@${i % 2 ? 'positive' : 'negative'}`).join('\n');
        const table = await readFiles({ 'a.txt': content }, { chunkUnits });
        if (table.format !== 'text') return;
        expect(rowsOf(table)).toEqual(texts.map((line, i) => [i % 2 ? 'positive' : 'negative', line]));
      },
    ),
    { numRuns: 150 },
  );
});
