/** The last layer on WebGPU. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebgpuBackend } from '../../runtime/webgpu/backend.ts';
import { wgsl } from '../../runtime/webgpu/template.ts';
import { denseLogits, denseLogitsGrad } from './signature.ts';
import { denseScalars } from './op.ts';
import type { DenseGradInput, DenseInput } from './op.ts';
import gradCode from './webgpu/grad.wgsl?raw';
import logitsCode from './webgpu/logits.wgsl?raw';

const forward: FusedKernel<DenseInput, object, FusedWebgpuBackend> = {
  name: denseLogits.name,
  run({ inputs, backend }) {
    const scalars = denseScalars(inputs);
    const logits = backend.output([scalars.batch, scalars.units]);
    const source = wgsl(denseLogits, logitsCode);
    backend.run({ source, inputs, outputs: { logits }, scalars, groups: [scalars.batch, scalars.units] });
    return [logits];
  },
};

const backward: FusedKernel<DenseGradInput, object, FusedWebgpuBackend> = {
  name: denseLogitsGrad.name,
  run({ inputs, backend }) {
    const scalars = denseScalars(inputs);
    const outputs = {
      dFeatures: backend.output(inputs.features.shape),
      dKernel: backend.output(inputs.kernel.shape),
      dBias: backend.output([scalars.units]),
    };
    const source = wgsl(denseLogitsGrad, gradCode);
    const groups: [number, number] = [Math.ceil((scalars.inputs + 1) / 64), scalars.units];
    backend.run({ source, inputs, outputs, scalars, groups });
    return [outputs.dFeatures, outputs.dKernel, outputs.dBias];
  },
};

export const kernels = [forward, backward];
