import { expect, it } from 'vitest';
import { bestEpoch } from './best-epoch.ts';

const epoch = (number: number, validationAccuracy: number, validationLoss: number) => ({
  epoch: number,
  validationAccuracy,
  validationLoss,
});

it('is the epoch with the highest validation accuracy, whatever its loss', () => {
  expect(bestEpoch([epoch(1, 0.64, 0.21), epoch(2, 0.68, 0.28), epoch(3, 0.66, 0.3)])?.epoch).toBe(2);
});

it('is of equally accurate ones that with the lower loss, of equal ones the first', () => {
  expect(bestEpoch([epoch(1, 0.7, 0.3), epoch(2, 0.7, 0.2), epoch(3, 0.7, 0.2)])?.epoch).toBe(2);
});

it('is none of none', () => {
  expect(bestEpoch([])).toBeNull();
});
