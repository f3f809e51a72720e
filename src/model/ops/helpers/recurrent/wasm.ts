/** The WebAssembly kernels of a recurrent cell, which is built on `assembly/`: one job forwards, one backwards. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend, WasmKernel } from '../../../runtime/wasm/backend.ts';
import type { RecurrentAttrs } from './op.ts';
import { planBatch } from './plan.ts';
import type { RecurrentGradInput, RecurrentInput, RecurrentSaved, RecurrentSignature } from './signature.ts';

/** Multiplications below which waking threads costs more than they save. */
const parallelProducts = 200_000;
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
  // Named one by one: objects that are put together of others cost more than a short call.
  const ragged = total < batch * time ? 1 : 0;
  const gateCount = gates;
  const layoutOf = (memory: Memory) => ({
    rows: memory.rows,
    starts: memory.starts,
    states: memory.states,
    steps,
    total,
    stride,
    batch,
    time,
    inputs,
    hidden,
    ragged,
    gateCount,
    together,
    plainGates,
  });
  return {
    batch,
    time,
    inputs,
    hidden,
    stride,
    /** Groups of sixteen columns. */
    groups: (gates / together) * Math.ceil((hidden * together) / 16),
    /** Rows of the packed weights, or of the sums of their gradients: W, U and the bias. */
    rowCount: 1 + 4 * (quads(inputs) + quads(hidden)),
    isParallel: total * hidden * (inputs + hidden) * gates > parallelProducts,
    /** Lends memory, and gives the arguments that are no tensor's. */
    withMemory(
      bytes: number[],
      body: (layout: ReturnType<typeof layoutOf>, addresses: number[]) => void,
    ): void {
      backend.withScratch([...layoutBytes, ...bytes], ([rowsAt, startsAt, states, ...addresses]) => {
        backend.intsAt(rowsAt, total).set(rows);
        backend.intsAt(startsAt, steps + 1).set(starts);
        body(layoutOf({ rows: rowsAt, starts: startsAt, states }), addresses);
      });
    },
  };
}

type Memory = Record<'rows' | 'starts' | 'states', number>;

/** Both kernels of a cell that saves its gates, and where it has one its cell state. */
export function recurrentWasm<Saved extends RecurrentSaved>(
  cell: RecurrentSignature<Saved>,
): [
  WasmKernel<RecurrentInput, RecurrentAttrs>,
  WasmKernel<RecurrentGradInput<RecurrentSaved>, RecurrentAttrs>,
] {
  const hasCells = cell.saved.some((name) => name === 'cells');

  const forward: WasmKernel<RecurrentInput, RecurrentAttrs> = {
    name: cell.sequence.name,
    run({ inputs: given, attrs, backend }) {
      const { x, kernel, recurrentKernel, bias } = given;
      const layer = layerOf(backend, given, attrs, cell);
      const { batch, time, hidden, stride, groups, isParallel } = layer;
      const sequence = backend.output([batch, time, hidden]);
      const gates = backend.output([groups, stride, 16]);
      const saved = hasCells ? [gates, backend.output([quads(hidden), stride, 4])] : [gates];
      const cells = saved[1] ?? 0;
      layer.withMemory([groups * layer.rowCount * groupBytes], (layout, [packed]) =>
        backend.run(
          cell.forward,
          { ...layout, x, kernel, recurrentKernel, bias, sequence, gates, cells, packed },
          isParallel,
        ),
      );
      return [sequence, ...saved];
    },
  };

  const backward: WasmKernel<RecurrentGradInput<RecurrentSaved>, RecurrentAttrs> = {
    name: cell.gradient.name,
    run({ inputs: given, attrs, backend }) {
      const { x, kernel, recurrentKernel, sequence, gates, dy } = given;
      const cells = hasCells ? given.cells : 0;
      const layer = layerOf(backend, given, attrs, cell);
      const { batch, time, inputs, hidden, stride, groups, isParallel } = layer;
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
      layer.withMemory(bytes, (layout, [packedKernel, packedRecurrent, dGates, carry, work]) => {
        const values = {
          ...layout,
          x,
          kernel,
          recurrentKernel,
          sequence,
          gates,
          cells,
          dy,
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
        };
        backend.run(cell.backward, values, isParallel);
      });
      return [dx, dKernel, dRecurrentKernel, dBias];
    },
  };

  return [forward, backward];
}
