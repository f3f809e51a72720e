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
  run({ inputs: given, backend }) {
    const [batch, inputs] = given.features.shape;
    const logits = backend.output([batch]);
    const source = wgsl(denseLogit, logitCode);
    backend.run({ source, inputs: given, outputs: { logits }, scalars: { batch, inputs }, groups: [batch] });
    return [logits];
  },
};

const backward: FusedKernel<DenseGradInput, object, FusedWebgpuBackend> = {
  name: denseLogitGrad.name,
  run({ inputs: given, backend }) {
    const [batch, inputs] = given.features.shape;
    const outputs = {
      dFeatures: backend.output([batch, inputs]),
      dKernel: backend.output([inputs, 1]),
      dBias: backend.output([1]),
    };
    const source = wgsl(denseLogitGrad, gradCode);
    const groups: [number] = [Math.ceil((inputs + 1) / 64)];
    backend.run({ source, inputs: given, outputs, scalars: { batch, inputs }, groups });
    return [outputs.dFeatures, outputs.dKernel, outputs.dBias];
  },
};

export const kernels = [forward, backward];
