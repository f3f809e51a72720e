/** One training step: batch in, parameters changed. Owns the network, the optimizer's slots and the count of steps. */
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../contract/settings.ts';
import { makeBatch } from '../data/index.ts';
import type { BatchPlan, PreparedData } from '../data/index.ts';
import { disposeBatch, Network, uploadBatch } from '../network/network.ts';
import { parameterSpecs } from '../network/layers.ts';
import { startingParameters } from '../vectors/embedding.ts';
import { PendingMetrics } from './metrics.ts';
import { ParameterUpdater } from './optimizer.ts';
import { learningRateAt, wholeRun } from './schedule.ts';
import type { RatePlan } from './schedule.ts';
import type { TrainingState } from './state.ts';

export type StepperState = Pick<TrainingState, 'step' | 'parameters' | 'slots'>;

/** Without slots the optimizer begins anew. */
export type StepperStart = Pick<StepperState, 'step' | 'parameters'> & Partial<StepperState>;

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

  private readonly classWeights: Float32Array;

  /** @param from what a run left, to resume from there */
  constructor(
    private readonly config: RunConfig,
    private readonly data: PreparedData,
    from: StepperStart | null = null,
    private readonly rates: RatePlan = { cycles: wholeRun(config), scale: 1 },
  ) {
    const sizes = { words: data.vocabulary.size, classes: data.classCount };
    const first = () => startingParameters(parameterSpecs(config, sizes), config.seed, data.embedding);
    this.network = new Network(config, sizes, from?.parameters ?? first());
    this.classWeights = classWeightsOf(config, data);
    this.count = from?.step ?? 0;
    this.updater = new ParameterUpdater(this.network, config, this.count, from?.slots);
    this.stepsPerEpoch = Math.ceil(data.train.classes.length / config.batchSize);
  }

  /** Enqueues the step; nothing waits for the device. */
  run(plan: BatchPlan): void {
    const { config, data } = this;
    const draw = { seed: config.seed, step: this.count };
    const { wordKeepProb } = config;
    const changes = { wordKeepProb, classWeights: this.classWeights, ...draw };
    const batch = uploadBatch(makeBatch(data.train, plan, data.vocabulary.size, changes));
    const { metrics, gradients } = this.network.gradients(batch, draw, this.lossSelector);
    const scale = this.updater.apply(gradients, this.learningRate(this.count));
    this.pending.add(metrics, scale as Tensor1D);
    disposeBatch(batch);
    this.count++;
  }

  /** @param step from 0 */
  learningRate(step: number): number {
    return learningRateAt(this.config, step, this.stepsPerEpoch, this.rates);
  }

  /** Reads all that the next step depends on, in about the time of one read. */
  async read(): Promise<StepperState> {
    const step = this.count;
    const [parameters, slots] = await Promise.all([this.network.read(), this.updater.read()]);
    return { step, parameters, slots };
  }

  dispose(): void {
    this.pending.dispose();
    this.updater.dispose();
    this.network.dispose();
    this.lossSelector.dispose();
  }
}

/** [K] What the loss counts a review of each class: balanced, n / (K · reviews of the class) of the training part. */
function classWeightsOf(
  { classWeights }: RunConfig,
  { train, classCount }: Pick<PreparedData, 'train' | 'classCount'>,
): Float32Array {
  const counts = new Float32Array(classCount);
  for (const id of train.classes) counts[id]++;
  return counts.map((rows) =>
    classWeights === 'none' || rows === 0 ? 1 : train.classes.length / (classCount * rows),
  );
}
