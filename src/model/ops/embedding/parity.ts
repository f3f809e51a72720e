/** The embedding's parity tests. */
import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { embedding } from './op.ts';
import { embeddingReference, embeddingReferenceGrad } from './reference.ts';
import { drawTokens, heavyTokenShapes, tokenShapes } from '../parity/cases.ts';
import type { TokenCase } from '../parity/cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  expectSameBits,
  outputsOf,
  upload,
  uploadInts,
  using,
  withGradients,
} from '../parity/harness.ts';
import type { ParityContext } from '../parity/harness.ts';

/** Has cases that take minutes on a software GPU. */
export const heavy = true;

function uploadTokens(drawn: TokenCase): [Tensor2D, Tensor1D, Tensor1D, Tensor2D, Tensor3D] {
  const { batch, time, vocabularySize, embeddingSize } = drawn;
  return [
    uploadInts<Tensor2D>(drawn.ids, [batch, time]),
    uploadInts<Tensor1D>(drawn.sortedIds, [batch * time]),
    uploadInts<Tensor1D>(drawn.order, [batch * time]),
    upload<Tensor2D>(drawn.table, [vocabularySize, embeddingSize]),
    upload<Tensor3D>(drawn.dy, [batch, time, embeddingSize]),
  ];
}

/** Vectors, dTable. */
async function embeddingOutputs(drawn: TokenCase): Promise<Float32Array[]> {
  const { batch, time, vocabularySize, embeddingSize } = drawn;
  let values: Float32Array[] = [];
  await using(uploadTokens(drawn), async ([ids, sortedIds, order, table, dy]) => {
    const run = () => withGradients(() => embedding({ ids, sortedIds, order }, table), [table], dy);
    values = await outputsOf(run, [
      [batch, time, embeddingSize],
      [vocabularySize, embeddingSize],
    ]);
  });
  return values;
}

export function parity(context: ParityContext): void {
  const shapes = context.heavy ? heavyTokenShapes : tokenShapes;
  describe('embedding', () => {
    it.each(shapes)('B $batch, T $time, V $vocabularySize, E $embeddingSize, $words words', async (sizes) => {
      const drawn = drawTokens(caseRandom(context, 200 + shapes.indexOf(sizes)), sizes);
      const [vectors, dTable] = await embeddingOutputs(drawn);
      const { ids, table, embeddingSize } = drawn;
      expectSameBits(context, [vectors], [embeddingReference(ids, table, embeddingSize)]);
      expectClose(context, [dTable], { dTable: embeddingReferenceGrad(drawn) });
      expectSameBits(context, await embeddingOutputs(drawn), [vectors, dTable]);
    });
    if (context.heavy) return;

    it('gives no gradient to words that are not in the batch, nor to padding', async () => {
      const shape = { batch: 4, time: 6, vocabularySize: 40, embeddingSize: 5, words: 3 };
      const drawn = drawTokens(caseRandom(context, 210), shape);
      const [, dTable] = await embeddingOutputs(drawn);
      const present = new Set(drawn.sortedIds);
      const absent = dTable.filter((_, i) => !present.has(Math.floor(i / drawn.embeddingSize)));
      expect(absent.every((value) => value === 0)).toBe(true);
    });

    it('gives 0 for a batch of padding alone', async () => {
      const shape = { batch: 2, time: 3, vocabularySize: 9, embeddingSize: 4, words: 9 };
      const drawn = drawTokens(caseRandom(context, 211), shape);
      drawn.sortedIds.fill(shape.vocabularySize);
      const [, dTable] = await embeddingOutputs(drawn);
      expect(dTable.every((value) => value === 0)).toBe(true);
    });

    it('leaves no tensor behind', async () => {
      const drawn = drawTokens(caseRandom(context, 212), tokenShapes[1]);
      await using(uploadTokens(drawn), async ([ids, sortedIds, order, table, dy]) => {
        const forward = () => embedding({ ids, sortedIds, order }, table);
        await expectNoGrowth(() => withGradients(forward, [table], dy));
      });
    });
  });
}
