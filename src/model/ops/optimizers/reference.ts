/** A formula's step in plain float64. */
import type { Algebra, OptimizerFormula } from './formula.ts';
import { stepOf } from './step.ts';
import type { StepNumbers } from './step.ts';

const float64: Algebra<number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  sqrt: Math.sqrt,
  sign: Math.sign,
  madd: (a, b, c) => a * b + c,
};

/**
 * @param values θ (`parameter`), its gradient and the slots by name, all of one length
 * @param scale the clipping's factor
 * @returns new θ and slots, by name
 */
export function updateReference(
  formula: OptimizerFormula,
  values: Record<string, Float64Array>,
  numbers: StepNumbers & { scale: number },
): Record<string, Float64Array> {
  const names = ['parameter', ...formula.slots];
  const next = Object.fromEntries(names.map((name) => [name, values[name].slice()]));
  values['parameter'].forEach((_, i) => {
    const element = Object.fromEntries([...names, 'gradient'].map((name) => [name, values[name][i]]));
    const updated = stepOf(float64, formula, element, numbers);
    for (const name of names) next[name][i] = updated[name];
  });
  return next;
}
