/** The last layer's parity tests. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { denseReference, denseReferenceGrad } from './reference.ts';
import { dense } from './op.ts';
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
  const shapes = [
    [1, 1, 1],
    [5, 3, 1],
    [33, 64, 1],
    [7, 129, 1],
    [65, 513, 1],
    [5, 3, 3],
    [2, 65, 4],
    [33, 64, 50],
  ];
  describe('dense', () => {
    it.each(shapes)('B %i, F %i, K %i', async (batch, count, units) => {
      const random = caseRandom(context, 500 + batch);
      const [features, kernel] = [drawValues(random, batch * count), drawValues(random, count * units)];
      const [bias, dy] = [drawValues(random, units), drawValues(random, batch * units)];
      const tensors: [Tensor2D, Tensor2D, Tensor1D, Tensor2D] = [
        upload(features, [batch, count]),
        upload(kernel, [count, units]),
        upload(bias, [units]),
        upload(dy, [batch, units]),
      ];
      await using(tensors, async ([featuresIn, kernelIn, biasIn, dyIn]) => {
        const xs = [featuresIn, kernelIn, biasIn];
        const run = () => withGradients(() => dense(featuresIn, kernelIn, biasIn), xs, dyIn);
        const actual = await outputsOf(run, [[batch, units], [batch, count], [count, units], [units]]);
        const { dFeatures, dKernel, dBias } = denseReferenceGrad(features, kernel, dy, units);
        const logits = denseReference(features, kernel, bias);
        expectClose(context, actual, { logits, dFeatures, dKernel, dBias });
        expectSameBits(context, await outputsOf(run, [[batch, units]]), actual);
        if (batch === 5) await expectNoGrowth(run);
      });
    });
  });
}
