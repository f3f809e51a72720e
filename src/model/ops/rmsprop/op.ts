/**
 * RMSProp (Tieleman and Hinton 2012), epsilon outside the root as in PyTorch. With g = scale[0]·gradient + l2·θ:
 *   a ← ρ·a + (1 − ρ)·g²     θ ← θ − learningRate · g / (√a + ε)
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { runKernel } from '../helpers/kernel.ts';

/** Inputs: parameter θ, gradient, a (meanSquare), scale [2]. Outputs: new θ, a. */
export const rmspropUpdate = 'RmspropUpdate';
export type RmspropInput = 'parameter' | 'gradient' | 'meanSquare' | 'scale';
export interface RmspropAttrs {
  learningRate: number;
  rho: number;
  epsilon: number;
  l2: number;
}

export function rmsprop(inputs: Record<RmspropInput, Tensor>, attrs: RmspropAttrs): Tensor[] {
  return runKernel<RmspropInput, RmspropAttrs>(rmspropUpdate, inputs, attrs);
}
