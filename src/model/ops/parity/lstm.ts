/** The LSTM's parity tests. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { lstm } from '../lstm/op.ts';
import { lstmReference, lstmReferenceGrad } from '../lstm/reference.ts';
import {
  drawLstm,
  drawOrder,
  drawPartlySaturatedLstm,
  drawSaturatedLstm,
  heavyLstmShapes,
  lstmShapes,
  permuteRows,
} from './cases.ts';
import type { LstmCase } from './cases.ts';
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

type LstmTensors = [Tensor3D, Tensor1D, Tensor2D, Tensor2D, Tensor1D, Tensor3D];

function uploadCase({ batch, time, inputs, hidden, ...values }: LstmCase): LstmTensors {
  return [
    upload<Tensor3D>(values.x, [batch, time, inputs]),
    uploadInts<Tensor1D>(values.lengths, [batch]),
    upload<Tensor2D>(values.kernel, [inputs, 4 * hidden]),
    upload<Tensor2D>(values.recurrentKernel, [hidden, 4 * hidden]),
    upload<Tensor1D>(values.bias, [4 * hidden]),
    upload<Tensor3D>(values.dy, [batch, time, hidden]),
  ];
}

function run([x, lengths, kernel, recurrentKernel, bias, dy]: LstmTensors, reverse: boolean): Tensor[] {
  const forward = () => lstm(x, lengths, kernel, recurrentKernel, bias, { reverse });
  return withGradients(forward, [x, kernel, recurrentKernel, bias], dy);
}

const outputShapes = ({ batch, time, inputs, hidden }: LstmCase) => [
  [batch, time, hidden],
  [batch, time, 4 * hidden],
  [batch, time, inputs],
  [inputs, 4 * hidden],
  [hidden, 4 * hidden],
  [4 * hidden],
];

/** sequence, dx, dKernel, dRecurrentKernel, dBias. */
async function outputs(drawn: LstmCase): Promise<Float32Array[]> {
  let values: Float32Array[] = [];
  await using(uploadCase(drawn), async (tensors) => {
    values = await outputsOf(() => run(tensors, drawn.reverse), outputShapes(drawn));
  });
  return values;
}

function expected(drawn: LstmCase): Record<string, Float64Array> {
  const forward = lstmReference(drawn);
  const { dx, dKernel, dRecurrentKernel, dBias } = lstmReferenceGrad({ ...drawn, ...forward });
  return { sequence: forward.sequence, dx, dKernel, dRecurrentKernel, dBias };
}

/** Registers the tests; called inside a `describe`. */
export function lstmParity(context: ParityContext): void {
  describe.each([{ reverse: false }, { reverse: true }])('lstm, reverse $reverse', ({ reverse }) => {
    const shapes = context.heavy ? heavyLstmShapes : lstmShapes;
    it.each(shapes)('B $batch, T $time, D $inputs, H $hidden', async (sizes) => {
      const drawn = drawLstm(caseRandom(context, shapes.indexOf(sizes)), sizes, reverse);
      expectClose(context, await outputs(drawn), expected(drawn));
    });
    if (context.heavy) return;

    it.each([89, 1e4])('all gates saturated at ±%d', async (size) => {
      const drawn = drawSaturatedLstm(caseRandom(context, 100), size, reverse);
      // Here 1 − σ is the rounding of float32 alone: gradients of 1e-7 are judged against 0.1.
      expectClose(context, await outputs(drawn), expected(drawn), 0.1);
    });

    it.each([89, 1e4])('some gates saturated at ±%d', async (size) => {
      const drawn = drawPartlySaturatedLstm(caseRandom(context, 101), size, reverse);
      expectClose(context, await outputs(drawn), expected(drawn), 0.1);
    });

    it('gives exactly 0 past each row’s length', async () => {
      const drawn = drawLstm(caseRandom(context, 102), { batch: 7, time: 5, inputs: 3, hidden: 6 }, reverse);
      const [sequence, dx] = await outputs(drawn);
      drawn.lengths.forEach((length, b) => {
        for (const values of [sequence, dx]) {
          const width = values.length / drawn.batch / drawn.time;
          const padding = values.slice((b * drawn.time + length) * width, (b + 1) * drawn.time * width);
          expect(padding.every((value) => value === 0)).toBe(true);
        }
      });
    });

    it('gives 0 for a batch of empty rows', async () => {
      const drawn = drawLstm(caseRandom(context, 103), { batch: 3, time: 4, inputs: 2, hidden: 5 }, reverse);
      drawn.lengths.fill(0);
      for (const values of await outputs(drawn)) expect(values.every((value) => value === 0)).toBe(true);
    });

    it('gives each row the same bits wherever it stands in the batch', async () => {
      const random = caseRandom(context, 104);
      const drawn = drawLstm(random, { batch: 11, time: 5, inputs: 6, hidden: 12 }, reverse);
      const order = drawOrder(random, drawn.batch);
      const moved = { ...drawn };
      for (const name of ['x', 'dy'] as const) moved[name] = permuteRows(drawn[name], order);
      moved.lengths = permuteRows(drawn.lengths, order);
      const [sequence, dx] = await outputs(drawn);
      const [movedSequence, movedDx] = await outputs(moved);
      expectSameBits(
        context,
        [movedSequence, movedDx],
        [permuteRows(sequence, order), permuteRows(dx, order)],
      );
    });

    it('gives the same bits twice', async () => {
      const drawn = drawLstm(caseRandom(context, 105), { batch: 9, time: 6, inputs: 5, hidden: 20 }, reverse);
      expectSameBits(context, await outputs(drawn), await outputs(drawn));
    });

    it('leaves no tensor behind, with and without gradients', async () => {
      const drawn = drawLstm(caseRandom(context, 106), { batch: 3, time: 3, inputs: 2, hidden: 4 }, reverse);
      await using(uploadCase(drawn), async (tensors) => {
        const [x, lengths, kernel, recurrentKernel, bias] = tensors;
        await expectNoGrowth(() => run(tensors, reverse));
        await expectNoGrowth(() => [lstm(x, lengths, kernel, recurrentKernel, bias, { reverse })]);
      });
    });
  });
}
