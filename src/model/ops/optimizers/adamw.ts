/**
 * AdamW (Loshchilov and Hutter 2019): Adam, with the weights' decay beside the gradient, as in PyTorch:
 *   θ ← (1 − learningRate·l2)·θ, then Adam's step from the gradient alone
 */
import { adam } from './adam.ts';
import { optimizer } from './formula.ts';

export const adamw = optimizer({
  slots: adam.slots,
  constants: adam.constants,
  decoupled: true,
  pytorch: {
    create: ({ beta1, beta2, epsilon }) =>
      `torch.optim.AdamW(groups, learning_rate, betas=(${beta1}, ${beta2}), eps=${epsilon})`,
    slots: adam.pytorch.slots,
  },
  numbers: (input) => ({ ...adam.numbers(input), kept: 1 - input.learningRate * input.l2 }),
  update: (o, values, numbers) =>
    adam.update(o, { ...values, parameter: o.mul(numbers['kept'], values['parameter']) }, numbers),
});
