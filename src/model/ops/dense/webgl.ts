/** The last layer in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import { signature } from '../../runtime/signature.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { denseLogits, denseLogitsGrad } from './signature.ts';
import { denseScalars } from './op.ts';
import type { DenseGradInput, DenseInput } from './op.ts';
import gradFeaturesSource from './webgl/grad-features.glsl?raw';
import gradKernelSource from './webgl/grad-kernel.glsl?raw';
import logitsSource from './webgl/logits.glsl?raw';

const logitsShader = glsl(denseLogits, logitsSource);
const scalars = { batch: 'size', inputs: 'size', units: 'size' } as const;
const gradFeatures = glsl(
  signature({
    name: 'DenseLogitsGrad of features',
    inputs: { kernel: 'float', dy: 'float' },
    outputs: ['dFeatures'],
    scalars,
  }),
  gradFeaturesSource,
);
const gradWeights = glsl(
  signature({
    name: 'DenseLogitsGrad of kernel',
    inputs: { features: 'float', dy: 'float' },
    outputs: ['dKernel'],
    scalars: { ...scalars, forBias: 'flag' },
  }),
  gradKernelSource,
);

const logitsKernel: FusedKernel<DenseInput, object, FusedWebglBackend> = {
  name: denseLogits.name,
  run: ({ inputs: given, backend }) =>
    kernelCall(backend, (call) => {
      const inputs = call.inputs(given);
      const sizes = denseScalars(given);
      const logits = call.output([sizes.batch, sizes.units]);
      call.fill({ shader: logitsShader, inputs, outputs: { logits }, scalars: sizes });
      return [logits.info];
    }),
};

const gradKernel: FusedKernel<DenseGradInput, object, FusedWebglBackend> = {
  name: denseLogitsGrad.name,
  run: ({ inputs: given, backend }) =>
    kernelCall(backend, (call) => {
      const { features, kernel, dy } = call.inputs(given);
      const sizes = denseScalars(given);
      const dFeatures = call.output(given.features.shape);
      const dKernel = call.output(given.kernel.shape);
      const dBias = call.output([sizes.units]);
      call.fill({ shader: gradFeatures, inputs: { kernel, dy }, outputs: { dFeatures }, scalars: sizes });
      const ofWeights = { shader: gradWeights, inputs: { features, dy } };
      call.fill({ ...ofWeights, outputs: { dKernel }, scalars: { ...sizes, forBias: 0 } });
      call.fill({ ...ofWeights, outputs: { dKernel: dBias }, scalars: { ...sizes, inputs: 1, forBias: 1 } });
      return [dFeatures.info, dKernel.info, dBias.info];
    }),
};

export const kernels = [logitsKernel, gradKernel];
