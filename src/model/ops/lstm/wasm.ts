/** The LSTM in WebAssembly: one job forwards, one backwards. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { lstmBackwardJob, lstmForwardJob } from '../helpers/wasm-jobs.ts';
import type { WasmKernel, WasmKernels } from '../helpers/wasm.ts';
import { lstmSequence, lstmSequenceGrad } from './op.ts';
import type { LstmAttrs, LstmGradInput, LstmInput } from './op.ts';
import { planBatch } from './wasm/plan.ts';
import type { Plan } from './wasm/plan.ts';

/** Multiplications below which waking threads costs more than they save. */
const productsToSpread = 200_000;

interface Sizes {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
}

function sizesOf(x: TensorInfo, recurrentKernel: TensorInfo): Sizes {
  const [batch, time, inputs] = x.shape;
  return { batch, time, inputs, hidden: recurrentKernel.shape[0] };
}

/** Columns in fours. */
const quads = (columns: number) => Math.ceil(columns / 4);
/** Bytes of the transposed weights of so many rows, in panels of `width`. */
const transposedBytes = (rows: number, hidden: number, width: number) =>
  Math.ceil(rows / width) * quads(hidden) * width * 64;
/** Bytes of a tile [4][16]. */
const tileBytes = 256;
/** Groups of units whose gradients a thread sums at once, at most (`assembly/weights.ts`). */
const groupsAtMost = 8;
/** Tiles read up to five places past the end of a buffer. */
const slackBytes = 512;

/** The layout's fields, written into the first two scratch blocks. */
function layoutArguments(
  backend: WasmKernels,
  plan: Plan,
  { batch, time, inputs, hidden }: Sizes,
  [rowsAt, startsAt]: number[],
): number[] {
  backend.intsAt(rowsAt, plan.total).set(plan.rows);
  backend.intsAt(startsAt, plan.steps + 1).set(plan.starts);
  const ragged = plan.total < batch * time ? 1 : 0;
  return [rowsAt, startsAt, plan.steps, plan.total, plan.stride, batch, time, inputs, hidden, ragged];
}

function isSpread(plan: Plan, { inputs, hidden }: Sizes): boolean {
  return plan.total * hidden * (inputs + hidden) * 4 > productsToSpread;
}

const forward: WasmKernel<LstmInput, LstmAttrs> = {
  name: lstmSequence,
  run({ inputs: { x, lengths, kernel, recurrentKernel, bias }, attrs, backend }) {
    const sizes = sizesOf(x, recurrentKernel);
    const { batch, time, inputs, hidden } = sizes;
    const plan = planBatch(backend.ints(lengths), time, attrs.reverse);
    const groups = quads(hidden);
    const sequence = backend.output([batch, time, hidden]);
    const gates = backend.output([groups, plan.stride, 16]);
    const cells = backend.output([groups, plan.stride, 4]);
    const states = (quads(inputs) + groups) * plan.stride * 16;
    const packed = groups * (1 + 4 * (quads(inputs) + groups)) * 64;
    const scratch = [plan.total * 4, (plan.steps + 1) * 4, states, packed, batch * 64];
    backend.withScratch(scratch, (addresses) => {
      const layout = layoutArguments(backend, plan, sizes, addresses);
      const given = [x, kernel, recurrentKernel, bias].map((tensor) => backend.address(tensor));
      const made = [gates, cells, sequence].map((tensor) => backend.address(tensor));
      const all = [...layout, ...given, ...addresses.slice(2), ...made];
      backend.run(lstmForwardJob, all, [], isSpread(plan, sizes));
    });
    return [sequence, gates, cells];
  },
};

const backward: WasmKernel<LstmGradInput, LstmAttrs> = {
  name: lstmSequenceGrad,
  run({ inputs: given, attrs, backend }) {
    const sizes = sizesOf(given.x, given.recurrentKernel);
    const { batch, time, inputs, hidden } = sizes;
    const plan = planBatch(backend.ints(given.lengths), time, attrs.reverse);
    const groups = quads(hidden);
    const outputs = [
      backend.output([batch, time, inputs]),
      backend.output([inputs, 4 * hidden]),
      backend.output([hidden, 4 * hidden]),
      backend.output([4 * hidden]),
    ];
    const work = groupsAtMost * ((quads(inputs) + groups) * tileBytes + 64);
    const scratch = [
      plan.total * 4,
      (plan.steps + 1) * 4,
      (quads(inputs) + groups) * plan.stride * 16,
      transposedBytes(inputs, hidden, 8),
      transposedBytes(hidden, hidden, 16),
      groups * plan.stride * 64 + slackBytes,
      groups * batch * 16,
      work * backend.threads,
    ];
    backend.withScratch(scratch, (addresses) => {
      const layout = layoutArguments(backend, plan, sizes, addresses);
      const { x, kernel, recurrentKernel, sequence, gates, cells, dy } = given;
      const tensors = [x, kernel, recurrentKernel, sequence, gates, cells, dy, ...outputs];
      const all = [
        ...layout,
        ...tensors.map((tensor) => backend.address(tensor)),
        ...addresses.slice(2),
        work,
      ];
      backend.run(lstmBackwardJob, all, [], isSpread(plan, sizes));
    });
    return outputs;
  },
};

export const lstmWasm = [forward, backward];
