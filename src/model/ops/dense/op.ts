/** The last layer: one number a review, before the sigmoid. */
import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import type { InputOf } from '../../runtime/signature.ts';
import { denseLogit, denseLogitGrad } from './signature.ts';

/** Inputs: features [B,F], kernel [F,1], bias [1]. Output: logits [B] = features·kernel + bias. */
export type DenseInput = InputOf<typeof denseLogit>;

/** Inputs: features, kernel, dy [B]. Outputs: dFeatures [B,F], dKernel [F,1], dBias [1]. */
export type DenseGradInput = InputOf<typeof denseLogitGrad>;

/** Logits [B]. Differentiable in all three. */
export function dense(features: Tensor2D, kernel: Tensor2D, bias: Tensor1D): Tensor1D {
  const op = customGrad((...args) => {
    const [featuresIn, kernelIn, biasIn] = args as unknown as Tensor[];
    const save = args[3] as unknown as (tensors: Tensor[]) => void;
    const inputs = { features: featuresIn, kernel: kernelIn, bias: biasIn };
    const [value] = runKernel(denseLogit, inputs);
    save([featuresIn, kernelIn]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      runKernel(denseLogitGrad, { features: saved[0], kernel: saved[1], dy });
    return { value, gradFunc };
  });
  return op(features, kernel, bias) as Tensor1D;
}
