/** Reads tensors back from the device together. */
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * All reads are under way at once, so that they take about as long as one: where a read waits for a timer (about
 * 100 ms in Firefox), one after the other would take that long for each tensor.
 *
 * @returns copies of the values, in the tensors' order
 */
export function readTensors(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  return Promise.all(tensors.map(async (tensor) => (await tensor.data<'float32'>()).slice()));
}
