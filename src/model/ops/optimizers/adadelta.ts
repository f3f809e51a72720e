/**
 * Adadelta (Zeiler 2012, algorithm 1), times a learning rate as in PyTorch:
 *   a ← ρ·a + (1 − ρ)·g²     Δ = g · √(d + ε) / √(a + ε)     d ← ρ·d + (1 − ρ)·Δ²     θ ← θ − learningRate·Δ
 */
import { optimizer, runningSquare } from './formula.ts';

export const adadelta = optimizer({
  slots: ['accumulatedGradient', 'accumulatedDelta'],
  constants: { rho: 0.95, epsilon: 1e-6 },
  pytorch: {
    create: ({ rho, epsilon }) => `torch.optim.Adadelta(groups, learning_rate, rho=${rho}, eps=${epsilon})`,
    slots: { accumulatedGradient: 'square_avg', accumulatedDelta: 'acc_delta' },
  },
  numbers: ({ rho, epsilon, learningRate }) => ({ rate: -learningRate, rho, rest: 1 - rho, epsilon }),
  update(o, { parameter, gradient, ...old }, n) {
    const accumulatedGradient = runningSquare(o, old.accumulatedGradient, gradient, [n.rho, n.rest]);
    const before = o.sqrt(o.add(old.accumulatedDelta, n.epsilon));
    const delta = o.div(o.mul(gradient, before), o.sqrt(o.add(accumulatedGradient, n.epsilon)));
    const accumulatedDelta = runningSquare(o, old.accumulatedDelta, delta, [n.rho, n.rest]);
    return { parameter: o.madd(n.rate, delta, parameter), accumulatedGradient, accumulatedDelta };
  },
});
