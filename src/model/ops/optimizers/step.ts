/** One element's whole step, from the gradient as it came: what every template writes. */
import type { Algebra, OptimizerFormula, StepInput } from './formula.ts';

/** What the update of an element reads: L2's factor, and the formula's own numbers. */
export type StepNumbers = Record<string, number>;

/** The numbers of a step by name, in the order in which kernels take them. */
export function stepNumbers(
  formula: OptimizerFormula,
  input: StepInput,
  constants: Record<string, number> = formula.constants,
): StepNumbers {
  return { l2: input.l2, ...formula.numbers({ ...constants, ...input }) };
}

const anyStep: StepInput = { learningRate: 1, l2: 0, step: 1 };

export function numberNames(formula: OptimizerFormula): string[] {
  return Object.keys(stepNumbers(formula, anyStep));
}

/**
 * @param values the element's parameter, gradient and slots by name
 * @param scale the factor of clipping
 * @param numbers as `stepNumbers` has them
 */
export function stepOf<T>(
  o: Algebra<T>,
  formula: OptimizerFormula,
  values: Record<string, T>,
  { scale, ...numbers }: Record<string, T>,
): Record<string, T> {
  const { parameter } = values;
  const gradient = formula.decoupled
    ? o.mul(scale, values['gradient'])
    : o.madd(scale, values['gradient'], o.mul(numbers['l2'], parameter));
  return formula.update(o, { ...values, parameter, gradient }, numbers);
}
