import { expect, test } from 'vitest';
import { partNames } from '../../contract/parts.ts';
import { datasetOf } from './dataset-of.ts';
import type { Dataset } from './dataset.ts';
import { encodeText, reviewLength, type EncodedPart } from './encode.ts';
import { encodeRows, prepare, type PrepareConfig } from './prepare.ts';
import { textColumn } from './text-column.ts';
import { unknownId } from './vocabulary.ts';

const config: PrepareConfig = {
  trainShare: 0.6,
  validationShare: 0.2,
  vocabularySize: 40,
  maxLength: 4,
  keptEnd: 'end',
  lowercase: true,
  punctuation: false,
  splitSeed: 1,
};

/** Each review has words of its own, so that a word tells its review. */
const texts = Array.from({ length: 50 }, (_, i) => {
  if (i === 7 || i === 30) return '!!!';
  return `Start${i} the ${i % 2 ? 'good film' : 'bad'} word${i} end${i}`;
});
const classes = Uint8Array.from(texts, (_, i) => i % 2);
const datasetFor = (contents: string[]): Dataset =>
  datasetOf({ name: 'test', texts: textColumn(contents), classes, classNames: ['bad', 'good'] });
const dataset = datasetFor(texts);

function review(part: EncodedPart, row: number): number[] {
  return [...part.tokens.subarray(part.offsets[row], part.offsets[row + 1])];
}

const rule = { ...config, tokenization: 'words', stripMarkup: false } as const;

test('each part holds its rows in order, encoded as a single text would be', async () => {
  const data = await prepare(dataset, config);
  for (const name of partNames) {
    const part = data[name];
    expect(part.classes.length).toBe(data.indices[name].length);
    data.indices[name].forEach((row, i) => {
      expect(part.classes[i]).toBe(dataset.classes[row]);
      expect(review(part, i)).toEqual([...encodeText(texts[row], data.vocabulary, rule).ids]);
    });
    expect(part.offsets.at(-1)).toBe(part.tokens.length);
  }
  expect(data.reviewsCut).toBe(48);
});

test('the vocabulary knows words of the training part alone, and only those that are read', async () => {
  const data = await prepare(dataset, { ...config, vocabularySize: 1_000 });
  const { vocabulary } = data;
  texts.forEach((text, row) => {
    if (text === '!!!') return;
    expect(vocabulary.idOf(`end${row}`) !== unknownId).toBe(data.indices.train.includes(row));
    expect(vocabulary.idOf(`start${row}`)).toBe(unknownId);
  });
  expect(vocabulary.tokens.slice(0, 2)).toEqual(['<pad>', '<unk>']);
  expect(vocabulary.tokens.slice(2, 6).toSorted()).toEqual(['bad', 'film', 'good', 'the']);
});

test('the vocabulary keeps to its size', async () => {
  const { vocabulary, train } = await prepare(dataset, config);
  expect(vocabulary.size).toBe(40);
  expect(Math.max(...train.tokens)).toBe(39);
  expect(Math.min(...train.tokens)).toBe(unknownId);
});

test('a review without words is one unknown word', async () => {
  const data = await prepare(dataset, config);
  const found = partNames.flatMap((name) =>
    [...data.indices[name]].flatMap((row, i) => (texts[row] === '!!!' ? [review(data[name], i)] : [])),
  );
  expect(found).toEqual([[unknownId], [unknownId]]);
});

test('either end of a long review is kept', async () => {
  const all = { ...config, vocabularySize: 1_000, maxLength: 2 };
  const words = async (keptEnd: 'start' | 'end') => {
    const { vocabulary, train } = await prepare(dataset, { ...all, keptEnd });
    expect(reviewLength(train, 0)).toBe(2);
    return review(train, 0).map((id) => vocabulary.tokens[id].replace(/\d+/, ''));
  };
  expect(await words('start')).toEqual(['start', 'the']);
  expect(await words('end')).toEqual(['word', 'end']);
});

test('the same settings give the same data', async () => {
  expect(await prepare(dataset, config)).toEqual(await prepare(dataset, config));
  expect((await prepare(dataset, { ...config, splitSeed: 2 })).indices).not.toEqual(
    (await prepare(dataset, config)).indices,
  );
});

test('rows are encoded again for a vocabulary that is there already', async () => {
  const data = await prepare(dataset, config);
  expect(await encodeRows(dataset, data.indices.test, data.vocabulary, config)).toEqual(data.test);
});

const large = datasetFor(texts.map((text) => `${text} `.repeat(20_000)));

test('long work lets others in, and can be stopped', async () => {
  let others = 0;
  const timer = setInterval(() => others++, 1);
  await prepare(large, config);
  clearInterval(timer);
  expect(others).toBeGreaterThan(2);

  const controller = new AbortController();
  const stopped = prepare(large, config, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')));
  await expect(stopped).rejects.toThrow('enough');
});
