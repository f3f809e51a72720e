/** Loss and accuracy in fragment shaders. */
import { glsl } from '../../runtime/webgl/painter.ts';
import type { FusedKernel } from '../../runtime/kernel.ts';
import type { Signature } from '../../runtime/signature.ts';
import type { FusedWebglBackend } from '../../runtime/webgl/backend.ts';
import { kernelCall } from '../../runtime/webgl/call.ts';
import { sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad } from './signature.ts';
import { lossScalars, softmaxScalars } from './op.ts';
import type { LossAttrs, LossGradInput, LossInput, ScalarsOf } from './op.ts';
import metricsSource from './webgl/metrics.glsl?raw';
import sigmoidGradSource from './webgl/sigmoid-grad.glsl?raw';
import sigmoidTermsSource from './webgl/sigmoid-terms.glsl?raw';
import softmaxGradSource from './webgl/softmax-grad.glsl?raw';
import softmaxRowSource from './webgl/softmax-row.glsl?raw';
import softmaxTermsSource from './webgl/softmax-terms.glsl?raw';
import weightsSource from './webgl/weights.glsl?raw';

function forward<S extends string>(
  signature: Signature<LossInput, 'metrics', S>,
  source: string,
  scalarsOf: ScalarsOf<S>,
): FusedKernel<LossInput, LossAttrs, FusedWebglBackend> {
  const shader = glsl(signature, source + metricsSource);
  return {
    name: signature.name,
    run: ({ inputs, attrs, backend }) =>
      kernelCall(backend, (call) => {
        const views = call.inputs(inputs);
        const metrics = call.output([3]);
        const scalars = scalarsOf(inputs.logits, attrs);
        call.fill({ shader, inputs: views, outputs: { metrics }, scalars });
        return [metrics.info];
      }),
  };
}

function backward<S extends string>(
  signature: Signature<LossGradInput, 'dLogits', S>,
  source: string,
  scalarsOf: ScalarsOf<S>,
): FusedKernel<LossGradInput, LossAttrs, FusedWebglBackend> {
  const shader = glsl(signature, weightsSource + source);
  return {
    name: signature.name,
    run: ({ inputs, attrs, backend }) =>
      kernelCall(backend, (call) => {
        const views = call.inputs(inputs);
        const dLogits = call.output(inputs.logits.shape);
        const scalars = scalarsOf(inputs.logits, attrs);
        call.fill({ shader, inputs: views, outputs: { dLogits }, scalars });
        return [dLogits.info];
      }),
  };
}

export const kernels = [
  forward(sigmoidLoss, sigmoidTermsSource, lossScalars),
  backward(sigmoidLossGrad, sigmoidGradSource, lossScalars),
  forward(softmaxLoss, softmaxRowSource + softmaxTermsSource, softmaxScalars),
  backward(softmaxLossGrad, softmaxRowSource + softmaxGradSource, softmaxScalars),
];
