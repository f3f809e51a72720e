/** The parity tests of every recurrent cell. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../contract/settings.ts';
import {
  drawOrder,
  drawPartlySaturated,
  drawRecurrent,
  drawSaturated,
  heavyRecurrentShapes,
  permuteRows,
  recurrentShapes,
} from './cases.ts';
import { cellOps } from '../../network/cell-ops.ts';
import { cellReferences } from '../../network/cell-references.ts';
import type { RecurrentExample } from '../../network/cell-references.ts';
import { cells } from '../../network/cells.ts';
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

type CaseTensors = [Tensor3D, Tensor1D, Tensor2D, Tensor2D, Tensor1D, Tensor3D];

function uploadCase({ batch, time, inputs, hidden, ...values }: RecurrentExample): CaseTensors {
  const width = values.bias.length;
  return [
    upload<Tensor3D>(values.x, [batch, time, inputs]),
    uploadInts<Tensor1D>(values.lengths, [batch]),
    upload<Tensor2D>(values.kernel, [inputs, width]),
    upload<Tensor2D>(values.recurrentKernel, [hidden, width]),
    upload<Tensor1D>(values.bias, [width]),
    upload<Tensor3D>(values.dy, [batch, time, hidden]),
  ];
}

function forwardOf(cell: Cell, [x, lengths, kernel, recurrentKernel, bias]: CaseTensors, reverse: boolean) {
  return cellOps[cell](x, lengths, { kernel, recurrentKernel, bias }, { reverse });
}

function run(cell: Cell, tensors: CaseTensors, reverse: boolean): Tensor[] {
  const [x, , kernel, recurrentKernel, bias, dy] = tensors;
  return withGradients(() => forwardOf(cell, tensors, reverse), [x, kernel, recurrentKernel, bias], dy);
}

const outputShapes = ({ batch, time, inputs, hidden, bias: { length: width } }: RecurrentExample) => [
  [batch, time, hidden],
  [batch, time, width],
  [batch, time, inputs],
  [inputs, width],
  [hidden, width],
  [width],
];

/** sequence, dx, dKernel, dRecurrentKernel, dBias. */
async function outputsFor(cell: Cell, drawn: RecurrentExample): Promise<Float32Array[]> {
  let values: Float32Array[] = [];
  await using(uploadCase(drawn), async (tensors) => {
    values = await outputsOf(() => run(cell, tensors, drawn.reverse), outputShapes(drawn));
  });
  return values;
}

function expectedOf(cell: Cell, drawn: RecurrentExample): Record<string, Float64Array> {
  const { sequence, dx, dKernel, dRecurrentKernel, dBias } = cellReferences[cell].whole(drawn);
  return { sequence, dx, dKernel, dRecurrentKernel, dBias };
}

/** Registers the tests; called inside a `describe`. */
export function recurrentParity(context: ParityContext, cell: Cell): void {
  const outputs = (drawn: RecurrentExample) => outputsFor(cell, drawn);
  const expected = (drawn: RecurrentExample) => expectedOf(cell, drawn);
  describe.each([{ reverse: false }, { reverse: true }])(`${cell}, reverse $reverse`, ({ reverse }) => {
    const kind = { gates: cells[cell].gates.length, reverse };
    const shapes = context.heavy ? heavyRecurrentShapes : recurrentShapes;
    it.each(shapes)('B $batch, T $time, D $inputs, H $hidden', async (sizes) => {
      const drawn = drawRecurrent(caseRandom(context, shapes.indexOf(sizes)), sizes, kind);
      expectClose(context, await outputs(drawn), expected(drawn));
    });
    if (context.heavy) return;

    it.each([89, 1e4])('all gates saturated at ±%d', async (size) => {
      const drawn = drawSaturated(caseRandom(context, 100), size, kind);
      // Here 1 − σ is the rounding of float32 alone: gradients of 1e-7 are judged against 0.1.
      expectClose(context, await outputs(drawn), expected(drawn), 0.1);
    });

    it.each([89, 1e4])('some gates saturated at ±%d', async (size) => {
      const drawn = drawPartlySaturated(caseRandom(context, 101), size, kind);
      expectClose(context, await outputs(drawn), expected(drawn), 0.1);
    });

    it('gives exactly 0 past each row’s length', async () => {
      const drawn = drawRecurrent(
        caseRandom(context, 102),
        { batch: 7, time: 5, inputs: 3, hidden: 6 },
        kind,
      );
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
      const drawn = drawRecurrent(
        caseRandom(context, 103),
        { batch: 3, time: 4, inputs: 2, hidden: 5 },
        kind,
      );
      drawn.lengths.fill(0);
      for (const values of await outputs(drawn)) expect(values.every((value) => value === 0)).toBe(true);
    });

    it('gives each row the same bits wherever it stands in the batch', async () => {
      const random = caseRandom(context, 104);
      const drawn = drawRecurrent(random, { batch: 11, time: 5, inputs: 6, hidden: 12 }, kind);
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
      const drawn = drawRecurrent(
        caseRandom(context, 105),
        { batch: 9, time: 6, inputs: 5, hidden: 20 },
        kind,
      );
      expectSameBits(context, await outputs(drawn), await outputs(drawn));
    });

    it('leaves no tensor behind, with and without gradients', async () => {
      const drawn = drawRecurrent(
        caseRandom(context, 106),
        { batch: 3, time: 3, inputs: 2, hidden: 4 },
        kind,
      );
      await using(uploadCase(drawn), async (tensors) => {
        await expectNoGrowth(() => run(cell, tensors, reverse));
        await expectNoGrowth(() => [forwardOf(cell, tensors, reverse)]);
      });
    });
  });
}
