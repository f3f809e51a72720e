/** Both directions of the recurrence: one dispatch, or as many as a long sequence is cut into. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedWebgpuBackend } from '../../../runtime/webgpu/backend.ts';
import { signature } from '../../../runtime/signature.ts';
import type { Signature } from '../../../runtime/signature.ts';
import { wgsl } from '../../../runtime/webgpu/template.ts';
import type { Source } from '../../../runtime/webgpu/template.ts';
import backwardCode from './backward.wgsl?raw';
import type { LstmDims } from './dims.ts';
import forwardCode from './forward.wgsl?raw';
import { recurrenceConstants, sharedFloats, timeChunks } from './recurrence-plan.ts';
import type { Direction, RecurrencePlan } from './recurrence-plan.ts';
import sharedCode from './shared.wgsl?raw';
import { RecurrenceTuner } from './tuner.ts';

const codes: Record<Direction, string> = { forward: forwardCode, backward: backwardCode };

const scalars = { batch: 'size', time: 'size', first: 'size', last: 'size', reverse: 'flag' } as const;

const signatures = {
  forward: signature({
    name: 'lstm/forward',
    inputs: { lengths: 'int', recurrent: 'float' },
    outputs: ['gates', 'cells', 'sequence'],
    scalars,
  }),
  backward: signature({
    name: 'lstm/backward',
    inputs: { lengths: 'int', dy: 'float', gates: 'float', cells: 'float', transposed: 'float' },
    outputs: ['dgates', 'carry'],
    scalars,
  }),
};
const tuners = new WeakMap<FusedWebgpuBackend, RecurrenceTuner>();

/** What this backend's recurrences have learned about their plans. */
export function tunerOf(backend: FusedWebgpuBackend): RecurrenceTuner {
  const known = tuners.get(backend);
  if (known) return known;
  const tuner = new RecurrenceTuner(backend);
  tuners.set(backend, tuner);
  return tuner;
}

type Names<D extends Direction> = (typeof signatures)[D];

export interface Recurrence<D extends Direction> {
  direction: D;
  reverse: boolean;
  inputs: Record<keyof Names<D>['inputs'] & string, TensorInfo>;
  outputs: Record<Names<D>['outputs'][number], TensorInfo>;
}

/** Where the workgroups share through a buffer, that is one more output. */
function sourceOf(direction: Direction, plan: RecurrencePlan, hidden: number): Source {
  const { outputs, ...names }: Signature = signatures[direction];
  const all = plan.scratch ? [...outputs, 'shared_'] : outputs;
  const code = codes[direction] + sharedCode;
  return wgsl({ ...names, outputs: all }, code, recurrenceConstants(plan, hidden), { shared_: 'Rows' });
}

export function recurrence<D extends Direction>(
  backend: FusedWebgpuBackend,
  dims: LstmDims,
  { direction, inputs, outputs, reverse }: Recurrence<D>,
): void {
  const { batch, time, hidden } = dims;
  const chunks = timeChunks(dims, backend.stepsPerDispatch);
  const canTime = backend.hasClock && !backend.timer.running && chunks.length === 1;
  const { plan, timed } = tunerOf(backend).choose(direction, dims, canTime, (candidate) =>
    backend.isReady(sourceOf(direction, candidate, hidden)),
  );
  const groups = Math.ceil(batch / plan.rows);
  const scratch = plan.scratch
    ? backend.output([groups * plan.rows * sharedFloats[direction] * hidden])
    : null;
  if (direction === 'backward') chunks.reverse();
  chunks.forEach(([first, last], n) => {
    // Each chunk is sent off by itself: some systems reset a device whose submissions take seconds.
    if (n > 0) backend.send();
    backend.run(
      {
        source: sourceOf(direction, plan, hidden),
        inputs,
        outputs: scratch ? { ...outputs, shared_: scratch } : outputs,
        scalars: { batch, time, first, last, reverse: Number(reverse) },
        groups: [groups],
      },
      timed,
    );
  });
  if (scratch) backend.release(scratch);
}
