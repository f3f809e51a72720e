import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearDuplicates, nearness } from './near-duplicates.ts';
import { Random } from './random.ts';
import { SetComparison, Shingles } from './shingles.ts';
import { textColumn } from './text-column.ts';

const random = new Random(5);
const vocabulary = Array.from({ length: 500 }, (_, i) => `word${i}`);
const words = (count: number) => Array.from({ length: count }, () => vocabulary[random.below(500)]);

/** Another word in some places. */
function changed(text: readonly string[], places: number): string[] {
  const copy = [...text];
  for (let i = 0; i < places; i++) copy[Math.floor(((i + 0.5) * copy.length) / places)] = `other${i}`;
  return copy;
}

test('each text that is nearly an earlier one names it', async () => {
  const long = words(230);
  const short = words(40);
  const texts = [
    words(100),
    long,
    changed(long, 3),
    short,
    words(60),
    changed(short, 1),
    changed(long, 60),
    short.map((word) => word.toUpperCase()),
    [...long, 'and', 'one', 'sentence', 'more'],
  ].map((text) => text.join(' '));
  expect([...(await nearDuplicates(textColumn(texts)))]).toEqual([-1, -1, 1, -1, -1, 3, -1, 3, 1]);
});

test('punctuation and dashes make no difference', async () => {
  const text = 'The plot, “thin” as it is, carries one through – somehow – to the very end of it';
  const plain = 'the plot thin as it is carries one through somehow to the very end of it';
  expect([...(await nearDuplicates(textColumn([text, plain])))]).toEqual([-1, 0]);
});

test('letters of scripts without spaces are words', async () => {
  const chinese = '房间很干净，服务员态度也非常热情。早餐种类不少，下次来还会住这家酒店';
  const thai = 'ห้องพักสะอาดมากพนักงานบริการดีอาหารเช้าอร่อยคราวหน้าจะกลับมาพักที่นี่อีก';
  const texts = [
    chinese,
    thai,
    chinese.replaceAll(/[，。]/g, ' ').replace('还会', '会'),
    `${thai}แน่`,
    chinese.split('').toReversed().join(''),
    '\u{20000}\u{20001}好'.repeat(4),
    'a\u{20000}\u{20001}好'.repeat(4),
  ];
  expect([...(await nearDuplicates(textColumn(texts)))]).toEqual([-1, -1, 0, 1, -1, -1, -1]);
});

test('texts under eight words are not compared', async () => {
  const texts = ['one two three four five six seven', 'one two three four five six seven', '', ''];
  expect([...(await nearDuplicates(textColumn(texts)))]).toEqual([-1, -1, -1, -1]);
});

function setOf(text: string): Set<string> {
  const parts = text.split(' ');
  return new Set(parts.slice(2).map((word, i) => `${parts[i]} ${parts[i + 1]} ${word}`));
}

/** |A ∩ B| / |A ∪ B| of two texts' shingles. */
function indexOf(one: string, other: string): number {
  const [a, b] = [setOf(one), setOf(other)];
  const shared = [...a].filter((shingle) => b.has(shingle)).length;
  return shared / (a.size + b.size - shared);
}

test('the sets are compared exactly', () => {
  const lists = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'é', 'đ'), { minLength: 8, maxLength: 60 });
  const read = (text: string) => new Shingles().read(new TextEncoder().encode(text));
  const comparison = new SetComparison();
  fc.assert(
    fc.property(lists, lists, (a, b) => {
      const [one, other] = [a.join(' '), b.join(' ')];
      expect(comparison.jaccard(read(one), read(other))).toBeCloseTo(indexOf(one, other), 10);
    }),
  );
});

test('nearly all pairs over the limit are found, and none below it', async () => {
  const texts: string[] = [];
  for (let i = 0; i < 400; i++) {
    const text = words(30 + random.below(200));
    texts.push(text.join(' '), changed(text, 1 + random.below(8)).join(' '));
  }
  const earlier = await nearDuplicates(textColumn(texts));
  let near = 0;
  let found = 0;
  earlier.forEach((first, row) => {
    const index = row % 2 === 1 ? indexOf(texts[row - 1], texts[row]) : 0;
    if (index >= nearness) near++;
    if (first >= 0) {
      found++;
      expect(first).toBe(row - 1);
      expect(index).toBeGreaterThanOrEqual(nearness);
    }
  });
  expect(near).toBeGreaterThan(150);
  expect(found).toBeGreaterThan(0.98 * near);
});

test('a text is found among others that share much with it, but not enough', async () => {
  const texts: string[] = [];
  const wanted: number[] = [];
  for (let family = 0; family < 20; family++) {
    const base = words(200);
    const first = texts.length;
    // Ten words in 200 differ from one to another, where they have 30 shingles in 228 of their own: 0.74.
    const siblings = Array.from({ length: 10 }, (_, n) =>
      base.map((word, i) => (i % 40 === 4 * n ? `sibling${n}` : word)),
    );
    const copies = siblings.map((text) => [...text, 'indeed']);
    texts.push(...[...siblings, ...copies].map((text) => text.join(' ')));
    wanted.push(...siblings.map(() => -1), ...copies.map((_, n) => first + n));
  }
  expect(indexOf(texts[0], texts[1])).toBeLessThan(0.78);
  const earlier = [...(await nearDuplicates(textColumn(texts)))];
  const misses = earlier.filter((found, row) => found !== wanted[row]).length;
  expect(misses).toBeLessThanOrEqual(2);
});

test('a text under many others of the same phrase is still quick', async () => {
  const phrase = words(40).join(' ');
  const texts = Array.from({ length: 4_000 }, () => `${phrase} ${words(20).join(' ')}`);
  const started = performance.now();
  await nearDuplicates(textColumn(texts));
  expect(performance.now() - started).toBeLessThan(5_000);
});
