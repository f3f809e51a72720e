/** Loss and accuracy on WebGPU. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad } from './signature.ts';
import { lossScalars, softmaxScalars } from './op.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';
import gradCode from './webgpu/grad.wgsl?raw';
import metricsCode from './webgpu/metrics.wgsl?raw';
import softmaxGradCode from './webgpu/softmax-grad.wgsl?raw';
import softmaxMetricsCode from './webgpu/softmax-metrics.wgsl?raw';
import softmaxRowCode from './webgpu/softmax-row.wgsl?raw';

type Kernel = FusedKernel<LossInput, LossAttrs, FusedWebgpuBackend>;
type GradKernel = FusedKernel<LossGradInput, LossAttrs, FusedWebgpuBackend>;

const groups: [number] = [1];

const sigmoidForward: Kernel = {
  name: sigmoidLoss.name,
  run({ inputs, attrs, backend }) {
    const metrics = backend.output([3]);
    const source = wgsl(sigmoidLoss, metricsCode);
    const scalars = lossScalars(inputs.logits, attrs);
    backend.run({ source, inputs, outputs: { metrics }, scalars, groups });
    return [metrics];
  },
};

const sigmoidBackward: GradKernel = {
  name: sigmoidLossGrad.name,
  run({ inputs, attrs, backend }) {
    const dLogits = backend.output(inputs.logits.shape);
    const source = wgsl(sigmoidLossGrad, gradCode);
    const scalars = lossScalars(inputs.logits, attrs);
    backend.run({ source, inputs, outputs: { dLogits }, scalars, groups });
    return [dLogits];
  },
};

const softmaxForward: Kernel = {
  name: softmaxLoss.name,
  run({ inputs, attrs, backend }) {
    const metrics = backend.output([3]);
    const source = wgsl(softmaxLoss, softmaxRowCode + softmaxMetricsCode);
    const scalars = softmaxScalars(inputs.logits, attrs);
    backend.run({ source, inputs, outputs: { metrics }, scalars, groups });
    return [metrics];
  },
};

const softmaxBackward: GradKernel = {
  name: softmaxLossGrad.name,
  run({ inputs, attrs, backend }) {
    const dLogits = backend.output(inputs.logits.shape);
    const source = wgsl(softmaxLossGrad, softmaxRowCode + softmaxGradCode);
    const scalars = softmaxScalars(inputs.logits, attrs);
    backend.run({ source, inputs, outputs: { dLogits }, scalars, groups });
    return [dLogits];
  },
};

export const kernels = [sigmoidForward, sigmoidBackward, softmaxForward, softmaxBackward];
