/** The last layer in fragment shaders. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { denseLogit, denseLogitGrad } from './signature.ts';
import type { DenseGradInput, DenseInput } from './op.ts';
import gradFeaturesSource from './webgl/grad-features.glsl?raw';
import gradKernelSource from './webgl/grad-kernel.glsl?raw';
import logitSource from './webgl/logit.glsl?raw';

const logit = { name: 'dense logit', source: logitSource };
const gradFeatures = { name: 'dense gradient of features', source: gradFeaturesSource };
const gradWeights = { name: 'dense gradient of kernel', source: gradKernelSource };

const logitKernel: FusedKernel<DenseInput, object, FusedWebglBackend> = {
  name: denseLogit.name,
  run: ({ inputs, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = {
        features: call.input(inputs.features),
        kernel: call.input(inputs.kernel),
        bias: call.input(inputs.bias),
      };
      const [batch, count] = inputs.features.shape;
      const output = call.output([batch]);
      call.fill({ shader: logit, tensors, uniforms: { batch, inputs: count }, outputs: [output] });
      return [output.info];
    }),
};

const gradKernel: FusedKernel<DenseGradInput, object, FusedWebglBackend> = {
  name: denseLogitGrad.name,
  run: ({ inputs, backend }) =>
    kernelCall(backend, (call) => {
      const features = call.input(inputs.features);
      const kernel = call.input(inputs.kernel);
      const dy = call.input(inputs.dy);
      const [batch, count] = inputs.features.shape;
      const dFeatures = call.output([batch, count]);
      const dKernel = call.output([count, 1]);
      const dBias = call.output([1]);
      const uniforms = { batch, inputs: count };
      call.fill({ shader: gradFeatures, tensors: { kernel, dy }, uniforms, outputs: [dFeatures] });
      const tensors = { features, dy };
      call.fill({
        shader: gradWeights,
        tensors,
        uniforms: { ...uniforms, forBias: 0 },
        outputs: [dKernel],
      });
      call.fill({
        shader: gradWeights,
        tensors,
        uniforms: { batch, inputs: 1, forBias: 1 },
        outputs: [dBias],
      });
      return [dFeatures.info, dKernel.info, dBias.info];
    }),
};

export const kernels = [logitKernel, gradKernel];
