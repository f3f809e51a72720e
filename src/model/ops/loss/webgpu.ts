/** Sigmoid, loss and accuracy on WebGPU. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { sigmoidLoss, sigmoidLossGrad } from './signature.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';
import gradCode from './webgpu/grad.wgsl?raw';
import metricsCode from './webgpu/metrics.wgsl?raw';

const wordsOf = (batch: number, { loss }: LossAttrs) => [batch, Number(loss === 'mean-squared-error')];

const forward: FusedKernel<LossInput, LossAttrs, FusedWebgpuBackend> = {
  name: sigmoidLoss.name,
  run({ inputs: { logits, labels, weights }, attrs, backend }) {
    const metrics = backend.output([3]);
    backend.run({
      source: wgsl(sigmoidLoss.name, metricsCode),
      reads: [logits, labels, weights],
      writes: [metrics],
      words: wordsOf(logits.shape[0], attrs),
      groups: [1],
    });
    return [metrics];
  },
};

const backward: FusedKernel<LossGradInput, LossAttrs, FusedWebgpuBackend> = {
  name: sigmoidLossGrad.name,
  run({ inputs: { logits, labels, weights, dy }, attrs, backend }) {
    const dLogits = backend.output(logits.shape);
    backend.run({
      source: wgsl(sigmoidLossGrad.name, gradCode),
      reads: [logits, labels, weights, dy],
      writes: [dLogits],
      words: wordsOf(logits.shape[0], attrs),
      groups: [1],
    });
    return [dLogits];
  },
};

export const kernels = [forward, backward];
