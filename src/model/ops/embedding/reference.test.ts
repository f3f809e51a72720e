import { expect, it } from 'vitest';
import { finiteDifferences, randomSource, relativeError, weightedSum } from '../helpers/differences.ts';
import { embeddingReference, embeddingReferenceGrad } from './reference.ts';

const vocabularySize = 6;
const embeddingSize = 3;

it('copies the row of each id', () => {
  const table = Float64Array.of(1, 2, 3, 4, 5, 6);
  expect([...embeddingReference(Int32Array.of(2, 0, 2), table, 2)]).toEqual([5, 6, 1, 2, 5, 6]);
});

it('has the gradient that finite differences give, with duplicate tokens', () => {
  const random = randomSource(1);
  const ids = Int32Array.of(3, 1, 3, 5, 3, 1, 0);
  const table = random(vocabularySize * embeddingSize);
  const dy = random(ids.length * embeddingSize);
  const order = Int32Array.of(6, 1, 5, 0, 2, 4, 3);
  const sortedIds = order.map((n) => ids[n]);
  const loss = () => weightedSum(embeddingReference(ids, table, embeddingSize), dy);
  const dTable = embeddingReferenceGrad({ dy, sortedIds, order, vocabularySize, embeddingSize });
  expect(relativeError(dTable, finiteDifferences(table, loss))).toBeLessThan(1e-6);
});

it('gives padding and words without a token no gradient', () => {
  const dy = Float64Array.of(1, 10, 100, 1000);
  const input = { dy, sortedIds: Int32Array.of(1, 1, 3, 3), order: Int32Array.of(0, 2, 1, 3) };
  const dTable = embeddingReferenceGrad({ ...input, vocabularySize: 3, embeddingSize: 1 });
  expect([...dTable]).toEqual([0, 101, 0]);
});
