/** The updates of builtin tfjs ops, for backends without kernels of ours. */
import { add, div, mul, sign, slice, sqrt, sub } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { fallbackKernel } from '../helpers/fallback.ts';
import type { Algebra } from './formula.ts';
import { formulas, optimizerNames } from './registry.ts';
import { updates } from './signature.ts';
import { stepOf } from './step.ts';

const tensors: Algebra<Tensor | number> = {
  add,
  sub,
  mul,
  div,
  sqrt,
  sign,
  madd: (a, b, c) => add(mul(a, b), c),
};

export const kernels = optimizerNames.map((name) => {
  const formula = formulas[name];
  return fallbackKernel<string, Record<string, number>>(updates[name], ({ scale, ...values }, numbers) => {
    const factor = slice(scale, [0], [1]);
    const updated = stepOf<Tensor | number>(tensors, formula, values, { ...numbers, scale: factor });
    return ['parameter', ...formula.slots].map((output) => updated[output] as Tensor);
  });
});
