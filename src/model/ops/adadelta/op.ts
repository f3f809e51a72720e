/**
 * Adadelta (Zeiler 2012, algorithm 1), times a learning rate as in PyTorch. With g = scale[0]·gradient + l2·θ:
 *   a ← ρ·a + (1 − ρ)·g²     Δ = g · √(d + ε) / √(a + ε)     d ← ρ·d + (1 − ρ)·Δ²     θ ← θ − learningRate·Δ
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { runKernel } from '../helpers/kernel.ts';

/** Inputs: parameter θ, gradient, a (accumulatedGradient), d (accumulatedDelta), scale [2]. Outputs: new θ, a, d. */
export const adadeltaUpdate = 'AdadeltaUpdate';
export type AdadeltaInput = 'parameter' | 'gradient' | 'accumulatedGradient' | 'accumulatedDelta' | 'scale';
export interface AdadeltaAttrs {
  learningRate: number;
  rho: number;
  epsilon: number;
  l2: number;
}

export function adadelta(inputs: Record<AdadeltaInput, Tensor>, attrs: AdadeltaAttrs): Tensor[] {
  return runKernel<AdadeltaInput, AdadeltaAttrs>(adadeltaUpdate, inputs, attrs);
}
