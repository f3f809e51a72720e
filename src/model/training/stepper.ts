/** One training step: batch in, parameters changed. Owns the networks, the optimizer's slots and the count of steps. */
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../contract/settings.ts';
import { makeBatch } from '../data/index.ts';
import type { BatchPlan, PreparedData } from '../data/index.ts';
import { memberConfig, memberSeed, membersOf, memberValues } from '../network/ensemble.ts';
import { meanOf } from '../network/mean-of.ts';
import { disposeBatch, uploadBatch } from '../network/network.ts';
import { parameterSpecs } from '../network/layers.ts';
import type { NetworkSizes } from '../network/layers.ts';
import { named, Networks } from '../network/networks.ts';
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
  readonly networks: Networks;
  /** Figures of the steps that were not read back yet. */
  readonly pending = new PendingMetrics();
  readonly stepsPerEpoch: number;
  /** Steps done. */
  count = 0;
  /** One for each member. */
  readonly updaters: readonly ParameterUpdater[];
  /** Chooses the mean loss out of the metrics, to be differentiated. */
  readonly lossSelector: Tensor1D = tensor1d([1, 0, 0]);

  /** [K] What the loss counts a review of each class. */
  readonly classWeights: Float32Array;

  /** @param from what a run left, to resume from there */
  constructor(
    private readonly config: RunConfig,
    private readonly data: PreparedData,
    from: StepperStart | null = null,
    private readonly rates: RatePlan = { cycles: wholeRun(config), scale: 1 },
  ) {
    const sizes = { words: data.vocabulary.size, classes: data.classCount };
    this.networks = new Networks(config, sizes, from?.parameters ?? firstValues(config, sizes, data));
    this.classWeights = classWeightsOf(config, data);
    this.count = from?.step ?? 0;
    this.updaters = this.networks.members.map((network, member) => {
      const slots = from?.slots && memberValues(from.slots, network.specs, member);
      return new ParameterUpdater(network, config, this.count, slots);
    });
    this.stepsPerEpoch = Math.ceil(data.train.classes.length / config.batchSize);
  }

  /** Enqueues the step; nothing waits for the device. @param plans one for each member, or one for all */
  run(...plans: readonly BatchPlan[]): void {
    const figures = this.updaters.map((_, member) => this.runMember(member, plans[member] ?? plans[0]));
    this.pending.add(
      meanOf(figures.map(({ metrics }) => metrics)),
      meanOf(figures.map(({ scale }) => scale)),
    );
    this.count++;
  }

  /** Each member has masks of its own. */
  private runMember(member: number, plan: BatchPlan): { metrics: Tensor1D; scale: Tensor1D } {
    const { config, data, classWeights } = this;
    const draw = { seed: memberSeed(config.seed, member), step: this.count };
    const changes = { wordKeepProb: config.wordKeepProb, classWeights, ...draw };
    const batch = uploadBatch(makeBatch(data.train, plan, data.vocabulary.size, changes));
    const { metrics, gradients } = this.networks.members[member].gradients(batch, draw, this.lossSelector);
    const scale = this.updaters[member].apply(gradients, this.learningRate(this.count));
    disposeBatch(batch);
    return { metrics, scale: scale as Tensor1D };
  }

  /** @param step from 0 */
  learningRate(step: number): number {
    return learningRateAt(this.config, step, this.stepsPerEpoch, this.rates);
  }

  /** Reads all that the next step depends on, in about the time of one read. */
  async read(): Promise<StepperState> {
    const step = this.count;
    const [parameters, ...slots] = await Promise.all([
      this.networks.read(),
      ...this.updaters.map((updater) => updater.read()),
    ]);
    return { step, parameters, slots: named(slots) };
  }

  dispose(): void {
    this.pending.dispose();
    for (const updater of this.updaters) updater.dispose();
    this.networks.dispose();
    this.lossSelector.dispose();
  }
}

/** What training begins with, of each member. */
function firstValues(config: RunConfig, sizes: NetworkSizes, data: PreparedData): Map<string, Float32Array> {
  const specs = parameterSpecs(memberConfig(config), sizes);
  return named(
    membersOf(config).map((member) =>
      startingParameters(specs, memberSeed(config.seed, member), data.embedding),
    ),
  );
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
