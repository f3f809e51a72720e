/** A formula written in another language, one operation a statement. */
import type { Algebra, OptimizerFormula } from './formula.ts';
import { numberNames, stepOf } from './step.ts';

/** How a language writes a formula. */
export interface Language {
  /** Declares a value of an element. */
  declare(name: string, value: string): string;
  algebra: Algebra<string>;
  /** The name of an element's value, or of the clipping's factor `scale`, which the template has declared. */
  value(name: string): string;
  /** How a number of the step is read. */
  number(name: string): string;
}

/** Infix operators, as shaders have them. */
export const infix: Algebra<string> = {
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  sqrt: (a) => `sqrt(${a})`,
  sign: (a) => `sign(${a})`,
  madd: (a, b, c) => `${a} * ${b} + ${c}`,
};

export interface WrittenStep {
  statements: string[];
  /** The new parameter's and slots' values by name. */
  results: Record<string, string>;
}

/** Statements that read the values `parameter`, `gradient`, those of the slots, and `scale`. */
export function writeStep(formula: OptimizerFormula, language: Language): WrittenStep {
  const statements: string[] = [];
  const keep = (value: string) => {
    const name = `t${statements.length}`;
    statements.push(language.declare(name, value));
    return name;
  };
  const { algebra } = language;
  const o: Algebra<string> = {
    add: (a, b) => keep(algebra.add(a, b)),
    sub: (a, b) => keep(algebra.sub(a, b)),
    mul: (a, b) => keep(algebra.mul(a, b)),
    div: (a, b) => keep(algebra.div(a, b)),
    sqrt: (a) => keep(algebra.sqrt(a)),
    sign: (a) => keep(algebra.sign(a)),
    madd: (a, b, c) => keep(algebra.madd(a, b, c)),
  };
  const values = Object.fromEntries(
    ['parameter', 'gradient', ...formula.slots].map((name) => [name, language.value(name)]),
  );
  const numbers = Object.fromEntries(numberNames(formula).map((name) => [name, language.number(name)]));
  return { statements, results: stepOf(o, formula, values, { ...numbers, scale: language.value('scale') }) };
}
