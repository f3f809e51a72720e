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
    [1, 1],
    [5, 3],
    [33, 64],
    [7, 129],
    [65, 513],
  ];
  describe('dense', () => {
    it.each(shapes)('B %i, F %i', async (batch, count) => {
      const random = caseRandom(context, 500 + batch);
      const [features, kernel] = [drawValues(random, batch * count), drawValues(random, count)];
      const [bias, dy] = [drawValues(random, 1), drawValues(random, batch)];
      const tensors: [Tensor2D, Tensor2D, Tensor1D, Tensor1D] = [
        upload(features, [batch, count]),
        upload(kernel, [count, 1]),
        upload(bias, [1]),
        upload(dy, [batch]),
      ];
      await using(tensors, async ([featuresIn, kernelIn, biasIn, dyIn]) => {
        const xs = [featuresIn, kernelIn, biasIn];
        const run = () => withGradients(() => dense(featuresIn, kernelIn, biasIn), xs, dyIn);
        const actual = await outputsOf(run, [[batch], [batch, count], [count, 1], [1]]);
        const { dFeatures, dKernel, dBias } = denseReferenceGrad(features, kernel, dy);
        const logits = denseReference(features, kernel, bias);
        expectClose(context, actual, { logits, dFeatures, dKernel, dBias });
        expectSameBits(context, await outputsOf(run, [[batch]]), actual);
        if (batch === 5) await expectNoGrowth(run);
      });
    });
  });
}
