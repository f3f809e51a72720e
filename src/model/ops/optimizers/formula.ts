/**
 * What an optimizer is: one formula, from which the templates of this folder make its kernels for every backend
 * and its float64 reference. `registry.ts` lists them.
 */

/** The operations of a formula, on whatever stands for a number: a value, a tensor, or a name in a shader. */
export interface Algebra<T> {
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  sqrt(a: T): T;
  /** −1, 0 or 1. */
  sign(a: T): T;
  /** a·b + c, rounded once where the machine can. */
  madd(a: T, b: T, c: T): T;
}

/** What each step's numbers are made from: the constants, and what changes from step to step. */
export interface StepInput {
  learningRate: number;
  /** L2's factor, or the weight decay's. */
  l2: number;
  /** From 1. */
  step: number;
}

/**
 * `S` names what is saved for each element beside the parameter, `C` the constants, `N` the numbers that the
 * update of an element reads.
 */
export interface OptimizerFormula<
  S extends string = string,
  C extends string = string,
  N extends string = string,
> {
  /** Running values of a parameter, zeros at first, each of its shape. */
  slots: readonly S[];
  /** The paper's constants. */
  constants: Record<C, number>;
  /** How PyTorch makes it from `groups` of parameters and a `learning_rate`, and its names of the slots. */
  pytorch: {
    create(constants: Record<C, number>): string;
    slots: Record<S, string>;
    /** A class of its own, where PyTorch has none. */
    definition?: string;
  };
  /** The same for all elements of a step, computed once in float64. */
  numbers(input: StepInput & Record<C, number>): Record<N, number>;
  /** The formula decays weights in its own way: L2 is no part of the gradient. */
  decoupled?: true;
  /** One element's new parameter and slots. `gradient` is scale·gradient + l2·parameter, the latter unless decoupled. */
  update<T>(
    o: Algebra<T>,
    values: Record<S | 'parameter' | 'gradient', T>,
    numbers: Record<N, T>,
  ): Record<S | 'parameter', T>;
}

/** Checks a formula's names against each other; whoever walks over formulas knows them as strings. */
export function optimizer<S extends string, C extends string, N extends string>(
  formula: OptimizerFormula<S, C, N>,
): OptimizerFormula {
  return formula as OptimizerFormula;
}

/** share·mean + rest·value, where rest is 1 − share: a running mean. */
export function runningMean<T>(o: Algebra<T>, mean: T, value: T, [share, rest]: readonly [T, T]): T {
  return o.madd(share, mean, o.mul(rest, value));
}

/** The running mean of value². */
export function runningSquare<T>(o: Algebra<T>, mean: T, value: T, [share, rest]: readonly [T, T]): T {
  return o.madd(share, mean, o.mul(o.mul(rest, value), value));
}
