/** Pooling's parity tests. */
import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { pool } from './op.ts';
import type { PoolingMode } from './op.ts';
import { poolReference, poolReferenceGrad } from './reference.ts';
import { drawLengths, drawValues, spoilPadding } from '../parity/cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  outputsOf,
  upload,
  uploadInts,
  using,
  withGradients,
} from '../parity/harness.ts';
import type { ParityContext } from '../parity/harness.ts';

export function parity(context: ParityContext): void {
  const modes: PoolingMode[] = ['last', 'first', 'mean', 'max'];
  const shapes = [
    [1, 1, 1],
    [5, 3, 2],
    [9, 65, 7],
    [3, 4, 130],
  ];
  describe.each(modes)('pooling, %s', (mode) => {
    it.each(shapes)('B %i, T %i, H %i', async (batch, time, hidden) => {
      const random = caseRandom(context, 400 + batch);
      const lengths = drawLengths(random, batch, time);
      // In tenths, so that a row's maximum is often reached more than once; some rows are all below 0.
      const sequence = drawValues(random, batch * time * hidden).map((value) =>
        Math.fround(Math.round(value * 10) / 10 - 0.5),
      );
      spoilPadding(sequence, lengths, time);
      const dy = drawValues(random, batch * hidden);
      const sizes = { batch, time, hidden, mode, lengths };
      const tensors: [Tensor3D, Tensor1D, Tensor2D] = [
        upload(sequence, [batch, time, hidden]),
        uploadInts(lengths, [batch]),
        upload(dy, [batch, hidden]),
      ];
      await using(tensors, async ([sequenceIn, lengthsIn, dyIn]) => {
        const run = () => withGradients(() => pool(sequenceIn, lengthsIn, mode), [sequenceIn], dyIn);
        const outputShapes = [
          [batch, hidden],
          [batch, time, hidden],
        ];
        expectClose(context, await outputsOf(run, outputShapes), {
          pooled: poolReference(sequence, sizes),
          dSequence: poolReferenceGrad(sequence, dy, sizes),
        });
        if (batch === 5) await expectNoGrowth(run);
      });
    });
  });
}
