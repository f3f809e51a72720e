/**
 * Adam (Kingma and Ba 2015), epsilon outside the corrected root as in PyTorch:
 *   m ← β1·m + (1 − β1)·g     v ← β2·v + (1 − β2)·g²
 *   θ ← θ − learningRate · (m / correction1) / (√(v / correction2) + ε)     correctionN = 1 − βN^step
 */
import { optimizer, runningMean, runningSquare } from './formula.ts';

export const adam = optimizer({
  slots: ['m', 'v'],
  constants: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  pytorch: {
    create: ({ beta1, beta2, epsilon }) =>
      `torch.optim.Adam(groups, learning_rate, betas=(${beta1}, ${beta2}), eps=${epsilon})`,
    slots: { m: 'exp_avg', v: 'exp_avg_sq' },
  },
  numbers: ({ beta1, beta2, epsilon, learningRate, step }) => ({
    rate: -learningRate / (1 - beta1 ** step),
    beta1,
    rest1: 1 - beta1,
    beta2,
    rest2: 1 - beta2,
    root: 1 / Math.sqrt(1 - beta2 ** step),
    epsilon,
  }),
  update(o, { parameter, gradient, ...old }, n) {
    const m = runningMean(o, old.m, gradient, [n.beta1, n.rest1]);
    const v = runningSquare(o, old.v, gradient, [n.beta2, n.rest2]);
    const size = o.madd(o.sqrt(v), n.root, n.epsilon);
    return { parameter: o.madd(n.rate, o.div(m, size), parameter), m, v };
  },
});
