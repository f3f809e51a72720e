/** Clipping by the norm of all gradients together (Pascanu et al. 2013). */
import { concat, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import { clipScale, squaredNorm } from './signature.ts';

/**
 * `squaredNorm`. Input: x of any shape. Output: [1], the sum of its squares.
 * `clipScale`. Input: squares [K]. Output: [2] = [s, n], n = √Σ squares, s = maxNorm > 0 ? min(1, maxNorm / (n + 1e-6)) : 1.
 */
export interface ClipAttrs {
  maxNorm: number;
}

/** [scale, norm] of these gradients; maxNorm 0 never scales. Every update multiplies its gradient by the scale. */
export function gradientScale(gradients: Tensor[], maxNorm: number): Tensor1D {
  return tidy(() => {
    const squares = gradients.map((x) => runKernel(squaredNorm, { x })[0] as Tensor1D);
    return runKernel(clipScale, { squares: concat(squares) }, { maxNorm })[0] as Tensor1D;
  });
}
