/** The last layer in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import { signature } from '../../runtime/signature.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { denseLogit, denseLogitGrad } from './signature.ts';
import type { DenseGradInput, DenseInput } from './op.ts';
import gradFeaturesSource from './webgl/grad-features.glsl?raw';
import gradKernelSource from './webgl/grad-kernel.glsl?raw';
import logitSource from './webgl/logit.glsl?raw';

const logit = glsl(denseLogit, logitSource);
const scalars = { batch: 'size', inputs: 'size' } as const;
const gradFeatures = glsl(
  signature({
    name: 'DenseLogitGrad of features',
    inputs: { kernel: 'float', dy: 'float' },
    outputs: ['dFeatures'],
    scalars,
  }),
  gradFeaturesSource,
);
const gradWeights = glsl(
  signature({
    name: 'DenseLogitGrad of kernel',
    inputs: { features: 'float', dy: 'float' },
    outputs: ['dKernel'],
    scalars: { ...scalars, forBias: 'flag' },
  }),
  gradKernelSource,
);

const logitKernel: FusedKernel<DenseInput, object, FusedWebglBackend> = {
  name: denseLogit.name,
  run: ({ inputs: given, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(given);
      const [batch, inputs] = given.features.shape;
      const logits = call.output([batch]);
      call.fill({ shader: logit, inputs: views, outputs: { logits }, scalars: { batch, inputs } });
      return [logits.info];
    }),
};

const gradKernel: FusedKernel<DenseGradInput, object, FusedWebglBackend> = {
  name: denseLogitGrad.name,
  run: ({ inputs: given, backend }) =>
    kernelCall(backend, (call) => {
      const { features, kernel, dy } = call.inputs(given);
      const [batch, inputs] = given.features.shape;
      const dFeatures = call.output([batch, inputs]);
      const dKernel = call.output([inputs, 1]);
      const dBias = call.output([1]);
      const sizes = { batch, inputs };
      call.fill({ shader: gradFeatures, inputs: { kernel, dy }, outputs: { dFeatures }, scalars: sizes });
      const ofWeights = { shader: gradWeights, inputs: { features, dy } };
      call.fill({ ...ofWeights, outputs: { dKernel }, scalars: { ...sizes, forBias: 0 } });
      call.fill({ ...ofWeights, outputs: { dKernel: dBias }, scalars: { batch, inputs: 1, forBias: 1 } });
      return [dFeatures.info, dKernel.info, dBias.info];
    }),
};

export const kernels = [logitKernel, gradKernel];
