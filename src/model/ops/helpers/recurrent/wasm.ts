/** The WebAssembly kernels of a recurrent cell that is built on `assembly/`: one job forwards, one backwards. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernel, WasmKernels } from '../wasm.ts';
import type { RecurrentAttrs, RecurrentContract, RecurrentGradInput, RecurrentInput } from './op.ts';
import { planBatch } from './plan.ts';
import type { Plan } from './plan.ts';

/** Multiplications below which waking threads costs more than they save. */
const productsToSpread = 200_000;
/** Tiles read up to five places past the end of a buffer. */
const slackBytes = 512;

export interface RecurrentSizes {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
}

export function sizesOf(x: TensorInfo, recurrentKernel: TensorInfo): RecurrentSizes {
  const [batch, time, inputs] = x.shape;
  return { batch, time, inputs, hidden: recurrentKernel.shape[0] };
}

/** Columns in fours. */
export const quads = (columns: number) => Math.ceil(columns / 4);
/** A gate's units in sixteens. */
const panels = (hidden: number) => Math.ceil(hidden / 16);

/** Bytes of what `layoutArguments` writes. */
export const layoutBytes = (plan: Plan) => [plan.total * 4, (plan.steps + 1) * 4];

/** The layout's fields, written into the first two scratch blocks. */
export function layoutArguments(
  backend: WasmKernels,
  plan: Plan,
  { batch, time, inputs, hidden }: RecurrentSizes,
  [rowsAt, startsAt]: number[],
): number[] {
  backend.intsAt(rowsAt, plan.total).set(plan.rows);
  backend.intsAt(startsAt, plan.steps + 1).set(plan.starts);
  const ragged = plan.total < batch * time ? 1 : 0;
  return [rowsAt, startsAt, plan.steps, plan.total, plan.stride, batch, time, inputs, hidden, ragged];
}

export function isSpread(plan: Plan, { inputs, hidden }: RecurrentSizes, gates: number): boolean {
  return plan.total * hidden * (inputs + hidden) * gates > productsToSpread;
}

export interface RecurrentJobs {
  forward: number;
  backward: number;
  /** Gates that read the hidden state itself; those after them read what the cell made of it. */
  plainGates: number;
}

/** @param contract of an op that saves its gates alone */
export function recurrentWasm(
  { sequence: sequenceName, gradient, gates: count }: RecurrentContract<'gates'>,
  jobs: RecurrentJobs,
): [WasmKernel<RecurrentInput, RecurrentAttrs>, WasmKernel<RecurrentGradInput<'gates'>, RecurrentAttrs>] {
  const stateBytes = (plan: Plan, { inputs, hidden }: RecurrentSizes) =>
    (quads(inputs) + 2 * quads(hidden)) * plan.stride * 16;

  const forward: WasmKernel<RecurrentInput, RecurrentAttrs> = {
    name: sequenceName,
    run({ inputs: { x, lengths, kernel, recurrentKernel, bias }, attrs, backend }) {
      const sizes = sizesOf(x, recurrentKernel);
      const { batch, time, inputs, hidden } = sizes;
      const plan = planBatch(backend.ints(lengths), time, attrs.reverse);
      const sequence = backend.output([batch, time, hidden]);
      const gates = backend.output([count * panels(hidden), plan.stride, 16]);
      const packed = count * panels(hidden) * (1 + 4 * (quads(inputs) + quads(hidden))) * 64;
      const scratch = [...layoutBytes(plan), stateBytes(plan, sizes), packed];
      backend.withScratch(scratch, (addresses) => {
        const given = [x, kernel, recurrentKernel, bias].map((tensor) => backend.address(tensor));
        const ints = [
          ...layoutArguments(backend, plan, sizes, addresses),
          ...[count, jobs.plainGates, addresses[2], backend.address(gates)],
          ...[...given, addresses[3], backend.address(sequence)],
        ];
        backend.run(jobs.forward, ints, [], isSpread(plan, sizes, count));
      });
      return [sequence, gates];
    },
  };

  const backward: WasmKernel<RecurrentGradInput<'gates'>, RecurrentAttrs> = {
    name: gradient,
    run({ inputs: given, attrs, backend }) {
      const { x, lengths, kernel, recurrentKernel, sequence, gates, dy } = given;
      const sizes = sizesOf(x, recurrentKernel);
      const { batch, time, inputs, hidden } = sizes;
      const plan = planBatch(backend.ints(lengths), time, attrs.reverse);
      const width = count * hidden;
      const outputs = [[batch, time, inputs], [inputs, width], [hidden, width], [width]].map((shape) =>
        backend.output(shape),
      );
      const groups = count * panels(hidden);
      const work = (quads(inputs) + quads(hidden)) * 256 + 64;
      const scratch = [
        ...layoutBytes(plan),
        stateBytes(plan, sizes),
        Math.ceil(inputs / 8) * groups * 8 * 64,
        panels(hidden) * groups * 16 * 64,
        groups * plan.stride * 64 + slackBytes,
        panels(hidden) * batch * 64,
        work * backend.threads,
      ];
      backend.withScratch(scratch, (addresses) => {
        const tensors = [x, kernel, recurrentKernel, sequence, dy, ...outputs];
        const ints = [
          ...layoutArguments(backend, plan, sizes, addresses),
          ...[count, jobs.plainGates, addresses[2], backend.address(gates)],
          ...tensors.map((tensor) => backend.address(tensor)),
          ...[...addresses.slice(3), work],
        ];
        backend.run(jobs.backward, ints, [], isSpread(plan, sizes, count));
      });
      return outputs;
    },
  };

  return [forward, backward];
}
