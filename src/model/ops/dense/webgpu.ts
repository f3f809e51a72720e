/** The last layer on WebGPU. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { denseLogit, denseLogitGrad } from './signature.ts';
import type { DenseGradInput, DenseInput } from './op.ts';
import gradCode from './webgpu/grad.wgsl?raw';
import logitCode from './webgpu/logit.wgsl?raw';

const forward: FusedKernel<DenseInput, object, FusedWebgpuBackend> = {
  name: denseLogit.name,
  run({ inputs: { features, kernel, bias }, backend }) {
    const [batch, count] = features.shape;
    const logits = backend.output([batch]);
    const source = wgsl(denseLogit.name, logitCode);
    const reads = [features, kernel, bias];
    backend.run({ source, reads, writes: [logits], words: [count], groups: [batch] });
    return [logits];
  },
};

const backward: FusedKernel<DenseGradInput, object, FusedWebgpuBackend> = {
  name: denseLogitGrad.name,
  run({ inputs: { features, kernel, dy }, backend }) {
    const [batch, count] = features.shape;
    const writes = [backend.output([batch, count]), backend.output([count, 1]), backend.output([1])];
    const source = wgsl(denseLogitGrad.name, gradCode);
    const groups: [number] = [Math.ceil((count + 1) / 64)];
    backend.run({ source, reads: [features, kernel, dy], writes, words: [batch, count], groups });
    return writes;
  },
};

export const kernels = [forward, backward];
