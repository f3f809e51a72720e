/** What a backend holds while it trains, for tests that it does not grow. */
import { memory } from '@tensorflow/tfjs-core';
import { chooseBackend } from '../backends/choose.ts';
import type { ComputeBackend } from '../backends/handle.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { chooseBuckets, planBatches } from '../data/index.ts';
import { Stepper } from '../training/stepper.ts';
import { tinyData } from './tiny-data.ts';

export interface HeldMemory {
  tensors: number;
  buffers: number;
  /** Of the device: tensors and pools. */
  bytes: number;
}

/** Trains so many steps and says what is held after every `every` of them. */
export async function heldWhileTraining(
  backend: ComputeBackend,
  config: RunConfig,
  steps: number,
  every: number,
): Promise<HeldMemory[]> {
  const data = await tinyData(config, 150);
  const { handle } = await chooseBackend(backend, null);
  const { batchSize, seed } = config;
  const buckets = chooseBuckets([data.train]);
  const plans = planBatches(data.train, { batchSize, buckets, shuffle: true, seed, epoch: 1 });
  const stepper = new Stepper(config, data);
  const held: HeldMemory[] = [];
  for (let i = 1; i <= steps; i++) {
    stepper.run(plans[i % plans.length]);
    if (i % every > 0) continue;
    await stepper.pending.read();
    const { numTensors: tensors, numDataBuffers: buffers } = memory();
    held.push({ tensors, buffers, bytes: handle.bytesHeld() });
  }
  stepper.dispose();
  handle.dispose();
  return held;
}
