/** The update of a parameter, for each formula of the registry. */
import { signature } from '../../runtime/signature.ts';
import type { Signature } from '../../runtime/signature.ts';
import { jobOf } from '../../runtime/wasm/jobs.ts';
import type { OptimizerFormula } from './formula.ts';
import { formulas, optimizerNames } from './registry.ts';
import type { OptimizerName } from './registry.ts';
import { numberNames } from './step.ts';

/** Inputs of one number for each of the parameter's. */
export function elementsOf(formula: OptimizerFormula): string[] {
  return ['parameter', 'gradient', ...formula.slots];
}

/** What of an update is written anew; its output is called `next_…`. */
export function updatedOf(formula: OptimizerFormula): string[] {
  return ['parameter', ...formula.slots];
}

function allOf<K extends string, V>(names: readonly string[], kind: V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, kind])) as Record<K, V>;
}

function updateSignature(name: OptimizerName): Signature {
  const formula = formulas[name];
  return signature({
    name: `Update_${name}`,
    inputs: allOf<string, 'float'>([...elementsOf(formula), 'scale'], 'float'),
    outputs: updatedOf(formula).map((output) => `next_${output}`),
    scalars: { count: 'size', ...allOf<string, 'float'>(numberNames(formula), 'float') },
  });
}

export const updates = Object.fromEntries(
  optimizerNames.map((name) => [name, updateSignature(name)]),
) as Record<OptimizerName, Signature>;

export const updateJobs = optimizerNames.map((name) => ({
  formula: formulas[name],
  signature: updates[name],
  job: jobOf(updates[name]),
}));

export const optimizersOp = { kernels: Object.values(updates), jobs: updateJobs.map(({ job }) => job) };
