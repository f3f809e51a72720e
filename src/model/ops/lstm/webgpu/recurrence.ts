/** Both directions of the recurrence: one dispatch, or as many as a long sequence is cut into. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedWebgpuBackend } from '../../../runtime/webgpu/backend.ts';
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
const tuners = new WeakMap<FusedWebgpuBackend, RecurrenceTuner>();

/** What this backend's recurrences have learned about their plans. */
export function tunerOf(backend: FusedWebgpuBackend): RecurrenceTuner {
  const known = tuners.get(backend);
  if (known) return known;
  const tuner = new RecurrenceTuner(backend);
  tuners.set(backend, tuner);
  return tuner;
}

export interface Recurrence {
  direction: Direction;
  reverse: boolean;
  /** In the order of the shader's bindings. */
  reads: readonly TensorInfo[];
  writes: readonly TensorInfo[];
}

function sourceOf(direction: Direction, plan: RecurrencePlan, hidden: number): Source {
  return wgsl(`lstm/${direction}`, codes[direction] + sharedCode, recurrenceConstants(plan, hidden));
}

export function recurrence(backend: FusedWebgpuBackend, dims: LstmDims, call: Recurrence): void {
  const { direction, reads, writes } = call;
  const { batch, time, hidden } = dims;
  const chunks = timeChunks(dims, backend.stepsPerDispatch);
  const canTime = backend.hasClock && !backend.timer.running && chunks.length === 1;
  const { plan, timed } = tunerOf(backend).choose(direction, dims, canTime, (candidate) =>
    backend.isReady({
      source: sourceOf(direction, candidate, hidden),
      reads: reads.length,
      writes: writes.length + Number(candidate.scratch),
    }),
  );
  const groups = Math.ceil(batch / plan.rows);
  const scratch = plan.scratch
    ? [backend.output([groups * plan.rows * sharedFloats[direction] * hidden])]
    : [];
  if (direction === 'backward') chunks.reverse();
  chunks.forEach(([first, last], n) => {
    // Each chunk is sent off by itself: some systems reset a device whose submissions take seconds.
    if (n > 0) backend.send();
    backend.run(
      {
        source: sourceOf(direction, plan, hidden),
        reads,
        writes: [...writes, ...scratch],
        words: [batch, time, first, last, Number(call.reverse)],
        groups: [groups],
      },
      timed,
    );
  });
  backend.release(...scratch);
}
