/** One training step: batch in, parameters changed. Owns the network, the optimizer's slots and the count of steps. */
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config.ts';
import { makeBatch } from '../data/index.ts';
import type { BatchPlan, PreparedData } from '../data/index.ts';
import { disposeBatch, Network, uploadBatch } from '../network/network.ts';
import { initialParameters, parameterSpecs } from '../network/parameters.ts';
import { PendingMetrics } from './metrics.ts';
import { ParameterUpdater } from './optimizer.ts';
import { learningRateAt } from './schedule.ts';

export class Stepper {
  readonly network: Network;
  /** Figures of the steps that were not read back yet. */
  readonly pending = new PendingMetrics();
  readonly stepsPerEpoch: number;
  /** Steps done. */
  count = 0;
  readonly updater: ParameterUpdater;
  /** Chooses the mean loss out of the metrics, to be differentiated. */
  readonly lossSelector: Tensor1D = tensor1d([1, 0, 0]);

  constructor(
    private readonly config: RunConfig,
    private readonly data: PreparedData,
  ) {
    const vocabularyCount = data.vocabulary.size;
    const specs = parameterSpecs(config, vocabularyCount);
    this.network = new Network(config, vocabularyCount, initialParameters(specs, config.seed));
    this.updater = new ParameterUpdater(this.network, config);
    this.stepsPerEpoch = Math.ceil(data.train.classes.length / config.batchSize);
  }

  /** Enqueues the step; nothing waits for the device. */
  run(plan: BatchPlan): void {
    const { config, data } = this;
    const draw = { seed: config.seed, step: this.count };
    const wordDropout = { wordKeepProb: config.wordKeepProb, ...draw };
    const batch = uploadBatch(makeBatch(data.train, plan, data.vocabulary.size, wordDropout));
    const { metrics, gradients } = this.network.gradients(batch, draw, this.lossSelector);
    const scale = this.updater.apply(gradients, this.learningRate(this.count));
    this.pending.add(metrics, scale as Tensor1D);
    disposeBatch(batch);
    this.count++;
  }

  /** @param step from 0 */
  learningRate(step: number): number {
    return learningRateAt(this.config, step, this.stepsPerEpoch);
  }

  dispose(): void {
    this.pending.dispose();
    this.updater.dispose();
    this.network.dispose();
    this.lossSelector.dispose();
  }
}
