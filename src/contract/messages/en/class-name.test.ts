import { expect, it } from 'vitest';

import { className } from './phrases.ts';

it('names a class in words, with the data’s own name where that says more', () => {
  expect(className(0, 'negative')).toBe('negative');
  expect(className(1, 'Pos')).toBe('positive');
  expect(className(0, '1, 2')).toBe('negative (1, 2)');
  expect(className(1, 'tích cực')).toBe('positive (tích cực)');
  // Somebody has turned the labels round.
  expect(className(0, 'pos')).toBe('negative (pos)');
  expect(className(1, 'p')).toBe('positive (p)');
});
