/** The LSTM on WebGPU: products for all timesteps at once, and one dispatch for the recurrence between them. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../helpers/kernel.ts';
import type { FusedWebgpuBackend } from '../helpers/webgpu/backend.ts';
import { wgsl } from '../helpers/webgpu/template.ts';
import { lstmSequence, lstmSequenceGrad } from './op.ts';
import type { LstmAttrs, LstmGradInput, LstmInput } from './op.ts';
import backwardCode from './webgpu/backward.wgsl?raw';
import forwardCode from './webgpu/forward.wgsl?raw';
import { defaultPlan, recurrenceConstants, sharedFloats, timeChunks } from './webgpu/plan.ts';
import type { LstmDims, RecurrencePlan } from './webgpu/plan.ts';
import sharedCode from './webgpu/shared.wgsl?raw';
import { product, transposed, weightsGradient } from './webgpu/products.ts';

function dimsOf(x: TensorInfo, recurrentKernel: TensorInfo): LstmDims {
  const [batch, time, inputs] = x.shape;
  return { batch, time, inputs, hidden: recurrentKernel.shape[0] };
}

/** The buffer that the workgroups of a plan share through, if they do; `perRow` floats for each batch row. */
function scratchFor(backend: FusedWebgpuBackend, plan: RecurrencePlan, perRow: number): TensorInfo[] {
  return plan.scratch ? [backend.output([plan.rows * perRow])] : [];
}

const forward: FusedKernel<LstmInput, LstmAttrs, FusedWebgpuBackend> = {
  name: lstmSequence,
  run({ inputs: { x, lengths, kernel, recurrentKernel, bias }, attrs, backend }) {
    const dims = dimsOf(x, recurrentKernel);
    const { batch, time, inputs, hidden } = dims;
    const sequence = backend.output([batch, time, hidden]);
    const gates = backend.output([batch, time, 4 * hidden]);
    const cells = backend.output([batch, time, hidden]);
    const sizes = [batch * time, inputs, 4 * hidden] as const;
    product(backend, { lengths, a: x, b: kernel, bias, out: gates, time, sizes });

    const plan = defaultPlan(dims, backend).forward;
    const source = wgsl('lstm/forward', forwardCode + sharedCode, recurrenceConstants(plan, hidden));
    const groups = Math.ceil(batch / plan.rows);
    const scratch = scratchFor(backend, plan, groups * sharedFloats.forward * hidden);
    timeChunks(dims, backend.stepsPerDispatch).forEach(([first, last], n) => {
      if (n > 0) backend.send();
      backend.run({
        source,
        reads: [lengths, recurrentKernel],
        writes: [gates, cells, sequence, ...scratch],
        words: [batch, time, first, last, Number(attrs.reverse)],
        groups: [groups],
      });
    });
    backend.release(...scratch);
    return [sequence, gates, cells];
  },
};

type GradInputs = Record<LstmGradInput, TensorInfo>;

/** Gradients of all gates' sums [B,T,4H], 0 in the padding. A scratch tensor. */
function gateGradients(
  backend: FusedWebgpuBackend,
  { lengths, recurrentKernel, gates, cells, dy }: GradInputs,
  dims: LstmDims,
  reverse: boolean,
): TensorInfo {
  const { batch, time, hidden } = dims;
  const dgates = backend.output([batch, time, 4 * hidden]);
  const carry = backend.output([batch, hidden]);
  const u = transposed(backend, recurrentKernel);
  const plan = defaultPlan(dims, backend).backward;
  const source = wgsl('lstm/backward', backwardCode + sharedCode, recurrenceConstants(plan, hidden));
  const chunks = timeChunks(dims, backend.stepsPerDispatch).toReversed();
  const groups = Math.ceil(batch / plan.rows);
  const scratch = scratchFor(backend, plan, groups * sharedFloats.backward * hidden);
  chunks.forEach(([first, last], n) => {
    if (n > 0) backend.send();
    backend.run({
      source,
      reads: [lengths, dy, gates, cells, u],
      writes: [dgates, carry, ...scratch],
      words: [batch, time, first, last, Number(reverse)],
      groups: [groups],
    });
  });
  backend.release(carry, u, ...scratch);
  return dgates;
}

const backward: FusedKernel<LstmGradInput, LstmAttrs, FusedWebgpuBackend> = {
  name: lstmSequenceGrad,
  run({ inputs: given, attrs, backend }) {
    const { x, lengths, kernel, sequence } = given;
    const dims = dimsOf(x, given.recurrentKernel);
    const { batch, time, inputs, hidden } = dims;
    const dgates = gateGradients(backend, given, dims, attrs.reverse);

    const dx = backend.output([batch, time, inputs]);
    const w = transposed(backend, kernel);
    const sizes = [batch * time, 4 * hidden, inputs] as const;
    product(backend, { lengths, a: dgates, b: w, out: dx, time, sizes });
    const ofX = { lengths, a: x, dgates, rows: inputs, shift: 0, bias: true } as const;
    const [dKernel, dBias] = weightsGradient(backend, dims, ofX);
    const shift = attrs.reverse ? 1 : -1;
    const ofH = { lengths, a: sequence, dgates, rows: hidden, shift, bias: false } as const;
    const [dRecurrentKernel] = weightsGradient(backend, dims, ofH);
    backend.release(dgates, w);
    return [dx, dKernel, dRecurrentKernel, dBias];
  },
};

export const lstmWebgpu = [forward, backward];
