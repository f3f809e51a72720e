/**
 * Gradient descent with momentum, as in PyTorch. With g = scale[0]·gradient + l2·θ:
 *   b ← momentum·b + g     θ ← θ − learningRate·b
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { runKernel } from '../helpers/kernel.ts';

/** Inputs: parameter θ, gradient, b (velocity), scale [2]. Outputs: new θ, b. */
export const sgdUpdate = 'SgdUpdate';
export type SgdInput = 'parameter' | 'gradient' | 'velocity' | 'scale';
export interface SgdAttrs {
  learningRate: number;
  momentum: number;
  l2: number;
}

export function sgd(inputs: Record<SgdInput, Tensor>, attrs: SgdAttrs): Tensor[] {
  return runKernel<SgdInput, SgdAttrs>(sgdUpdate, inputs, attrs);
}
