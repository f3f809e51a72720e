/**
 * RMSProp (Tieleman and Hinton 2012), epsilon outside the root as in PyTorch:
 *   a ← ρ·a + (1 − ρ)·g²     θ ← θ − learningRate · g / (√a + ε)
 */
import { optimizer, runningSquare } from './formula.ts';

export const rmsprop = optimizer({
  slots: ['meanSquare'],
  constants: { rho: 0.9, epsilon: 1e-8 },
  pytorch: {
    create: ({ rho, epsilon }) => `torch.optim.RMSprop(groups, learning_rate, alpha=${rho}, eps=${epsilon})`,
    slots: { meanSquare: 'square_avg' },
  },
  numbers: ({ rho, epsilon, learningRate }) => ({ rate: -learningRate, rho, rest: 1 - rho, epsilon }),
  update(o, { parameter, gradient, ...old }, n) {
    const meanSquare = runningSquare(o, old.meanSquare, gradient, [n.rho, n.rest]);
    const change = o.div(gradient, o.add(o.sqrt(meanSquare), n.epsilon));
    return { parameter: o.madd(n.rate, change, parameter), meanSquare };
  },
});
