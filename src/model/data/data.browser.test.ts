import { expect, test } from 'vitest';
import { datasetFromTable, prepare, previewTable, readTable } from './index.ts';
import { sentimentClasses } from '../../contract/label-classes.ts';

/** "It’s" with an apostrophe and é of windows-1252, among other text. */
function windows1252(): Blob {
  const lines = Array.from(
    { length: 40 },
    (_, i) => `It\u0092s caf\u00e9 number ${i},${i % 2 ? 'good' : 'bad'}\n`,
  );
  return new Blob([Uint8Array.from(`text,label\n${lines.join('')}`, (unit) => unit.charCodeAt(0))]);
}

test('a windows-1252 file goes from bytes to ids in a browser', async () => {
  const table = await readTable([{ path: 'reviews.csv', blob: windows1252() }], {});
  expect(table.encoding).toBe('windows-1252');
  expect(table.cells.map((column) => column.get(0))).toEqual(['It’s café number 0', 'bad']);

  const { guess, values } = previewTable(table);
  expect(guess).toMatchObject({ text: 'text', label: 'label' });
  const classes = sentimentClasses(values['label'] ?? []);
  const dataset = await datasetFromTable(table, { text: 'text', label: 'label', classes });
  expect(dataset.texts.length).toBe(40);

  const config = {
    trainShare: 0.5,
    validationShare: 0.25,
    vocabularySize: 50,
    maxLength: 9,
    lowercase: true,
    punctuation: false,
    splitSeed: 1,
  };
  const data = await prepare(dataset, { ...config, keptEnd: 'end' });
  expect(data.vocabulary.tokens.slice(0, 5)).toEqual(['<pad>', '<unk>', "it's", 'café', 'number']);
  expect(data.train.classes.length + data.validation.classes.length + data.test.classes.length).toBe(40);
});
