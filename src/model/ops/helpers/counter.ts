/**
 * The counter-based random generator of the dropout kernels: bits depend on (key, index) alone, so that
 * the backward pass draws the same mask again and every backend draws the same one.
 */

/** A good 32-bit mixer: constants found by Chris Wellons' hash prospector ("lowbias32"). All uint32. */
function mix32(x: number): number {
  let h = x >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0xd35a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Two uint32 keys of one dropout: which run, which step, which place in the network. */
export interface CounterKey {
  key0: number;
  key1: number;
}

/** `stream` numbers the network's dropouts, so that no two share a mask. */
export function counterKey(seed: number, step: number, stream: number): CounterKey {
  const key0 = mix32((mix32(seed ^ 0x5bd1e995) + step) >>> 0);
  return { key0, key1: mix32((key0 ^ mix32(stream + 0x27d4eb2f)) >>> 0) };
}

/** 32 random bits for element `index`: mix32(mix32(index + key0) ^ key1), sums modulo 2^32. */
export function counterBits(index: number, key: CounterKey): number {
  return mix32((mix32((index + key.key0) >>> 0) ^ key.key1) >>> 0);
}

/** An element is kept when its bits are below this uint32; keepProb below 1. */
export function keepThreshold(keepProb: number): number {
  return Math.min(0xffffffff, Math.floor(keepProb * 0x100000000)) >>> 0;
}
