import { expect, it } from 'vitest';
import { partNames } from '../../contract/parts.ts';
import { presetConfig } from '../../contract/settings.ts';
import { tinyData } from '../testing/tiny-data.ts';
import type { EncodedPart } from './encode.ts';
import { shuffled } from './shuffled.ts';

const data = await tinyData(presetConfig(), 400);
const rowsOf = ({ tokens, offsets }: EncodedPart) =>
  Array.from({ length: offsets.length - 1 }, (_, row) => [
    ...tokens.subarray(offsets[row], offsets[row + 1]),
  ]);
const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

it('puts the labels of training reviews in an order of chance, and no other', () => {
  const { train, validation, test } = shuffled(data, 'labels', 3);
  expect(train.tokens).toEqual(data.train.tokens);
  expect(sorted(train.classes)).toEqual(sorted(data.train.classes));
  const moved = train.classes.filter((label, row) => label !== data.train.classes[row]);
  // Half of the labels of two classes alike meet their own class again.
  expect(moved.length / train.classes.length).toBeGreaterThan(0.35);
  expect([validation, test]).toEqual([data.validation, data.test]);
});

it('puts the words of each review of every part in an order of chance', () => {
  const mixed = shuffled(data, 'words', 3);
  for (const part of partNames) {
    expect(mixed[part].classes).toEqual(data[part].classes);
    const [before, after] = [data[part], mixed[part]].map(rowsOf);
    expect(after.map(sorted)).toEqual(before.map(sorted));
    const moved = after.filter((row, at) => row.join() !== before[at].join());
    expect(moved.length / before.length).toBeGreaterThan(0.8);
  }
});

it('is the same for a seed, another for another, and leaves the data as it is', () => {
  const before = structuredClone([data.train.tokens, data.train.classes]);
  for (const shuffling of ['labels', 'words'] as const) {
    expect(shuffled(data, shuffling, 3).train).toEqual(shuffled(data, shuffling, 3).train);
    expect(shuffled(data, shuffling, 3).train).not.toEqual(shuffled(data, shuffling, 4).train);
  }
  expect([data.train.tokens, data.train.classes]).toEqual(before);
  expect(shuffled(data, null, 3)).toBe(data);
});
