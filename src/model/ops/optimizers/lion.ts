/**
 * Lion (Chen et al. 2023): the sign of a mean of gradients, so that every weight moves by the learning rate.
 *   θ ← (1 − learningRate·l2)·θ − learningRate · sign(β1·m + (1 − β1)·g)     m ← β2·m + (1 − β2)·g
 */
import { optimizer, runningMean } from './formula.ts';

export const lion = optimizer({
  slots: ['m'],
  constants: { beta1: 0.9, beta2: 0.99 },
  decoupled: true,
  pytorch: {
    create: ({ beta1, beta2 }) => `Lion(groups, {"lr": learning_rate, "betas": (${beta1}, ${beta2})})`,
    slots: { m: 'exp_avg' },
    definition: `
class Lion(torch.optim.Optimizer):
    """Chen et al. 2023: the sign of a mean of gradients. PyTorch has none of its own."""

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                mean = state.setdefault("exp_avg", torch.zeros_like(parameter))
                parameter.mul_(1 - group["lr"] * group["weight_decay"])
                parameter.sub_(group["lr"] * torch.lerp(parameter.grad, mean, beta1).sign())
                mean.lerp_(parameter.grad, 1 - beta2)
`,
  },
  numbers: ({ beta1, beta2, learningRate, l2 }) => ({
    rate: -learningRate,
    kept: 1 - learningRate * l2,
    beta1,
    rest1: 1 - beta1,
    beta2,
    rest2: 1 - beta2,
  }),
  update(o, { parameter, gradient, ...old }, n) {
    const direction = o.sign(runningMean(o, old.m, gradient, [n.beta1, n.rest1]));
    const m = runningMean(o, old.m, gradient, [n.beta2, n.rest2]);
    return { parameter: o.madd(n.rate, direction, o.mul(n.kept, parameter)), m };
  },
});
