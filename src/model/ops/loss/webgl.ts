/** Sigmoid, loss and accuracy in fragment shaders. */
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { sigmoidLoss, sigmoidLossGrad } from './signature.ts';
import type { LossAttrs, LossGradInput, LossInput } from './op.ts';
import gradSource from './webgl/grad.glsl?raw';
import metricsSource from './webgl/metrics.glsl?raw';

const metrics = { name: 'loss', source: metricsSource };
const grad = { name: 'loss gradient', source: gradSource };

function uniformsOf(batch: number, { loss }: LossAttrs) {
  return { batch, crossEntropy: loss === 'binary-cross-entropy' ? 1 : 0 };
}

const lossKernel: FusedKernel<LossInput, LossAttrs, FusedWebglBackend> = {
  name: sigmoidLoss.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = {
        logits: call.input(inputs.logits),
        labels: call.input(inputs.labels),
        weights: call.input(inputs.weights),
      };
      const output = call.output([3]);
      const uniforms = uniformsOf(inputs.logits.shape[0], attrs);
      call.fill({ shader: metrics, tensors, uniforms, outputs: [output] });
      return [output.info];
    }),
};

const gradKernel: FusedKernel<LossGradInput, LossAttrs, FusedWebglBackend> = {
  name: sigmoidLossGrad.name,
  run: ({ inputs, attrs, backend }) =>
    kernelCall(backend, (call) => {
      const tensors = {
        logits: call.input(inputs.logits),
        labels: call.input(inputs.labels),
        weights: call.input(inputs.weights),
        dy: call.input(inputs.dy),
      };
      const output = call.output(inputs.logits.shape);
      const uniforms = uniformsOf(inputs.logits.shape[0], attrs);
      call.fill({ shader: grad, tensors, uniforms, outputs: [output] });
      return [output.info];
    }),
};

export const kernels = [lossKernel, gradKernel];
