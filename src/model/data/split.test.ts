import { say } from '../../contract/messages/en/say.ts';
import { saying } from '../../contract/messages/testing/saying.ts';
import { configProblems } from '../../contract/settings.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../errors.ts';
import { canonicalKeysOf } from './canonical-key.ts';
import { keySet } from './seen-texts.ts';
import { partNames } from '../../contract/parts.ts';
import { placeOf, splitDataset, type SplitConfig, type SplitSource } from './split.ts';
import { textColumn } from './text-column.ts';

const shares = fc
  .record({
    trainShare: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    part: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  })
  .map(({ trainShare, part }) => ({ trainShare, validationShare: (1 - trainShare) * part }));
const seeds = fc.integer({ min: 0, max: 2_147_483_647 });

/** A row: its text, and its label. */
interface Row {
  text: string;
  label: number;
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({ text: `the review number ${i}`, label: i % 2 }));

function sourceOf(rows: readonly Row[]): SplitSource {
  const keys = canonicalKeysOf(textColumn(rows.map(({ text }) => text)));
  return { keys, classes: Uint8Array.from(rows, ({ label }) => label), provided: null };
}

/** The part of each row by its text. */
function partsOf(rows: readonly Row[], config: SplitConfig): Map<string, string> {
  const split = splitDataset(sourceOf(rows), config);
  return new Map(partNames.flatMap((part) => Array.from(split[part], (row) => [rows[row].text, part])));
}

const config = { trainShare: 0.8, validationShare: 0.1, splitSeed: 1 };

test('every row is in exactly one part, ascending, and training has both classes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 300 }), shares, seeds, (count, share, splitSeed) => {
      const source = sourceOf(rowsOf(count));
      let split;
      try {
        split = splitDataset(source, { ...share, splitSeed });
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        return;
      }
      const parts = partNames.map((part) => split[part]);
      const all = parts.flatMap((rows) => [...rows]).toSorted((a, b) => a - b);
      expect(all).toEqual([...source.keys.keys()]);
      for (const rows of parts) {
        expect(rows).toEqual(rows.toSorted());
        expect(rows.length).toBeGreaterThan(0);
      }
      expect(new Set(split.train.map((row) => source.classes[row])).size).toBe(2);
    }),
  );
});

test('a row’s part depends on its text and the split seed alone: not on labels, order, or what else is there', () => {
  const words = fc.array(fc.constantFrom('a', 'good', 'bad', 'film', 'Ünï', 'phở', '7'), {
    minLength: 1,
    maxLength: 6,
  });
  const row = fc.record({ text: words.map((list) => list.join(' ')), label: fc.integer({ min: 0, max: 1 }) });
  const many = fc.uniqueArray(row, { selector: ({ text }) => text, minLength: 20, maxLength: 80 });
  const change = fc.record({ relabel: fc.nat(), exclude: fc.nat(), shuffled: fc.infiniteStream(fc.nat()) });
  let compared = 0;
  fc.assert(
    fc.property(many, many, seeds, change, (rows, others, splitSeed, { relabel, exclude, shuffled }) => {
      const settings = { ...config, splitSeed };
      const known = new Set(rows.map(({ text }) => text));
      const excluded = rows[exclude % rows.length].text;
      const changed = [...rows, ...others.filter(({ text }) => !known.has(text))]
        .map((each, i) => (i === relabel % rows.length ? { ...each, label: 1 - each.label } : each))
        .filter(({ text }) => text !== excluded)
        .map((each) => ({ each, order: shuffled.next().value }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ each }) => each);
      let before, after;
      try {
        before = partsOf(rows, settings);
        after = partsOf(changed, settings);
      } catch (error) {
        // Too few rows for these shares.
        expect(error).toBeInstanceOf(InputError);
        return;
      }
      for (const [text, part] of before) if (text !== excluded) expect(after.get(text)).toBe(part);
      compared++;
    }),
  );
  expect(compared).toBeGreaterThan(30);
});

test('texts that no network can tell apart are in one part', () => {
  const rows = rowsOf(200);
  const twins = rows.flatMap(({ text, label }, i) => [
    { text, label },
    { text: `${text.toUpperCase()}!!!`, label },
    { text: `“<b>${text}</b>” – ${i % 3 ? '😀' : '&hellip;'}`, label },
  ]);
  const parts = partsOf(twins, config);
  expect(new Set(parts.values()).size).toBe(3);
  for (const { text } of rows) {
    const ofTwins = [...parts].filter(([twin]) => new RegExp(`\\b${text}\\b`, 'i').test(twin));
    expect(ofTwins).toHaveLength(3);
    expect(new Set(ofTwins.map(([, part]) => part)).size).toBe(1);
  }
});

