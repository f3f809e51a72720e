/** The WebAssembly kernels of a recurrent cell, which is built on `assembly/`: one job forwards, one backwards. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernel, WasmBackend } from '../../../runtime/wasm/backend.ts';
import type { RecurrentAttrs, RecurrentContract, RecurrentGradInput, RecurrentInput } from './op.ts';
import { planBatch } from './plan.ts';
import type { Plan } from './plan.ts';

/** Multiplications below which waking threads costs more than they save. */
const productsToSpread = 200_000;
/** Tiles read up to five places past the end of a buffer. */
const slackBytes = 512;
/** Groups whose gradients a thread sums at once, at most (`assembly/products.ts`). */
const groupsAtMost = 8;
/** Bytes of sixteen columns. */
const groupBytes = 64;

/** Columns in fours. */
const quads = (columns: number) => Math.ceil(columns / 4);
/** Units in sixteens. */
const panels = (hidden: number) => Math.ceil(hidden / 16);

export interface RecurrentJobs {
  forward: number;
  backward: number;
  /** Gates of a group of sixteen columns: 4, of four units each, or 1, of sixteen. */
  together: 1 | 4;
  /** Gates that read the hidden state itself; those after them read what the cell made of it. */
  plainGates: number;
}

/** A batch as the jobs take it, and the sizes of what they work in. */
class Layer {
  readonly plan: Plan;
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly hidden: number;
  /** Groups of sixteen columns. */
  readonly groups: number;
  /** Rows of the packed weights, or of the sums of their gradients: W, U and the bias. */
  readonly rows: number;
  readonly stateBytes: number;

  constructor(
    private readonly backend: WasmBackend,
    { x, lengths, recurrentKernel }: Record<'x' | 'lengths' | 'recurrentKernel', TensorInfo>,
    { reverse }: RecurrentAttrs,
    private readonly gates: number,
    private readonly jobs: RecurrentJobs,
  ) {
    const { together, plainGates } = jobs;
    [this.batch, this.time, this.inputs] = x.shape;
    const hidden = recurrentKernel.shape[0];
    this.hidden = hidden;
    this.plan = planBatch(backend.ints(lengths), this.time, reverse);
    this.groups = (gates / together) * Math.ceil((hidden * together) / 16);
    this.rows = 1 + 4 * (quads(this.inputs) + quads(hidden));
    const states = quads(this.inputs) + quads(hidden) * (plainGates < gates ? 2 : 1);
    this.stateBytes = states * this.plan.stride * 16;
  }

  /** Runs a job: first what all have, then the job's own addresses, and after those its scratch memory. */
  run(
    job: number,
    tensors: { shared: (TensorInfo | null)[]; own: TensorInfo[] },
    scratchBytes: number[],
    last: number[] = [],
  ): void {
    const { backend, plan, batch, time, inputs, hidden, gates, jobs } = this;
    const bytes = [plan.total * 4, (plan.steps + 1) * 4, this.stateBytes, ...scratchBytes];
    const addresses = (list: (TensorInfo | null)[]) => list.map((one) => (one ? backend.address(one) : 0));
    backend.withScratch(bytes, ([rows, starts, states, ...scratch]) => {
      backend.intsAt(rows, plan.total).set(plan.rows);
      backend.intsAt(starts, plan.steps + 1).set(plan.starts);
      const ragged = plan.total < batch * time ? 1 : 0;
      const [x, kernel, recurrentKernel, sequence, gateValues, cells] = addresses(tensors.shared);
      const ints = [
        ...[rows, starts, plan.steps, plan.total, plan.stride, batch, time, inputs, hidden, ragged],
        ...[gates, jobs.together, jobs.plainGates],
        ...[x, kernel, recurrentKernel, sequence, states, gateValues, cells],
        ...addresses(tensors.own),
        ...[...scratch, ...last],
      ];
      const products = plan.total * hidden * (inputs + hidden) * gates;
      backend.run(job, ints, [], products > productsToSpread);
    });
  }
}

/** Both kernels of a cell that saves its gates, and where it has one its cell state. */
export function recurrentWasm<Saved extends 'gates' | 'cells'>(
  { sequence: sequenceName, gradient, gates: count, saved }: RecurrentContract<Saved>,
  jobs: RecurrentJobs,
): [
  WasmKernel<RecurrentInput, RecurrentAttrs>,
  WasmKernel<RecurrentGradInput<'gates' | 'cells'>, RecurrentAttrs>,
] {
  const hasCells = saved.some((name) => name === 'cells');

  const forward: WasmKernel<RecurrentInput, RecurrentAttrs> = {
    name: sequenceName,
    run({ inputs, attrs, backend }) {
      const { x, kernel, recurrentKernel, bias } = inputs;
      const layer = new Layer(backend, inputs, attrs, count, jobs);
      const { batch, time, hidden, groups, plan } = layer;
      const sequence = backend.output([batch, time, hidden]);
      const gates = backend.output([groups, plan.stride, 16]);
      const cells = hasCells ? backend.output([quads(hidden), plan.stride, 4]) : null;
      const shared = [x, kernel, recurrentKernel, sequence, gates, cells];
      layer.run(jobs.forward, { shared, own: [bias] }, [groups * layer.rows * groupBytes]);
      return cells ? [sequence, gates, cells] : [sequence, gates];
    },
  };

  const backward: WasmKernel<RecurrentGradInput<'gates' | 'cells'>, RecurrentAttrs> = {
    name: gradient,
    run({ inputs: given, attrs, backend }) {
      const { x, kernel, recurrentKernel, sequence, gates, dy } = given;
      const layer = new Layer(backend, given, attrs, count, jobs);
      const { batch, time, inputs, hidden, groups, plan } = layer;
      const width = count * hidden;
      const outputs = [[batch, time, inputs], [inputs, width], [hidden, width], [width]].map((shape) =>
        backend.output(shape),
      );
      const work = groupsAtMost * layer.rows * groupBytes;
      const scratch = [
        Math.ceil(inputs / 8) * groups * 8 * groupBytes,
        panels(hidden) * groups * 16 * groupBytes,
        groups * plan.stride * groupBytes + slackBytes,
        panels(hidden) * batch * groupBytes,
        work * backend.threads,
      ];
      const shared = [x, kernel, recurrentKernel, sequence, gates, hasCells ? given.cells : null];
      layer.run(jobs.backward, { shared, own: [dy, ...outputs] }, scratch, [work]);
      return outputs;
    },
  };

  return [forward, backward];
}
