/** The loss's parity tests. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import type { Loss } from '../../../contract/settings.ts';
import { lossMetrics } from './op.ts';

import { lossReference, lossReferenceGrad } from './reference.ts';
import { drawValues } from '../parity/cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  expectSameBits,
  outputsOf,
  upload,
  using,
  withGradients,
} from '../parity/harness.ts';
import type { ParityContext } from '../parity/harness.ts';

export function parity(context: ParityContext): void {
  const losses: Loss[] = ['mean-squared-error', 'cross-entropy'];
  const cases = [
    { batch: 1, classes: 1, scale: 3 },
    { batch: 5, classes: 1, scale: 3 },
    { batch: 33, classes: 1, scale: 8 },
    { batch: 257, classes: 1, scale: 2 },
    { batch: 17, classes: 1, scale: 89 },
    { batch: 18, classes: 1, scale: 1e4 },
    { batch: 1, classes: 3, scale: 3 },
    { batch: 5, classes: 3, scale: 3 },
    { batch: 130, classes: 7, scale: 8 },
    { batch: 33, classes: 50, scale: 2 },
    { batch: 17, classes: 3, scale: 60 },
    { batch: 18, classes: 4, scale: 1e4 },
  ];
  describe.each(losses)('loss, %s', (loss) => {
    it.each(cases)('B $batch, $classes logits up to ±$scale', async ({ batch, classes, scale }) => {
      const random = caseRandom(context, 600 + batch + 1_000 * classes);
      const logits = drawValues(random, batch * classes, scale);
      const labels = Float64Array.from({ length: batch }, () => random.below(Math.max(2, classes)));
      // Filler rows weigh 0, the others not all the same; a logit of 0 is class 0, of equal ones the first is right.
      const weights = labels.map((_, b) => (b > 1 && b % 3 === 2 ? 0 : [1, 0.5, 2][random.below(3)]));
      if (batch > 1) logits.fill(0, classes, 2 * classes);
      const dy = drawValues(random, 3, 2);
      const tensors: [Tensor2D, Tensor1D, Tensor1D, Tensor1D] = [
        upload(logits, [batch, classes]),
        upload(labels, [batch]),
        upload(weights, [batch]),
        upload(dy, [3]),
      ];
      await using(tensors, async ([logitsIn, labelsIn, weightsIn, dyIn]) => {
        const run = (): Tensor[] =>
          withGradients(() => lossMetrics(logitsIn, labelsIn, weightsIn, loss), [logitsIn], dyIn);
        const [metrics, dLogits] = await outputsOf(run, [[3], [batch, classes]]);
        const input = { logits, labels, weights, loss };
        const [meanLoss, correct, rows] = lossReference(input);
        // Each number by itself: next to the count of rows an error of the loss would not be seen.
        expectClose(context, [metrics.slice(0, 1)], { meanLoss: Float64Array.of(meanLoss) });
        expectSameBits(context, [metrics.slice(1)], [Float64Array.of(correct, rows)]);
        expectClose(context, [dLogits], { dLogits: lossReferenceGrad(input, dy[0]) });
        if (batch === 5) await expectNoGrowth(run);
      });
    });
  });
}