test('the split seed moves texts, and the training part of it all', () => {
  const rows = rowsOf(400);
  const one = partsOf(rows, config);
  const other = partsOf(rows, { ...config, splitSeed: 2 });
  const moved = rows.filter(({ text }) => one.get(text) !== other.get(text));
  // 1 − (0.8² + 0.1² + 0.1²) = 34% of them.
  expect(moved.length).toBeGreaterThan(100);
  expect(moved.length).toBeLessThan(170);
  const testedTwice = rows.filter(({ text }) => one.get(text) === 'test' && other.get(text) === 'test');
  expect(testedTwice.length).toBeLessThan(15);
});

test('parts have their shares, within what chance allows', () => {
  const split = splitDataset(sourceOf(rowsOf(20_000)), config);
  // Four standard deviations of a binomial count are 4 · √(20,000 · 0.1 · 0.9) = 170.
  expect(Math.abs(split.test.length - 2_000)).toBeLessThan(170);
  expect(Math.abs(split.validation.length - 2_000)).toBeLessThan(170);
});

test('the folds validate on each review that is not for the test once, and leave the test part alone', () => {
  const rows = rowsOf(600);
  const tested = fc.constantFrom(0, 0.1, 0.2, 0.5);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 13 }), tested, seeds, (folds, testShare, splitSeed) => {
      const source = sourceOf(rows);
      // Without a share for the test, the test part is provided.
      if (testShare === 0) source.provided = rows.map((_, i) => (i % 5 === 0 ? 'test' : null));
      const validationShare = (1 - Math.max(0.1, testShare)) / folds;
      const trainShare = (folds - 1) * validationShare;
      const splits = Array.from({ length: folds }, (_, i) =>
        splitDataset(source, { trainShare, validationShare, splitSeed, fold: i + 1 }),
      );
      const validated = splits.flatMap(({ validation }) => [...validation]).toSorted((a, b) => a - b);
      expect(validated).toEqual([...splits[0].train, ...splits[0].validation].toSorted((a, b) => a - b));
      for (const split of splits) expect(split.test).toEqual(splits[0].test);
    }),
    { numRuns: 40 },
  );
});

test('a fold that no share is left for is refused, with a sentence', () => {
  expect(configProblems({ fold: 9 })).toEqual([]);
  expect(configProblems({ fold: 10 })).toEqual([{ kind: 'fold' }]);
});

test('places are spread evenly, whatever the seed and the keys', () => {
  for (const splitSeed of [0, 1, 2, 2_147_483_647]) {
    const counts = Array.from({ length: 20 }, () => 0);
    for (let key = 0; key < 20_000; key++) counts[Math.floor(20 * placeOf(key * 2 ** 24, splitSeed))]++;
    // χ² with 19 degrees of freedom is above 51 once in 10,000 times.
    const chi = counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    expect(chi).toBeLessThan(51);
  }
});

test('the test part stays when only training and validation change places', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 80 }),
      fc.integer({ min: 1, max: 9 }),
      seeds,
      (train, tenth, seed) => {
        const both = (100 - 10) / 100;
        const shareOf = (value: number) => (both * value) / 100;
        const source = sourceOf(rowsOf(300));
        const split = (trainShare: number) =>
          splitDataset(source, { trainShare, validationShare: both - trainShare, splitSeed: seed }).test;
        expect(split(shareOf(train))).toEqual(split(shareOf(Math.max(10, train - tenth))));
      },
    ),
  );
  const source = sourceOf(rowsOf(300));
  const one = splitDataset(source, { trainShare: 0.7, validationShare: 0.2, splitSeed: 1 });
  expect(splitDataset(source, config).test).toEqual(one.test);
});

test('with few reviews, a sentence names a split seed that works', () => {
  const source = sourceOf(rowsOf(20));
  const failing = Array.from({ length: 60 }, (_, i) => i + 1).flatMap((splitSeed) => {
    try {
      splitDataset(source, { ...config, splitSeed });
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      return [{ splitSeed, told: (error as InputError).told }];
    }
  });
  // An empty part of a tenth of 20: 0.9 to the power of 20 is 12%, for each of two parts.
  expect(failing.length).toBeGreaterThan(5);
  expect(failing.length).toBeLessThan(25);
  for (const { splitSeed, told } of failing) {
    expect(told).toMatchObject({ code: 'part-lacks', oneClass: false, why: 'seed', seed: splitSeed });
    expect(say(told)).toMatch(
      /^No review is in the (validation|test) part with Split seed \d+\. Set it to \d+, or add more reviews\.$/,
    );
    const better = told.code === 'part-lacks' ? told.better : undefined;
    expect(() => splitDataset(source, { ...config, splitSeed: better ?? 0 })).not.toThrow();
  }
});

