/**
 * Adam (Kingma and Ba 2015), epsilon outside the corrected root as in PyTorch. With g = scale[0]·gradient + l2·θ:
 *   m ← β1·m + (1 − β1)·g     v ← β2·v + (1 − β2)·g²
 *   θ ← θ − learningRate · (m / correction1) / (√(v / correction2) + ε)     correctionN = 1 − βN^step
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { runKernel } from '../helpers/kernel.ts';

/** Inputs: parameter θ, gradient, m, v (all one shape), scale [2]. Outputs: new θ, m, v. */
export const adamUpdate = 'AdamUpdate';
export type AdamInput = 'parameter' | 'gradient' | 'm' | 'v' | 'scale';
export interface AdamAttrs {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  correction1: number;
  correction2: number;
  l2: number;
}

export function adam(inputs: Record<AdamInput, Tensor>, attrs: AdamAttrs): Tensor[] {
  return runKernel<AdamInput, AdamAttrs>(adamUpdate, inputs, attrs);
}
