/** Clipping's parity tests. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { gradientScale } from './op.ts';
import { gradientScaleReference } from './reference.ts';
import { drawValues } from '../parity/cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  expectSameBits,
  outputsOf,
  upload,
  using,
} from '../parity/harness.ts';
import type { ParityContext } from '../parity/harness.ts';

export function parity(context: ParityContext): void {
  const sizes = [[5], [1, 1], [37, 29], [300, 257], [4, 3]];
  const count = (shape: number[]) => shape.reduce((product, length) => product * length, 1);
  describe('clip', () => {
    it.each([0, 0.5, 1e6])('scale and norm of gradients together, maxNorm %d', async (maxNorm) => {
      const random = caseRandom(context, 700);
      const gradients = sizes.map((shape, n) =>
        drawValues(random, count(shape), n === 4 ? 0 : 10 ** (n - 2)),
      );
      await using(
        gradients.map((values, n) => upload(values, sizes[n])),
        async (tensors) => {
          const run = (): Tensor[] => [gradientScale(tensors, maxNorm)];
          const [actual] = await outputsOf(run, [[2], [1]]);
          const [scale, norm] = gradientScaleReference(gradients, maxNorm);
          expectClose(context, [actual.slice(0, 1)], { scale: Float64Array.of(scale) }, 1e-30);
          expectClose(context, [actual.slice(1)], { norm: Float64Array.of(norm) });
          await expectNoGrowth(run);
        },
      );
    });

    it('takes gradients that are all 0', async () => {
      await using([upload(new Float64Array(3), [3])], async (tensors) => {
        const [actual] = await outputsOf(() => [gradientScale(tensors, 1)], [[2]]);
        expectSameBits(context, [actual], [[1, 0]]);
      });
    });
  });
}
