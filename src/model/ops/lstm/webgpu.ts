/** The LSTM on WebGPU: products for all timesteps at once, and one dispatch for the recurrence between them. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import type { RecurrentAttrs } from '../helpers/recurrent/op.ts';
import type { RecurrentInput } from '../helpers/recurrent/signature.ts';
import type { LstmGradInput } from './signature.ts';
import { lstmOp } from './signature.ts';
import type { LstmDims } from './webgpu/dims.ts';
import { product, transposed, weightsGradient } from './webgpu/products.ts';
import { recurrence } from './webgpu/recurrence.ts';

function dimsOf(x: TensorInfo, recurrentKernel: TensorInfo): LstmDims {
  const [batch, time, inputs] = x.shape;
  return { batch, time, inputs, hidden: recurrentKernel.shape[0] };
}

const forward: FusedKernel<RecurrentInput, RecurrentAttrs, FusedWebgpuBackend> = {
  name: lstmOp.sequence.name,
  run({ inputs: { x, lengths, kernel, recurrentKernel, bias }, attrs: { reverse }, backend }) {
    const dims = dimsOf(x, recurrentKernel);
    const { batch, time, inputs, hidden } = dims;
    const sequence = backend.output([batch, time, hidden]);
    const gates = backend.output([batch, time, 4 * hidden]);
    const cells = backend.output([batch, time, hidden]);
    const sizes = [batch * time, inputs, 4 * hidden] as const;
    product(backend, { lengths, a: x, b: kernel, bias, out: gates, time, sizes });
    const given = { lengths, recurrent: recurrentKernel };
    const outputs = { gates, cells, sequence };
    recurrence(backend, dims, { direction: 'forward', reverse, inputs: given, outputs });
    return [sequence, gates, cells];
  },
};

/** Gradients of all gates' sums [B,T,4H], 0 in the padding. A scratch tensor. */
function gateGradients(
  backend: FusedWebgpuBackend,
  { lengths, recurrentKernel, gates, cells, dy }: Record<LstmGradInput, TensorInfo>,
  dims: LstmDims,
  reverse: boolean,
): TensorInfo {
  const { batch, time, hidden } = dims;
  const dgates = backend.output([batch, time, 4 * hidden]);
  const carry = backend.output([batch, hidden]);
  const u = transposed(backend, recurrentKernel);
  const inputs = { lengths, dy, gates, cells, transposed: u };
  recurrence(backend, dims, { direction: 'backward', reverse, inputs, outputs: { dgates, carry } });
  backend.release(carry, u);
  return dgates;
}

const backward: FusedKernel<LstmGradInput, RecurrentAttrs, FusedWebgpuBackend> = {
  name: lstmOp.gradient.name,
  run({ inputs: given, attrs: { reverse }, backend }) {
    const { x, lengths, kernel, sequence } = given;
    const dims = dimsOf(x, given.recurrentKernel);
    const { batch, time, inputs, hidden } = dims;
    const dgates = gateGradients(backend, given, dims, reverse);

    const dx = backend.output([batch, time, inputs]);
    const w = transposed(backend, kernel);
    const sizes = [batch * time, 4 * hidden, inputs] as const;
    product(backend, { lengths, a: dgates, b: w, out: dx, time, sizes });
    const ofX = { lengths, a: x, dgates, rows: inputs, shift: 0, bias: true } as const;
    const [dKernel, dBias] = weightsGradient(backend, dims, ofX);
    const shift = reverse ? 1 : -1;
    const ofH = { lengths, a: sequence, dgates, rows: hidden, shift, bias: false } as const;
    const [dRecurrentKernel] = weightsGradient(backend, dims, ofH);
    backend.release(dgates, w);
    return [dx, dKernel, dRecurrentKernel, dBias];
  },
};

export const kernels = [forward, backward];