test('training on one class is refused, and too few reviews', () => {
  const one = { ...sourceOf(rowsOf(40)), classes: new Uint8Array(40) };
  expect(() => splitDataset(one, config)).toThrow(
    saying(
      'The training part has no review of one of the classes: there are too few for these shares. Add more reviews of each class, or change the shares.',
    ),
  );
  expect(() => splitDataset(sourceOf(rowsOf(2)), config)).toThrow(saying('too few for these shares'));
});

test('a test part of one class is allowed where chance decided', () => {
  const rows = rowsOf(60);
  const tested = splitDataset(sourceOf(rows), config).test;
  const classes = Uint8Array.from(rows, (_, row) => (tested.includes(row) ? 1 : row % 2));
  expect(splitDataset({ ...sourceOf(rows), classes }, config).test).toEqual(tested);
});

test('a network whose training continues is not validated or tested on what it was trained on', () => {
  fc.assert(
    fc.property(seeds, seeds, fc.integer({ min: 60, max: 200 }), (first, second, count) => {
      const source = sourceOf(rowsOf(count));
      const keysOf = (rows: Int32Array) => keySet(Float64Array.from(rows, (row) => source.keys[row]));
      const even = { trainShare: 0.6, validationShare: 0.2 };
      const before = splitDataset(source, { ...even, splitSeed: first });
      const base = { trained: keysOf(before.train), validated: keysOf(before.validation) };
      let after;
      try {
        after = splitDataset(source, { ...even, splitSeed: second }, base);
      } catch (error) {
        expect((error as InputError).told).toMatchObject({ code: 'part-lacks', why: 'seen' });
        return;
      }
      const trained = new Set(before.train);
      const seen = new Set([...before.train, ...before.validation]);
      expect(after.validation.some((row) => trained.has(row))).toBe(false);
      expect(after.test.some((row) => seen.has(row))).toBe(false);
      expect(after.train.length + after.validation.length + after.test.length).toBe(count);
      if (first === second) expect(after).toEqual(before);
    }),
  );
});

test('with the same split seed a network whose training continues has the same parts', () => {
  const source = sourceOf(rowsOf(200));
  const before = splitDataset(source, config);
  const keysOf = (rows: Int32Array) => keySet(Float64Array.from(rows, (row) => source.keys[row]));
  const base = { trained: keysOf(before.train), validated: keysOf(before.validation) };
  expect(splitDataset(source, config, base)).toEqual(before);
  expect(splitDataset(source, { ...config, trainShare: 0.7, validationShare: 0.2 }, base)).toEqual(before);
});

test('when training continues only those test texts leave the test part that the network was validated on', () => {
  const rows = rowsOf(200);
  const source = sourceOf(rows);
  const before = splitDataset(source, config);
  const validated = before.test.slice(0, 3);
  const keysOf = (own: Int32Array) => keySet(Float64Array.from(own, (row) => source.keys[row]));
  const after = splitDataset(source, config, {
    trained: new Float64Array(),
    validated: keysOf(Int32Array.of(...validated, ...before.train.slice(0, 3))),
  });
  expect([...after.test]).toEqual([...before.test].filter((row) => !validated.includes(row)));
  expect([...after.validation]).toEqual([...before.validation, ...validated].toSorted((a, b) => a - b));
  expect(after.train).toEqual(before.train);
});

test('folds are refused where the data says which rows validate, and where it does not they are not', () => {
  const source = sourceOf(rowsOf(100));
  const provided = (part: 'validation' | 'test') => ({
    ...source,
    provided: Array.from(source.keys, (_, row) => (row < 20 ? part : 'train')),
  });
  const refused = expect.objectContaining({ told: { code: 'fold-of-provided' } }) as Error;
  expect(() => splitDataset(provided('validation'), { ...config, fold: 2 })).toThrow(refused);
  expect(() => splitDataset(provided('validation'), { ...config, fold: 1 })).not.toThrow();
  expect(() => splitDataset(provided('validation'), config)).not.toThrow();
  expect(() => splitDataset(provided('test'), { ...config, fold: 2 })).not.toThrow();
});
