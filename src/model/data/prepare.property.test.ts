import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fields } from '../../contract/settings.ts';
import { canonicalKeysOf } from './canonical-key.ts';
import { truncatedRange, mostIds } from './encode.ts';
import { encodeRows, prepare, type PrepareConfig } from './prepare.ts';
import { Random } from './random.ts';
import { splitDataset } from './split.ts';
import { textColumn } from './text-column.ts';
import { tokenize } from './tokenize.ts';
import { Vocabulary } from './vocabulary.ts';

type Content = Parameters<typeof prepare>[0];

const parts = ['train', 'validation', 'test'] as const;

function datasetFor(texts: readonly string[]): Content {
  const column = textColumn(texts);
  const classes = Uint8Array.from(texts, (_, row) => row % 2);
  return { texts: column, keys: canonicalKeysOf(column), classes, classNames: ['no', 'yes'], provided: null };
}

/** The same with strings in a map, a text after the other. */
function plainly({ texts, ...content }: Content, config: PrepareConfig) {
  const split = splitDataset(content, config);
  const isTraining = new Set(split.train);
  const counts = new Map<string, number>();
  const kept = Array.from({ length: texts.length }, (_, row) => {
    const words = tokenize(texts.get(row), config);
    for (const word of words) counts.set(word, counts.get(word) ?? 0);
    const read = words.slice(...truncatedRange(words.length, config));
    if (isTraining.has(row)) for (const word of read) counts.set(word, (counts.get(word) ?? 0) + 1);
    return read;
  });
  const known = [...counts].filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  const tokens = ['<pad>', '<unk>', ...known.map(([word]) => word)].slice(0, config.vocabularySize);
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const idsOf = (row: number) => (kept[row].length > 0 ? kept[row] : ['']).map((word) => idOf.get(word) ?? 1);
  return { split, tokens, ids: parts.map((part) => Array.from(split[part], idsOf)) };
}

async function expectSame(dataset: Content, config: PrepareConfig): Promise<void> {
  const data = await prepare(dataset, config);
  const plain = plainly(dataset, config);
  expect(data.vocabulary.tokens).toEqual(plain.tokens);
  parts.forEach((name, i) => {
    const { tokens, offsets, classes } = data[name];
    const reviews = Array.from(classes, (_, row) => [...tokens.subarray(offsets[row], offsets[row + 1])]);
    expect(reviews).toEqual(plain.ids[i]);
    expect(offsets.at(-1)).toBe(tokens.length);
    expect([...classes]).toEqual(Array.from(plain.split[name], (row) => dataset.classes[row]));
  });
}

/** Drawn texts may all be alike, and then all be in one part. */
const allDifferent = Array.from({ length: 30 }, (_, i) => `film ${i}`);

test('prepared data is what a plain reading of the texts gives', async () => {
  const word = fc.constantFrom('a', 'A', 'the', 'film', 'Việt', 'Nam', 'don’t', '…', '7', '😀', 'ﬁne');
  const texts = fc.array(fc.array(word, { maxLength: 12 }), { minLength: 20, maxLength: 60 });
  const config = fc.record({
    trainShare: fc.constant(0.6),
    validationShare: fc.constant(0.2),
    vocabularySize: fc.integer({ min: 3, max: 12 }),
    maxLength: fc.integer({ min: 1, max: 14 }),
    keptEnd: fc.constantFrom('start' as const, 'end' as const),
    lowercase: fc.boolean(),
    punctuation: fc.boolean(),
    splitSeed: fc.nat(1_000),
  });
  await fc.assert(
    fc.asyncProperty(texts, config, (rows, settings) =>
      expectSame(datasetFor([...rows.map((words) => words.join(' ')), ...allDifferent]), settings),
    ),
    { numRuns: 60 },
  );
});

const config: PrepareConfig = {
  trainShare: 0.8,
  validationShare: 0.1,
  vocabularySize: 50_000,
  maxLength: 150,
  keptEnd: 'end',
  lowercase: true,
  punctuation: false,
  splitSeed: 1,
};

test('so it is with more words than 16 bits number', async () => {
  const random = new Random(9);
  // Every other word is one of a hundred, which come again behind very many others.
  const word = (_: unknown, i: number) => `w${random.below(i % 2 ? 100 : 1_000_000)}`;
  const texts = Array.from({ length: 1_000 }, () =>
    Array.from({ length: 100 + random.below(150) }, word).join(' '),
  );
  expect(new Set(texts.flatMap((text) => text.split(' '))).size).toBeGreaterThan(mostIds);
  await expectSame(datasetFor(texts), config);
});

test('the settings allow no vocabulary that tokens can’t hold', () => {
  expect(fields.vocabularySize.max).toBeLessThanOrEqual(mostIds);
});

test('a vocabulary of more ids than tokens can hold is refused', async () => {
  const tokens = ['<pad>', '<unk>', ...Array.from({ length: mostIds - 2 }, (_, i) => `w${i}`)];
  const dataset = datasetFor(Array.from({ length: 20 }, (_, row) => `w${row} w${mostIds - 3}`));
  const rows = Int32Array.of(3);
  const part = await encodeRows(dataset, rows, new Vocabulary(tokens), config);
  expect([...part.tokens]).toEqual([5, mostIds - 1]);
  const larger = new Vocabulary([...tokens, 'more']);
  await expect(encodeRows(dataset, rows, larger, config)).rejects.toThrow('at most 65536 ids');
  await expect(prepare(dataset, config, { vocabulary: larger })).rejects.toThrow(RangeError);
});
