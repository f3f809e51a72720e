/** The update of one parameter by an optimizer, with the slots that it saves for it. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { runKernel } from '../../runtime/kernel.ts';
import type { OptimizerName } from './registry.ts';
import { updates } from './signature.ts';
import type { StepNumbers } from './step.ts';

/**
 * @param inputs parameter θ, gradient and the formula's slots, all of one shape; scale [2], the clipping's factor
 * and the norm
 * @param numbers as `stepNumbers` has them
 * @returns the new θ, and the new slots in the formula's order
 */
export function updateParameter(
  optimizer: OptimizerName,
  inputs: Record<string, Tensor>,
  numbers: StepNumbers,
): Tensor[] {
  return runKernel(updates[optimizer], inputs, numbers);
}
