import { Random } from './random.ts';

/** The uses of a run's seed on the CPU by this folder; each has its own stream of numbers. */
const purposes = { batchOrder: 2, wordDropout: 3 } as const;

/**
 * Random numbers for one purpose. `index` (an epoch, a step) makes each of them a stream of its own, so that
 * a resumed run draws what an unbroken one would have drawn.
 */
export function randomFor(seed: number, purpose: keyof typeof purposes, index = 0): Random {
  return new Random(seed, Math.imul(purposes[purpose], 0x85ebca6b) ^ Math.imul(index, 0x9e3779b1));
}
