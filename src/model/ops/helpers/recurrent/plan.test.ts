import { expect, it } from 'vitest';
import { planBatch } from './plan.ts';

const lengths = Int32Array.of(2, 0, 4, 2);

it('walks step by step, the longest row first, equal ones in their order', () => {
  const plan = planBatch(lengths, 5, false);
  expect([...plan.starts]).toEqual([0, 3, 6, 7, 8]);
  expect([...plan.rows]).toEqual([10, 0, 15, 11, 1, 16, 12, 13]);
  expect(plan).toMatchObject({ steps: 4, total: 8, stride: 12 });
});

it('begins at the last word of each row when it reads backwards', () => {
  const plan = planBatch(lengths, 5, true);
  expect([...plan.starts]).toEqual([0, 3, 6, 7, 8]);
  expect([...plan.rows]).toEqual([13, 1, 16, 12, 0, 15, 11, 10]);
});

it('has no step where no row has a word', () => {
  const plan = planBatch(Int32Array.of(0, 0), 3, false);
  expect(plan).toMatchObject({ steps: 0, total: 0 });
  expect([...plan.starts]).toEqual([0]);
});
