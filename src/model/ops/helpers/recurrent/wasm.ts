/** The WebAssembly kernels of a recurrent cell, which is built on `assembly/`: one job forwards, one backwards. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Arguments, WasmBackend, WasmKernel } from '../../../runtime/wasm/backend.ts';
import type { RecurrentAttrs } from './op.ts';
import { planBatch } from './plan.ts';
import { groupsAtMost } from './signature.ts';
import type {
  BackwardJob,
  ForwardJob,
  RecurrentGradInput,
  RecurrentInput,
  RecurrentSaved,
  RecurrentSignature,
} from './signature.ts';

/** Multiplications below which waking threads costs more than they save. */
const parallelProducts = 200_000;
/** Tiles read up to five places past the end of a buffer. */
const slackBytes = 512;
/** Bytes of sixteen columns. */
const groupBytes = 64;

/** Columns in fours. */
const quads = (columns: number) => Math.ceil(columns / 4);
/** Units in sixteens. */
const panels = (hidden: number) => Math.ceil(hidden / 16);

type Cell = Pick<RecurrentSignature<RecurrentSaved>, 'gates' | 'together' | 'plainGates'>;

/** A batch as both jobs take it, and the sizes of what they work in. */
function layerOf(
  backend: WasmBackend,
  { x, lengths, recurrentKernel }: Record<'x' | 'lengths' | 'recurrentKernel', TensorInfo>,
  { reverse }: RecurrentAttrs,
  { gates, together, plainGates }: Cell,
) {
  const [batch, time, inputs] = x.shape;
  const [hidden] = recurrentKernel.shape;
  const { rows, starts, total, steps, stride } = planBatch(backend.ints(lengths), time, reverse);
  const stateQuads = quads(inputs) + quads(hidden) * (plainGates < gates ? 2 : 1);
  const layoutBytes = [total * 4, (steps + 1) * 4, stateQuads * stride * 16];
  const ragged = total < batch * time ? 1 : 0;
  const counts = { steps, total, stride, ragged, gateCount: gates, together, plainGates };
  const sizes = { batch, time, inputs, hidden };
  const isParallel = total * hidden * (inputs + hidden) * gates > parallelProducts;
  return {
    ...sizes,
    stride,
    /** Groups of sixteen columns. */
    groups: (gates / together) * Math.ceil((hidden * together) / 16),
    /** Rows of the packed weights, or of the sums of their gradients: W, U and the bias. */
    rowCount: 1 + 4 * (quads(inputs) + quads(hidden)),
    /** Runs a job with memory lent for it; `rest` are the arguments that are not the batch's. */
    run(job: ForwardJob | BackwardJob, bytes: number[], rest: (lent: number[]) => Arguments[]): void {
      backend.withScratch([...layoutBytes, ...bytes], ([rowsAt, startsAt, states, ...lent]) => {
        backend.intsAt(rowsAt, total).set(rows);
        backend.intsAt(startsAt, steps + 1).set(starts);
        const memory = { rows: rowsAt, starts: startsAt, states };
        backend.runFrom(job, [memory, sizes, counts, ...rest(lent)], isParallel);
      });
    },
  };
}

type Forward = WasmKernel<RecurrentInput, RecurrentAttrs>;
type Backward = WasmKernel<RecurrentGradInput<RecurrentSaved>, RecurrentAttrs>;

function forwardOf<Saved extends RecurrentSaved>(cell: RecurrentSignature<Saved>): Forward {
  const hasCells = cell.saved.some((name) => name === 'cells');
  return {
    name: cell.sequence.name,
    run({ inputs: given, attrs, backend }) {
      const layer = layerOf(backend, given, attrs, cell);
      const { batch, time, hidden, stride, groups } = layer;
      const sequence = backend.output([batch, time, hidden]);
      const gates = backend.output([groups, stride, 16]);
      const saved = hasCells ? [gates, backend.output([quads(hidden), stride, 4])] : [gates];
      const cells = saved[1] ?? 0;
      layer.run(cell.forward, [groups * layer.rowCount * groupBytes], ([packed]) => [
        given,
        { sequence, gates, cells, packed },
      ]);
      return [sequence, ...saved];
    },
  };
}

function backwardOf<Saved extends RecurrentSaved>(cell: RecurrentSignature<Saved>): Backward {
  return {
    name: cell.gradient.name,
    run({ inputs: given, attrs, backend }) {
      const layer = layerOf(backend, given, attrs, cell);
      const { batch, time, inputs, hidden, stride, groups } = layer;
      const width = cell.gates * hidden;
      const dx = backend.output([batch, time, inputs]);
      const dKernel = backend.output([inputs, width]);
      const dRecurrentKernel = backend.output([hidden, width]);
      const dBias = backend.output([width]);
      const workBytes = groupsAtMost * layer.rowCount * groupBytes;
      const bytes = [
        Math.ceil(inputs / 8) * groups * 8 * groupBytes,
        panels(hidden) * groups * 16 * groupBytes,
        groups * stride * groupBytes + slackBytes,
        panels(hidden) * batch * groupBytes,
        workBytes * backend.threads,
      ];
      layer.run(cell.backward, bytes, ([packedKernel, packedRecurrent, dGates, carry, work]) => [
        given,
        // `cells` of what is given, where there are any, comes first.
        {
          cells: 0,
          dx,
          dKernel,
          dRecurrentKernel,
          dBias,
          packedKernel,
          packedRecurrent,
          dGates,
          carry,
          work,
          workBytes,
        },
      ]);
      return [dx, dKernel, dRecurrentKernel, dBias];
    },
  };
}

/** Both kernels of a cell that saves its gates, and where it has one its cell state. */
export function recurrentWasm<Saved extends RecurrentSaved>(
  cell: RecurrentSignature<Saved>,
): [Forward, Backward] {
  return [forwardOf(cell), backwardOf(cell)];
}
