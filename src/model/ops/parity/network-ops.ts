/** The parity tests of the ops around the LSTM: embedding, dropout, pooling, dense, loss. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { denseReference, denseReferenceGrad } from '../dense/reference.ts';
import { dense } from '../dense/op.ts';
import { dropout } from '../dropout/op.ts';
import { dropoutReference } from '../dropout/reference.ts';
import { embedding } from '../embedding/op.ts';
import { embeddingReference, embeddingReferenceGrad } from '../embedding/reference.ts';
import { counterKey } from '../helpers/counter.ts';
import type { CounterKey } from '../helpers/counter.ts';
import { lossMetrics } from '../loss/op.ts';
import type { LossName } from '../loss/op.ts';
import { lossReference, lossReferenceGrad } from '../loss/reference.ts';
import { pool } from '../pooling/op.ts';
import type { PoolingMode } from '../pooling/op.ts';
import { poolReference, poolReferenceGrad } from '../pooling/reference.ts';
import { drawLengths, drawTokens, drawValues, heavyTokenShapes, spoilPadding, tokenShapes } from './cases.ts';
import type { TokenCase } from './cases.ts';
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
} from './harness.ts';
import type { ParityContext } from './harness.ts';

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

export function embeddingParity(context: ParityContext): void {
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

export function dropoutParity(context: ParityContext): void {
  /** Output and dx. */
  const outputs = async (
    x: Float64Array,
    dy: Float64Array,
    shape: number[],
    keep: number,
    key: CounterKey,
  ) => {
    let values: Float32Array[] = [];
    await using([upload(x, shape), upload(dy, shape)], async ([xIn, dyIn]) => {
      values = await outputsOf(
        () => withGradients(() => dropout(xIn, keep, key), [xIn], dyIn),
        [shape, shape],
      );
    });
    return values;
  };
  const key0 = 0xffffffff;
  describe('dropout', () => {
    it.each([
      { shape: [1], keepProb: 0.5, key: counterKey(1, 1, 1) },
      { shape: [2, 3, 5], keepProb: 0.05, key: { key0, key1: 0x80000000 } },
      { shape: [33, 7, 31], keepProb: 0.5, key: { key0: 0x7fffffff, key1: key0 } },
      { shape: [3, 1025], keepProb: 0.9, key: { key0: 0, key1: 0 } },
      { shape: [5, 13, 64], keepProb: 0.75, key: counterKey(context.seed, 12_345, 3) },
    ])('draws the reference’s mask: $shape, keepProb $keepProb', async ({ shape, keepProb, key }) => {
      const random = caseRandom(context, 300);
      const count = shape.reduce((product, length) => product * length, 1);
      const x = drawValues(random, count).map((value) => value || 1);
      const dy = drawValues(random, count).map((value) => value || 1);
      const attrs = { keepProb, ...key };
      const expected = [dropoutReference(x, attrs), dropoutReference(dy, attrs)];
      const actual = await outputs(x, dy, shape, keepProb, key);
      const zeros = (values: ArrayLike<number>) => Array.from(values, (value) => (value === 0 ? 0 : 1));
      expectSameBits(
        context,
        actual.map((values) => Float32Array.from(zeros(values))),
        expected.map(zeros),
      );
      expectClose(context, actual, { output: expected[0], dx: expected[1] });
    });

    it('leaves no tensor behind', async () => {
      const x = drawValues(caseRandom(context, 301), 12);
      await using([upload(x, [12]), upload(x, [12])], async ([xIn, dy]) => {
        await expectNoGrowth(() => withGradients(() => dropout(xIn, 0.5, counterKey(1, 2, 3)), [xIn], dy));
      });
    });
  });
}

export function poolingParity(context: ParityContext): void {
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

export function denseParity(context: ParityContext): void {
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

export function lossParity(context: ParityContext): void {
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
