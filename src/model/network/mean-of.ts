import { add, fill, mul, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The mean of some tensors of one shape; of one that tensor itself. The tensors are disposed unless it is one alone. */
export function meanOf<T extends Tensor>(tensors: readonly T[]): T {
  if (tensors.length === 1) return tensors[0];
  const [{ shape }] = tensors;
  const mean = tidy(() => {
    const sum = tensors.reduce((one, other) => add<T>(one, other));
    return mul<T>(sum, fill(shape, 1 / tensors.length));
  });
  for (const tensor of tensors) tensor.dispose();
  return mean;
}
