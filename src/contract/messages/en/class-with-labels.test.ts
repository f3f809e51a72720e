import { expect, it } from 'vitest';

import { classWithLabels } from './phrases.ts';

it('names a class, with the data’s own labels where those say more', () => {
  expect(classWithLabels('negative', 'negative')).toBe('negative');
  expect(classWithLabels('positive', 'Pos')).toBe('positive');
  expect(classWithLabels('negative', '1, 2')).toBe('negative (1, 2)');
  expect(classWithLabels('positive', 'tích cực')).toBe('positive (tích cực)');
  // Somebody has turned the labels round.
  expect(classWithLabels('negative', 'pos')).toBe('negative (pos)');
  expect(classWithLabels('positive', 'p')).toBe('positive (p)');
  expect(classWithLabels('joy', 'joy')).toBe('joy');
  expect(classWithLabels('joy', '')).toBe('joy');
});
