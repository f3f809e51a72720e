/** The loss's parity tests. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { lossMetrics } from './op.ts';
import type { LossName } from './op.ts';
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
  const losses: LossName[] = ['mean-squared-error', 'binary-cross-entropy'];
  const cases = [
    { batch: 1, scale: 3 },
    { batch: 5, scale: 3 },
    { batch: 33, scale: 8 },
    { batch: 257, scale: 2 },
    { batch: 17, scale: 89 },
    { batch: 18, scale: 1e4 },
  ];
  describe.each(losses)('loss, %s', (loss) => {
    it.each(cases)('B $batch, logits up to ±$scale', async ({ batch, scale }) => {
      const random = caseRandom(context, 600 + batch);
      const logits = drawValues(random, batch, scale);
      const labels = logits.map(() => random.below(2));
      // Filler rows weigh 0, the others not all the same; a logit of 0 is class 0.
      const weights = logits.map((_, b) => (b > 1 && b % 3 === 2 ? 0 : [1, 0.5, 2][random.below(3)]));
      if (batch > 1) logits[1] = 0;
      const dy = drawValues(random, 3, 2);
      const tensors: [Tensor1D, Tensor1D, Tensor1D, Tensor1D] = [
        upload(logits, [batch]),
        upload(labels, [batch]),
        upload(weights, [batch]),
        upload(dy, [3]),
      ];
      await using(tensors, async ([logitsIn, labelsIn, weightsIn, dyIn]) => {
        const run = (): Tensor[] =>
          withGradients(() => lossMetrics(logitsIn, labelsIn, weightsIn, loss), [logitsIn], dyIn);
        const [metrics, dLogits] = await outputsOf(run, [[3], [batch]]);
        const input = { logits, labels, weights, loss };
        const [meanLoss, correct, weight] = lossReference(input);
        // Each number by itself: next to the sum of weights an error of the loss would not be seen.
        expectClose(context, [metrics.slice(0, 1)], { meanLoss: Float64Array.of(meanLoss) });
        expectSameBits(context, [metrics.slice(1)], [Float64Array.of(correct, weight)]);
        expectClose(context, [dLogits], { dLogits: lossReferenceGrad(input, dy[0]) });
        if (batch === 5) await expectNoGrowth(run);
      });
    });
  });
}
