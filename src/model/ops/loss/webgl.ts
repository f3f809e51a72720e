/** Sigmoid, loss and accuracy in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { sigmoidLoss, sigmoidLossGrad } from './signature.ts';
import { lossScalars } from './op.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';
import gradSource from './webgl/grad.glsl?raw';
import metricsSource from './webgl/metrics.glsl?raw';

const metricsShader = glsl(sigmoidLoss, metricsSource);
const gradShader = glsl(sigmoidLossGrad, gradSource);

const lossKernel: FusedKernel<LossInput, LossAttrs, FusedWebglBackend> = {
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

const gradKernel: FusedKernel<LossGradInput, LossAttrs, FusedWebglBackend> = {
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

export const kernels = [lossKernel, gradKernel];
