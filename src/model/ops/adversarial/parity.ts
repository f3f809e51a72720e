/** The noise's parity tests. */
import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { drawLengths, drawValues, spoilPadding } from '../parity/cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  outputsOf,
  upload,
  uploadInts,
  using,
} from '../parity/harness.ts';
import type { ParityContext } from '../parity/harness.ts';
import { withNoise } from './op.ts';
import { adversarialReference } from './reference.ts';

export function parity(context: ParityContext): void {
  describe('adversarial noise', () => {
    it.each([
      [1, 1, 1],
      [5, 3, 2],
      [9, 65, 7],
      [3, 4, 130],
    ])('B %i, T %i, E %i', async (batch, time, width) => {
      const random = caseRandom(context, 500 + batch);
      const lengths = drawLengths(random, batch, time);
      const x = drawValues(random, batch * time * width);
      // As small as slopes of a mean over a batch are.
      const slope = drawValues(random, batch * time * width).map((value) => Math.fround(1e-5 * value));
      // A row without a slope, and padding that must not matter.
      if (batch > 3) slope.fill(0, 3 * time * width, 4 * time * width);
      spoilPadding(x, lengths, time);
      spoilPadding(slope, lengths, time);
      const shape = [batch, time, width];
      const tensors: [Tensor3D, Tensor3D, Tensor1D] = [
        upload(x, shape),
        upload(slope, shape),
        uploadInts(lengths, [batch]),
      ];
      await using(tensors, async ([xIn, slopeIn, lengthsIn]) => {
        const run = () => [withNoise(xIn, slopeIn, lengthsIn, 0.5)];
        // The noise alone: beside the vectors, and beside the padding, it is small.
        const noiseOf = (noisy: ArrayLike<number>) => x.map((value, i) => noisy[i] - value);
        const [noisy] = await outputsOf(run, [shape]);
        const noise = noiseOf(adversarialReference({ x, slope, lengths, time, share: 0.5 }));
        expectClose(context, [Float32Array.from(noiseOf(noisy))], { noise });
        if (batch === 5) await expectNoGrowth(run);
      });
    });
  });
}
