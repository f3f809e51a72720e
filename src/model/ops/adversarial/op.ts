/**
 * Adversarial noise on the vectors that a network reads (T. Miyato, A. Dai and I. Goodfellow, Adversarial training methods
 * for semi-supervised text classification, ICLR 2017): a step along the loss's slope, which makes the loss larger
 * than any other step of its length, to first order. Its length is a share of a word's, as long as those of the
 * review are in quadratic mean, so that it means the same for vectors of any size and reviews of any length.
 */
import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import type { InputOf } from '../../runtime/signature.ts';
import { adversarialNoise } from './signature.ts';

/**
 * Inputs: x and slope [B,T,E]; lengths [B], 0 to T. Output: noisy [B,T,E] = x + share · ‖x_b‖ / √L_b / ‖slope_b‖ · slope_b, both norms
 * over all numbers of the review's L_b tokens; x itself in the padding, and where the slope is 0.
 */
export type AdversarialInput = InputOf<typeof adversarialNoise>;
export interface AdversarialAttrs {
  /** From 0 up. */
  share: number;
}

/** The vectors x [B,T,E] with noise of so much of a word's length; no gradient flows through it. @param slope of the loss by x */
export function withNoise(x: Tensor3D, slope: Tensor, lengths: Tensor1D, share: number): Tensor3D {
  return runKernel(adversarialNoise, { x, slope, lengths }, { share })[0] as Tensor3D;
}
