/**
 * The parity suite: every op on a backend against its float64 reference. A backend's test file calls
 * `describeParity` with what makes that backend the one in use and registers its kernels.
 */
import { beforeAll, describe } from 'vitest';
import { ofEachOp, opNames } from '../registry.ts';
import type { OpName } from '../registry.ts';
import { cellNames } from '../../network/cells.ts';
import { freshSeed } from './harness.ts';
import type { ParityContext } from './harness.ts';
import { recurrentParity } from './recurrent.ts';

/** An op's own tests; those of recurrent cells are the same for all. */
interface ParityFile {
  /** Registers the tests; called inside a `describe`. */
  parity: (context: ParityContext) => void;
  /** There are cases that take minutes on a software GPU. */
  heavy?: boolean;
}

const files = new Map([
  ...ofEachOp(import.meta.glob<ParityFile>('../*/parity.ts', { eager: true })),
  ...cellNames.map((cell): [OpName, ParityFile] => [
    cell,
    { parity: (context) => recurrentParity(context, cell), heavy: true },
  ]),
]);

function fileOf(op: OpName): ParityFile {
  const file = files.get(op);
  if (!file) throw new Error(`The op ${op} has no parity.ts.`);
  return file;
}

export interface ParityOptions {
  /** These ops alone; all of them when left out. */
  only?: readonly OpName[];
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
  const chosen = opNames
    .filter((op) => !only || only.includes(op))
    .map(fileOf)
    .filter((file) => !heavy || file.heavy);
  const context = { seed: freshSeed(), tolerance, heavy };
  describe(`${backendName} against the reference`, () => {
    beforeAll(setup);
    for (const { parity } of chosen) parity(context);
  });
}
