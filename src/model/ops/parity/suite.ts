/**
 * The parity suite: every op on a backend against its float64 reference. A backend's test file calls
 * `describeParity` with what makes that backend the one in use and registers its kernels.
 */
import { beforeAll, describe } from 'vitest';
import { optimizerNames } from '../optimizers/registry.ts';
import { cellNames } from './cells.ts';
import { freshSeed } from './harness.ts';
import type { ParityContext } from './harness.ts';
import { denseParity, dropoutParity, embeddingParity, lossParity, poolingParity } from './network-ops.ts';
import { recurrentParity } from './recurrent.ts';
import { clipParity, optimizerParity } from './optimizer-ops.ts';

function recordOf<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

const suites = {
  ...recordOf(cellNames, (cell) => (context: ParityContext) => recurrentParity(context, cell)),
  embedding: embeddingParity,
  dropout: dropoutParity,
  pooling: poolingParity,
  dense: denseParity,
  loss: lossParity,
  clip: clipParity,
  optimizers: (context: ParityContext) => optimizerNames.forEach((name) => optimizerParity(context, name)),
};

export type ParityOp = keyof typeof suites;

/** Ops with cases that take minutes on a software GPU. */
const heavyOps: readonly ParityOp[] = [...cellNames, 'embedding'];

export interface ParityOptions {
  /** These ops alone; all of them when left out. */
  only?: readonly ParityOp[];
  /**
   * The largest error, as a fraction of the largest magnitude in the expected tensor: 1e-4 when left out.
   * By tensor and not by element, as an element that is a sum of large terms near 0 keeps their rounding.
   */
  tolerance?: number;
  /** The long sequences and large layers instead, for a `.long.test` file. */
  heavy?: boolean;
}

/** Registers the suite's tests for a backend. Inputs are drawn anew in each run; failures name the seed. */
export function describeParity(
  backendName: string,
  setup: () => Promise<void>,
  { only, tolerance = 1e-4, heavy = false }: ParityOptions = {},
): void {
  const ops = (Object.keys(suites) as ParityOp[]).filter(
    (op) => (!only || only.includes(op)) && (!heavy || heavyOps.includes(op)),
  );
  const context = { seed: freshSeed(), tolerance, heavy };
  describe(`${backendName} against the reference`, () => {
    beforeAll(setup);
    for (const op of ops) suites[op](context);
  });
}
