/** Loss and accuracy in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad } from './signature.ts';
import { lossScalars, softmaxScalars } from './op.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';
import gradSource from './webgl/grad.glsl?raw';
import metricsSource from './webgl/metrics.glsl?raw';
import softmaxGradSource from './webgl/softmax-grad.glsl?raw';
import softmaxMetricsSource from './webgl/softmax-metrics.glsl?raw';
import softmaxRowSource from './webgl/softmax-row.glsl?raw';

type Kernel = FusedKernel<LossInput, LossAttrs, FusedWebglBackend>;
type GradKernel = FusedKernel<LossGradInput, LossAttrs, FusedWebglBackend>;

const metricsShader = glsl(sigmoidLoss, metricsSource);
const gradShader = glsl(sigmoidLossGrad, gradSource);
const softmaxMetricsShader = glsl(softmaxLoss, softmaxRowSource + softmaxMetricsSource);
const softmaxGradShader = glsl(softmaxLossGrad, softmaxRowSource + softmaxGradSource);

const sigmoidForward: Kernel = {
  name: sigmoidLoss.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const metrics = call.output([3]);
      const scalars = lossScalars(inputs.logits, attrs);
      call.fill({ shader: metricsShader, inputs: views, outputs: { metrics }, scalars });
      return [metrics.info];
    }),
};

const sigmoidBackward: GradKernel = {
  name: sigmoidLossGrad.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const dLogits = call.output(inputs.logits.shape);
      const scalars = lossScalars(inputs.logits, attrs);
      call.fill({ shader: gradShader, inputs: views, outputs: { dLogits }, scalars });
      return [dLogits.info];
    }),
};

const softmaxForward: Kernel = {
  name: softmaxLoss.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const metrics = call.output([3]);
      const scalars = softmaxScalars(inputs.logits, attrs);
      call.fill({ shader: softmaxMetricsShader, inputs: views, outputs: { metrics }, scalars });
      return [metrics.info];
    }),
};

const softmaxBackward: GradKernel = {
  name: softmaxLossGrad.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const views = call.inputs(inputs);
      const dLogits = call.output(inputs.logits.shape);
      const scalars = softmaxScalars(inputs.logits, attrs);
      call.fill({ shader: softmaxGradShader, inputs: views, outputs: { dLogits }, scalars });
      return [dLogits.info];
    }),
};

export const kernels = [sigmoidForward, sigmoidBackward, softmaxForward, softmaxBackward];
