/** Sigmoid, loss and accuracy on WebGPU. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { sigmoidLoss, sigmoidLossGrad } from './signature.ts';
import { lossScalars } from './op.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';
import gradCode from './webgpu/grad.wgsl?raw';
import metricsCode from './webgpu/metrics.wgsl?raw';

const forward: FusedKernel<LossInput, LossAttrs, FusedWebgpuBackend> = {
  name: sigmoidLoss.name,
  run({ inputs, attrs, backend }) {
    const metrics = backend.output([3]);
    backend.run({
      source: wgsl(sigmoidLoss, metricsCode),
      inputs,
      outputs: { metrics },
      scalars: lossScalars(inputs.logits, attrs),
      groups: [1],
    });
    return [metrics];
  },
};

const backward: FusedKernel<LossGradInput, LossAttrs, FusedWebgpuBackend> = {
  name: sigmoidLossGrad.name,
  run({ inputs, attrs, backend }) {
    const dLogits = backend.output(inputs.logits.shape);
    backend.run({
      source: wgsl(sigmoidLossGrad, gradCode),
      inputs,
      outputs: { dLogits },
      scalars: lossScalars(inputs.logits, attrs),
      groups: [1],
    });
    return [dLogits];
  },
};

export const kernels = [forward, backward];
