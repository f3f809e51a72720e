/**
 * Gradient descent with momentum, as in PyTorch:
 *   b ← momentum·b + g     θ ← θ − learningRate·b
 */
import { optimizer } from './formula.ts';

export const sgd = optimizer({
  slots: ['velocity'],
  constants: { momentum: 0.9 },
  pytorch: {
    create: ({ momentum }) => `torch.optim.SGD(groups, learning_rate, momentum=${momentum})`,
    slots: { velocity: 'momentum_buffer' },
  },
  numbers: ({ momentum, learningRate }) => ({ rate: -learningRate, momentum }),
  update(o, { parameter, gradient, ...old }, n) {
    const velocity = o.madd(n.momentum, old.velocity, gradient);
    return { parameter: o.madd(n.rate, velocity, parameter), velocity };
  },
});
