/** Loss and accuracy on WebGPU, each kernel in one workgroup. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { Signature } from '../../runtime/signature.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad } from './signature.ts';
import { lossScalars, softmaxScalars } from './op.ts';
import type { LossAttrs, LossGradInput, LossInput, ScalarsOf } from './op.ts';
import metricsCode from './webgpu/metrics.wgsl?raw';
import sigmoidGradCode from './webgpu/sigmoid-grad.wgsl?raw';
import sigmoidTermsCode from './webgpu/sigmoid-terms.wgsl?raw';
import softmaxGradCode from './webgpu/softmax-grad.wgsl?raw';
import softmaxRowCode from './webgpu/softmax-row.wgsl?raw';
import softmaxTermsCode from './webgpu/softmax-terms.wgsl?raw';
import weightsCode from './webgpu/weights.wgsl?raw';

const groups: [number] = [1];

function forward<S extends string>(
  signature: Signature<LossInput, 'metrics', S>,
  code: string,
  scalarsOf: ScalarsOf<S>,
): FusedKernel<LossInput, LossAttrs, FusedWebgpuBackend> {
  const source = wgsl(signature, code + metricsCode);
  return {
    name: signature.name,
    run({ inputs, attrs, backend }) {
      const metrics = backend.output([3]);
      const scalars = scalarsOf(inputs.logits, attrs);
      backend.run({ source, inputs, outputs: { metrics }, scalars, groups });
      return [metrics];
    },
  };
}

function backward<S extends string>(
  signature: Signature<LossGradInput, 'dLogits', S>,
  code: string,
  scalarsOf: ScalarsOf<S>,
): FusedKernel<LossGradInput, LossAttrs, FusedWebgpuBackend> {
  const source = wgsl(signature, weightsCode + code);
  return {
    name: signature.name,
    run({ inputs, attrs, backend }) {
      const dLogits = backend.output(inputs.logits.shape);
      const scalars = scalarsOf(inputs.logits, attrs);
      backend.run({ source, inputs, outputs: { dLogits }, scalars, groups });
      return [dLogits];
    },
  };
}

export const kernels = [
  forward(sigmoidLoss, sigmoidTermsCode, lossScalars),
  backward(sigmoidLossGrad, sigmoidGradCode, lossScalars),
  forward(softmaxLoss, softmaxRowCode + softmaxTermsCode, softmaxScalars),
  backward(softmaxLossGrad, softmaxRowCode + softmaxGradCode, softmaxScalars),
];
