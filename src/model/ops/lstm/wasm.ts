/** The LSTM in WebAssembly: one job forwards, one backwards. */
import { lstmBackwardJob, lstmForwardJob } from '../helpers/wasm-jobs.ts';
import type { WasmKernel } from '../helpers/wasm.ts';
import { lstmSequence, lstmSequenceGrad } from './op.ts';
import type { LstmAttrs, LstmGradInput, LstmInput } from './op.ts';
import { planBatch } from '../helpers/recurrent/plan.ts';
import { isSpread, layoutArguments, layoutBytes, quads, sizesOf } from '../helpers/recurrent/wasm.ts';

/** Bytes of the transposed weights of so many rows, in panels of `width`. */
const transposedBytes = (rows: number, hidden: number, width: number) =>
  Math.ceil(rows / width) * quads(hidden) * width * 64;
/** Bytes of a tile [4][16]. */
const tileBytes = 256;
/** Groups of units whose gradients a thread sums at once, at most (`assembly/weights.ts`). */
const groupsAtMost = 8;
/** Tiles read up to five places past the end of a buffer. */
const slackBytes = 512;

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
    const scratch = [...layoutBytes(plan), states, packed, batch * 64];
    backend.withScratch(scratch, (addresses) => {
      const layout = layoutArguments(backend, plan, sizes, addresses);
      const given = [x, kernel, recurrentKernel, bias].map((tensor) => backend.address(tensor));
      const made = [gates, cells, sequence].map((tensor) => backend.address(tensor));
      const all = [...layout, ...given, ...addresses.slice(2), ...made];
      backend.run(lstmForwardJob, all, [], isSpread(plan, sizes, 4));
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
      ...layoutBytes(plan),
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
      backend.run(lstmBackwardJob, all, [], isSpread(plan, sizes, 4));
    });
    return outputs;
  },
};

export const lstmWasm = [forward, backward];
