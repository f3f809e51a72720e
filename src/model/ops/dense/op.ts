/** The last layer: the logits of a review, one for two classes, else one for each class. */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import type { InputOf } from '../../runtime/signature.ts';
import { denseLogits, denseLogitsGrad } from './signature.ts';

/** Inputs: features [B,F], kernel [F,K], bias [K]. Output: logits [B,K] = features·kernel + bias. */
export type DenseInput = InputOf<typeof denseLogits>;

/** Inputs: features, kernel, dy [B,K]. Outputs: dFeatures [B,F], dKernel [F,K], dBias [K]. */
export type DenseGradInput = InputOf<typeof denseLogitsGrad>;

interface Shaped {
  shape: number[];
}

/** What every kernel reads besides its tensors. */
export function denseScalars({ features, kernel }: { features: Shaped; kernel: Shaped }) {
  return { batch: features.shape[0], inputs: features.shape[1], units: kernel.shape[1] };
}

/** Logits [B,K]. Differentiable in all three. */
export function dense(features: Tensor2D, kernel: Tensor2D, bias: Tensor1D): Tensor2D {
  const op = customGrad((...args) => {
    const [featuresIn, kernelIn, biasIn] = args as unknown as Tensor[];
    const save = args[3] as unknown as (tensors: Tensor[]) => void;
    const inputs = { features: featuresIn, kernel: kernelIn, bias: biasIn };
    const [value] = runKernel(denseLogits, inputs);
    save([featuresIn, kernelIn]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      runKernel(denseLogitsGrad, { features: saved[0], kernel: saved[1], dy });
    return { value, gradFunc };
  });
  return op(features, kernel, bias) as Tensor2D;
}
