/** Applies gradients to a network's parameters, each by one kernel, and owns the optimizer's slots. */
import { dispose, keep, tensor, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../contract/settings.ts';
import type { Network } from '../network/network.ts';
import { readTensors } from '../network/read-tensors.ts';
import { gradientScale } from '../ops/clip/op.ts';
import type { OptimizerFormula } from '../ops/optimizers/formula.ts';
import { updateParameter } from '../ops/optimizers/op.ts';
import { formulas } from '../ops/optimizers/registry.ts';
import { stepNumbers } from '../ops/optimizers/step.ts';
import type { StepNumbers } from '../ops/optimizers/step.ts';

export class ParameterUpdater {
  private readonly slots = new Map<string, Tensor[]>();
  private readonly formula: OptimizerFormula;

  /** @param steps updates done so far, @param saved the slots that they left; without both the run begins */
  constructor(
    private readonly network: Network,
    private readonly config: RunConfig,
    private steps = 0,
    saved?: ReadonlyMap<string, readonly Float32Array[]>,
  ) {
    this.formula = formulas[config.optimizer];
    for (const { name, shape } of network.specs) {
      const slots = this.formula.slots.map((_, slot) => {
        const values = saved?.get(name)?.[slot];
        return keep(values ? tensor(values, shape) : zeros(shape));
      });
      this.slots.set(name, slots);
    }
  }

  /** Reads every slot back. */
  async read(): Promise<Map<string, Float32Array[]>> {
    const slots = [...this.slots];
    const values = await readTensors(slots.flatMap(([, tensors]) => tensors));
    return new Map(slots.map(([name, tensors]) => [name, values.splice(0, tensors.length)]));
  }

  /**
   * One step. Disposes the gradients, which come in the order of the network's specs.
   * @returns [scale, norm] of the gradients, [2]; the caller disposes it
   */
  apply(gradients: Tensor[], learningRate: number): Tensor {
    this.steps++;
    const { steps: step, formula } = this;
    const { specs } = this.network;
    const { gradientClip, l2 } = this.config;
    const scale = gradientScale(
      gradients.filter((_gradient, i) => specs[i].rate !== 0),
      gradientClip,
    );
    specs.forEach(({ name, decays, rate = 1 }, i) => {
      const numbers = stepNumbers(formula, { learningRate: rate * learningRate, l2: decays ? l2 : 0, step });
      if (rate !== 0) this.update(name, { gradient: gradients[i], scale }, numbers);
      gradients[i].dispose();
    });
    return scale;
  }

  dispose(): void {
    for (const slots of this.slots.values()) dispose(slots);
    this.slots.clear();
  }

  private update(name: string, given: { gradient: Tensor; scale: Tensor }, numbers: StepNumbers): void {
    const old = this.slots.get(name) ?? [];
    const inputs: Record<string, Tensor> = { ...given, parameter: this.network.parameter(name) };
    this.formula.slots.forEach((slot, i) => (inputs[slot] = old[i]));
    const [updated, ...slots] = updateParameter(this.config.optimizer, inputs, numbers);
    dispose(old);
    this.network.replace(name, updated);
    this.slots.set(name, slots.map(keep));
  }
}
