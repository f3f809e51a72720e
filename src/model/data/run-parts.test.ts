import { saying } from '../../contract/messages/testing/saying.ts';
import { expect, test } from 'vitest';
import type { Part } from '../../contract/dataset.ts';
import { canonicalKeysOf } from './canonical-key.ts';
import { runParts } from './run-parts.ts';
import { keySet, rowsBySeen, sameSeen, unionOf } from './seen-texts.ts';
import { textColumn } from './text-column.ts';

const config = { trainShare: 0.8, validationShare: 0.1, splitSeed: 1 };

/** [text, part] with classes in turn. */
function source(rows: readonly (readonly [string, Part | null])[], provided = true) {
  const keys = canonicalKeysOf(textColumn(rows.map(([text]) => text)));
  const classes = Uint8Array.from(rows, (_, row) => row % 2);
  return { keys, classes, provided: provided ? rows.map(([, part]) => part) : null };
}

const many = (part: Part, count: number) =>
  Array.from({ length: count }, (_, i): [string, Part] => [`${part} review ${i}`, part]);

test('by chance the parts are those of the split, and what is tested is what was not seen', () => {
  const data = source(many('train', 300), false);
  const { parts, seen } = runParts(data, config);
  const found = rowsBySeen(data.keys, seen);
  expect(found.trained).toEqual(parts.train);
  expect(found.validated).toEqual(parts.validation);
  expect(found.unseen).toEqual(parts.test);
});

test('copies across provided parts are neither validated nor tested on', () => {
  const rows: [string, Part][] = [
    ...many('train', 20),
    ...many('validation', 6),
    ...many('test', 10),
    ['TRAIN review 3!', 'validation'],
    ['<i>train</i> review 4', 'test'],
    ['validation review, 5', 'test'],
    ['one more review', 'test'],
  ];
  const { parts } = runParts(source(rows), config);
  expect(parts.train).toEqual(Int32Array.from({ length: 20 }, (_, i) => i));
  expect([...parts.validation]).toEqual([20, 21, 22, 23, 24, 25]);
  expect([...parts.test]).toEqual([26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 39]);
});

test('a part of which nothing unseen remains is refused', () => {
  const copies = Array.from({ length: 4 }, (_, i): [string, Part] => [`Train review ${i}.`, 'test']);
  expect(() => runParts(source([...many('train', 40), ...copies]), config)).toThrow(
    saying(
      'Every review of the test part that came with the data is in another part too. Choose no split column, or upload a test part of other reviews.',
    ),
  );
});

test('what a network has seen whose training continues is what both runs have seen', () => {
  const first = source(many('train', 300), false);
  const { seen: base } = runParts(first, config);
  const second = source([...many('train', 150), ...many('test', 300)], false);
  const { parts, seen } = runParts(second, { ...config, splitSeed: 5 }, base);
  for (const key of base.trained) expect(seen.trained).toContain(key);
  for (const key of base.validated) expect(seen.validated).toContain(key);
  const { trained, validated } = rowsBySeen(second.keys, base);
  const seenBefore = new Set([...trained, ...validated]);
  expect(parts.test.some((row) => seenBefore.has(row))).toBe(false);
  expect(parts.validation.some((row) => trained.includes(row))).toBe(false);
  // To continue that run, the same base gives the same parts.
  expect(sameSeen(runParts(second, { ...config, splitSeed: 5 }, base).seen, seen)).toBe(true);
});

test('a set of keys is ascending and has none twice', () => {
  const keys = Float64Array.of(9, 2 ** 47, 3, 9, 0);
  expect([...keySet(keys)]).toEqual([0, 3, 9, 2 ** 47]);
  expect([...unionOf(Float64Array.of(1, 3), Float64Array.of(2, 3))]).toEqual([1, 2, 3]);
  expect(sameSeen(null, null)).toBe(true);
  expect(sameSeen({ trained: Float64Array.of(1), validated: Float64Array.of() }, null)).toBe(false);
});
