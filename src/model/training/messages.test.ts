import { expect, it } from 'vitest';
import { presetConfig } from '../../contract/settings.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { lengthsCutWarning, resumedMessage } from './messages.ts';

it('says which share of all reviews was cut', async () => {
  const config = { ...presetConfig(), tokenization: 'words', vocabularySize: 60, maxLength: 3 } as const;
  const data = await tinyData(config, 100);
  const { reviewsCut } = data;
  expect(reviewsCut).toBeGreaterThan(0);
  expect(lengthsCutWarning(data, config)).toMatchObject({
    type: 'warning',
    message: { code: 'lengths-cut', reviews: reviewsCut, share: reviewsCut / 100, maxLength: 3 },
  });
});

it('says how high the rate of additional epochs begins and rises, at the scale of the run', () => {
  const config = { ...presetConfig(), schedule: 'one-cycle', learningRate: 0.01 } as const;
  const cycles = [
    { epochs: 2, peak: 1 },
    { epochs: 4, peak: 0.25 },
  ];
  const message = resumedMessage(5, 5, config, { cycles, scale: 0.5 });
  expect(message).toMatchObject({ code: 'resumed', epoch: 2, step: 5, cycle: { after: 2 } });
  expect(message.cycle?.top).toBeCloseTo(0.25 * 0.01 * 0.5, 12);
  expect(message.cycle?.start).toBeLessThan(0.25 * 0.01 * 0.5);
  const steady = { ...config, schedule: 'exponential' } as const;
  expect(resumedMessage(5, 5, steady, { cycles, scale: 0.5 }).cycle).toBeNull();
});
