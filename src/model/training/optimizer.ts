/** Applies gradients to a network's parameters, each by one kernel, and owns the optimizer's slots. */
import { dispose, keep, tensor, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Optimizer, RunConfig } from '../config.ts';
import type { Network } from '../network/network.ts';
import { adadelta } from '../ops/adadelta/op.ts';
import { adam } from '../ops/adam/op.ts';
import { gradientScale } from '../ops/clip/op.ts';
import { rmsprop } from '../ops/rmsprop/op.ts';
import { sgd } from '../ops/sgd/op.ts';

/** The papers' constants, which nobody needs to turn: β1, β2, ρ, ε, momentum. */
const adamConstants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const adadeltaConstants = { rho: 0.95, epsilon: 1e-6 };
const rmspropConstants = { rho: 0.9, epsilon: 1e-8 };
const momentum = 0.9;

/** Tensors that each optimizer keeps for a parameter, of its shape. */
export const slotCount: Record<Optimizer, number> = { adam: 2, adadelta: 2, rmsprop: 1, sgd: 1 };

export class ParameterUpdater {
  private readonly slots = new Map<string, Tensor[]>();

  /** @param steps updates done so far, @param saved the slots that they left; without both the run begins */
  constructor(
    private readonly network: Network,
    private readonly config: RunConfig,
    private steps = 0,
    saved?: ReadonlyMap<string, readonly Float32Array[]>,
  ) {
    for (const { name, shape } of network.specs) {
      const slots = Array.from({ length: slotCount[config.optimizer] }, (_, slot) => {
        const values = saved?.get(name)?.[slot];
        return keep(values ? tensor(values, shape) : zeros(shape));
      });
      this.slots.set(name, slots);
    }
  }

  /** Reads every slot back. */
  async read(): Promise<Map<string, Float32Array[]>> {
    const read = new Map<string, Float32Array[]>();
    for (const [name, slots] of this.slots) {
      const values: Float32Array[] = [];
      for (const slot of slots) values.push((await slot.data<'float32'>()).slice());
      read.set(name, values);
    }
    return read;
  }

  /**
   * One step. Disposes the gradients, which come in the order of the network's specs.
   * @returns [scale, norm] of the gradients, [2]; the caller disposes it
   */
  apply(gradients: Tensor[], learningRate: number): Tensor {
    this.steps++;
    const scale = gradientScale(gradients, this.config.gradientClip);
    this.network.specs.forEach(({ name, decays }, i) => {
      const l2 = decays ? this.config.l2 : 0;
      this.update(name, gradients[i], scale, learningRate, l2);
      gradients[i].dispose();
    });
    return scale;
  }

  dispose(): void {
    for (const slots of this.slots.values()) dispose(slots);
    this.slots.clear();
  }

  private update(name: string, gradient: Tensor, scale: Tensor, learningRate: number, l2: number): void {
    const old = this.slots.get(name) ?? [];
    const [updated, ...slots] = this.run(
      this.network.parameter(name),
      gradient,
      scale,
      old,
      learningRate,
      l2,
    );
    dispose(old);
    this.network.replace(name, updated);
    this.slots.set(name, slots.map(keep));
  }

  private run(
    parameter: Tensor,
    gradient: Tensor,
    scale: Tensor,
    [first, second]: Tensor[],
    learningRate: number,
    l2: number,
  ): Tensor[] {
    const shared = { parameter, gradient, scale };
    switch (this.config.optimizer) {
      case 'adam': {
        const correction1 = 1 - adamConstants.beta1 ** this.steps;
        const correction2 = 1 - adamConstants.beta2 ** this.steps;
        const attrs = { ...adamConstants, learningRate, l2, correction1, correction2 };
        return adam({ ...shared, m: first, v: second }, attrs);
      }
      case 'adadelta': {
        const inputs = { ...shared, accumulatedGradient: first, accumulatedDelta: second };
        return adadelta(inputs, { ...adadeltaConstants, learningRate, l2 });
      }
      case 'rmsprop':
        return rmsprop({ ...shared, meanSquare: first }, { ...rmspropConstants, learningRate, l2 });
      case 'sgd':
        return sgd({ ...shared, velocity: first }, { momentum, learningRate, l2 });
    }
  }
}
