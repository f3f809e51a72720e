/**
 * Training as an async generator: it yields what happens, and returns the trained parameters. Not pulling
 * pauses it; the signal stops it, and what was learned stays. It runs on the backend that tfjs has set.
 */
import { bestEpoch, lowestLoss } from '../../contract/best-epoch.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { chooseBuckets, planBatches, type EncodedPart, type PreparedData } from '../data/index.ts';
import type { EpochEvent, MarkEvent, StepEvent } from '../../contract/training.ts';
import { timed, TrainingClock } from './clock.ts';
import { evaluate } from './evaluate.ts';
import { biasSample, biasShift } from './output-bias.ts';
import type { LiveWeights } from './live-network.ts';
import { lengthsCutWarning, resumedMessage } from './messages.ts';
import { untilDivergence, type StepMetrics } from './metrics.ts';
import { memberSeed, membersOf } from '../network/ensemble.ts';
import { nextTask } from '../next-task.ts';
import type { EndReason, TrainOptions, TrainResult } from './options.ts';
import { ThroughputMeter } from './throughput.ts';
import { ratePlan, type RatePlan } from './schedule.ts';
import { checkState, isFinite32, positionOf } from './state.ts';
import type { Parameters, TrainEvent, TrainingState } from './state.ts';
import { Stepper, type StepperState } from './stepper.ts';

const defaultSecondsPerState = 15;
/** A loss that is no number: so often the run goes back to its last good state, each time with this much of the rate. */
const mostDivergences = 3;
const rollbackFactor = 0.25;

/**
 * The weights are those of the epoch with the highest validation accuracy (`isBetterEpoch`), however the run ends, the
 * earlier one of equals; of a run that is stopped before its first epoch is complete, those of its last step.
 *
 * @throws {InputError} when `from` is not of this run
 * @throws {BackendError} and whatever the backend throws; tensors are freed either way
 */
export async function* train(
  config: RunConfig,
  data: PreparedData,
  signal: AbortSignal,
  options: TrainOptions = {},
): AsyncGenerator<TrainEvent, TrainResult> {
  if (options.from) checkState(options.from, config, data, options.dataset ?? '');
  const clock = new TrainingClock(options.readTime);
  const training = new TrainingRun(config, data, signal, { ...options, clock });
  options.live?.begin(() => training.weights());
  try {
    return yield* timed(training.events(), clock);
  } finally {
    options.live?.expect();
    training.dispose();
  }
}

class TrainingRun {
  private stepper: Stepper;
  private readonly buckets: number[];
  private meter: ThroughputMeter;
  private history: EpochEvent[] = [];
  private best: TrainingState['best'] = null;
  /** The last state whose numbers are all finite; null: the first values. */
  private good: TrainingState | null;
  private stateTaken: number;
  private rates: RatePlan;
  private divergences = 0;
  /** The step that the run rolled back to last. */
  private lastRollback = Number.NEGATIVE_INFINITY;
  private diverged = false;
  private biasSample: EncodedPart | null = null;

  constructor(
    private readonly config: RunConfig,
    private readonly data: PreparedData,
    private readonly signal: AbortSignal,
    private readonly options: TrainOptions & { clock: TrainingClock },
  ) {
    this.stateTaken = options.clock.now();
    this.buckets = chooseBuckets([data.train, data.validation, data.test]);
    this.good = options.from ?? null;
    this.divergences = this.good?.divergences ?? 0;
    this.rates = ratePlan(config, this.good, Math.ceil(data.train.classes.length / config.batchSize));
    this.stepper = this.stepperFromGood();
    this.meter = this.meterFromGood();
  }

  async *events(): AsyncGenerator<TrainEvent, TrainResult> {
    const { config, data, good } = this;
    if (data.reviewsCut > 0) yield lengthsCutWarning(data, config);
    if (good)
      yield this.mark('resumed', resumedMessage(good.step, this.stepper.stepsPerEpoch, config, this.rates));
    yield { type: 'phase', phase: 'compiling' };
    let reason: EndReason | null = this.endOf(this.history.length);
    while (!reason) {
      const { epoch } = positionOf(this.stepper.count, this.stepper.stepsPerEpoch);
      reason = yield* this.epoch(epoch);
      if (reason === 'diverged' && this.mayRollBack()) {
        yield this.rollBack();
        reason = null;
      }
    }
    yield { type: 'phase', phase: 'restoring' };
    const result = { reason, ...(await this.finalWeights()) };
    yield this.endEvent(reason, result.restoredEpoch);
    return result;
  }

  dispose(): void {
    this.stepper.dispose();
  }

  /** Those after the last step that was begun. */
  weights(): LiveWeights {
    const { buckets, data, options } = this;
    const { networks: network, count: step, stepsPerEpoch } = this.stepper;
    const position = { epoch: Math.ceil(step / stepsPerEpoch), step };
    const { clock, cleaning = { stripMarkup: false }, classNames = [] } = options;
    return { network, vocabulary: data.vocabulary, buckets, position, clock, cleaning, classNames };
  }

  /** @returns why the run ends; null when it continues */
  private async *epoch(epoch: number): AsyncGenerator<TrainEvent, EndReason | null> {
    yield* this.trainEpoch(epoch);
    if (this.diverged) return 'diverged';
    if (this.signal.aborted) return 'stopped';
    yield { type: 'phase', phase: 'validating' };
    const event = await this.validate(epoch);
    if (!event) return 'stopped';
    const read = await this.stepper.read();
    if (!Number.isFinite(event.validationLoss) || !isFinite32(read.parameters.values())) return 'diverged';
    this.history.push(event);
    this.saveBest(event, read.parameters);
    yield event;
    yield this.stateEvent(read);
    return this.endOf(epoch);
  }

  /** Why a run ends after so many whole epochs. */
  private endOf(epochs: number): EndReason | null {
    const { earlyStopping } = this.config;
    // The loss tells sooner than the accuracy that a network overfits.
    const waited = epochs - (lowestLoss(this.history)?.epoch ?? 0);
    if (earlyStopping > 0 && waited >= earlyStopping) return 'early-stopping';
    return epochs >= this.config.epochs ? 'finished' : null;
  }

  private async *trainEpoch(epoch: number): AsyncGenerator<TrainEvent> {
    const { config, data, buckets } = this;
    const { batchSize, seed } = config;
    // Each member has an order of its own.
    const [plans, ...others] = membersOf(config).map((member) =>
      planBatches(data.train, { batchSize, buckets, shuffle: true, seed: memberSeed(seed, member), epoch }),
    );
    const { stepsDone } = positionOf(this.stepper.count, this.stepper.stepsPerEpoch);
    this.meter.startEpoch(stepsDone > 0 ? this.good?.epochSums : undefined);
    const first = this.stepper.count;
    for (let at = stepsDone; at < plans.length; at++) {
      this.stepper.run(plans[at], ...others.map((own) => own[at]));
      const isLast = at === plans.length - 1;
      if (!isLast && this.stepper.pending.count < this.meter.stepsPerRead) continue;
      yield* this.report(await this.readSteps(epoch, isLast), first);
      if (this.diverged) return;
      if (!isLast) yield* this.stateWhenDue(epoch, first);
      if (isLast) await nextTask();
      if (this.diverged || this.signal.aborted) break;
    }
    // What was stopped has its last figures under way.
    if (!this.diverged) yield* this.report(await this.readSteps(epoch), first);
  }

  /** @param first steps done before this epoch's, or before the run was resumed in it */
  private async *report(steps: StepEvent[], first: number): AsyncGenerator<TrainEvent> {
    if (steps.length === 0) return;
    if (steps[0].step === first + 1) yield { type: 'phase', phase: 'training' };
    yield { type: 'steps', steps };
  }

  private async *stateWhenDue(epoch: number, first: number): AsyncGenerator<TrainEvent> {
    const { secondsPerState = defaultSecondsPerState } = this.options;
    if (this.options.clock.now() - this.stateTaken < secondsPerState * 1_000) return;
    // A state's sums hold all of its steps.
    const [steps, read] = await Promise.all([this.readSteps(epoch), this.stepper.read()]);
    yield* this.report(steps, first);
    if (this.diverged) return;
    // Figures come from before a step's update: weights can be lost while every loss so far is a number.
    this.diverged = !isFinite32(read.parameters.values());
    if (!this.diverged) yield this.stateEvent(read);
  }

  private stateEvent(read: StepperState): TrainEvent {
    this.good = {
      ...read,
      config: this.config,
      dataset: this.options.dataset ?? '',
      cleaning: this.options.cleaning ?? null,
      unlabelled: this.options.unlabelled ?? null,
      seen: this.data.seen,
      base: this.data.base,
      vocabulary: this.data.vocabulary.tokens,
      further: this.data.further,
      classCount: this.data.classCount,
      epochSums: this.meter.epochSums,
      history: [...this.history],
      best: this.best,
      cycles: this.rates.cycles,
      learningRateScale: this.rates.scale,
      divergences: this.divergences,
      seconds: this.meter.totalSeconds,
    };
    this.stateTaken = this.options.clock.now();
    return { type: 'state', state: this.good };
  }

  private mayRollBack(): boolean {
    return this.config.onDivergence === 'rollback' && this.divergences < mostDivergences;
  }

  /**
   * Back to the last good state with a lower learning rate; to the first values when that broke within an epoch:
   * its weights were large already.
   */
  private rollBack(): TrainEvent {
    if (this.stepper.count <= this.lastRollback + this.stepper.stepsPerEpoch) this.good = this.firstState();
    const before = this.good?.step ?? 0;
    this.lastRollback = before;
    this.divergences++;
    this.rates = { ...this.rates, scale: this.rates.scale * rollbackFactor };
    this.diverged = false;
    this.stepper.dispose();
    this.stepper = this.stepperFromGood();
    this.meter = this.meterFromGood();
    return this.mark('divergence', { code: 'rollback', step: before, share: this.rates.scale });
  }

  /** Null: the first values. Vectors are not read again to resume a run: it goes back to where it was resumed. */
  private firstState(): TrainingState | null {
    const isGone = this.config.embeddingStart !== 'random' && !this.data.embedding && !this.options.initial;
    return isGone ? (this.options.from ?? null) : null;
  }

  /** Sets the stepper up, and the history with it. */
  private stepperFromGood(): Stepper {
    this.history = [...(this.good?.history ?? [])];
    this.best = this.good?.best ?? null;
    const { initial } = this.options;
    const from = this.good ?? (initial ? { step: 0, parameters: initial } : null);
    return new Stepper(this.config, this.data, from, this.rates);
  }

  private meterFromGood(): ThroughputMeter {
    const { epochs, batchSize } = this.config;
    const reviews = this.data.train.classes.length;
    const { epoch, stepsDone } = positionOf(this.stepper.count, this.stepper.stepsPerEpoch);
    const left = (epochs - epoch + 1) * reviews - stepsDone * batchSize;
    return new ThroughputMeter(this.options.clock, Math.max(0, left), this.good?.seconds);
  }

  private mark(kind: MarkEvent['kind'], message: MarkEvent['message']): MarkEvent {
    const { count, stepsPerEpoch } = this.stepper;
    return { type: 'mark', kind, step: count, epoch: count / stepsPerEpoch, message };
  }

  /** @param all waits for every step's figures, and not only for those that were asked for one reading before */
  private async readSteps(epoch: number, all = true): Promise<StepEvent[]> {
    const { pending } = this.stepper;
    const first = this.stepper.count - pending.unread;
    const read = await (all ? pending.read() : pending.readBehind());
    if (read.length === 0) return [];
    const steps = untilDivergence(read);
    this.meter.addSteps(steps);
    this.diverged = steps.length < read.length;
    // Steps that were begun meanwhile mean nothing.
    if (this.diverged) await pending.read();
    return steps.map((metrics, i) => this.stepEvent(epoch, first + i, metrics));
  }

  private stepEvent(
    epoch: number,
    index: number,
    { loss, correct, rows, gradientNorm }: StepMetrics,
  ): StepEvent {
    return {
      type: 'step',
      epoch,
      step: index + 1,
      totalSteps: this.config.epochs * this.stepper.stepsPerEpoch,
      loss,
      accuracy: correct / rows,
      gradientNorm,
      learningRate: this.stepper.learningRate(index),
      reviewsPerSecond: this.meter.reviewsPerSecond,
      secondsLeft: this.meter.secondsLeft,
    };
  }

  private async refitBias(): Promise<void> {
    if (!this.config.refitBias) return;
    const { stepper, buckets, signal } = this;
    this.biasSample ??= biasSample(this.data.train, this.config.seed);
    const { logits } = await evaluate(stepper.networks, this.biasSample, buckets, { signal });
    await stepper.networks.shiftLogits(biasShift(logits, this.biasSample.classes, stepper.classWeights));
  }

  /** Null when the user stopped the run meanwhile. */
  private async validate(epoch: number): Promise<EpochEvent | null> {
    const { clock } = this.options;
    const started = clock.now();
    try {
      await this.refitBias();
      const { loss, accuracy } = await evaluate(this.stepper.networks, this.data.validation, this.buckets, {
        signal: this.signal,
      });
      this.meter.addValidation((clock.now() - started) / 1_000, this.config.epochs - epoch);
      return {
        type: 'epoch',
        epoch,
        ...this.meter.epochMeans(),
        validationLoss: loss,
        validationAccuracy: accuracy,
        learningRate: this.stepper.learningRate(this.stepper.count - 1),
        seconds: this.meter.epochSeconds,
      };
    } catch (error) {
      if (this.signal.aborted) return null;
      throw error;
    }
  }

  /** @param last of the history */
  private saveBest(last: EpochEvent, parameters: Parameters): void {
    const { epoch, validationLoss } = last;
    if (bestEpoch(this.history) === last) this.best = { epoch, validationLoss, parameters };
  }

  /** Those of the best epoch; of the last step, when none is complete. The optimizer's values belong to the last step. */
  private async finalWeights(): Promise<Omit<TrainResult, 'reason'>> {
    const { best, history: epochs } = this;
    if (best && this.stepper.count !== best.epoch * this.stepper.stepsPerEpoch)
      return { parameters: best.parameters, optimizer: null, epochs, restoredEpoch: best.epoch };
    const { parameters, slots, step: steps } = await this.stepper.read();
    // Members are joined: their optimizers have no place for what then stands between them.
    const isOne = this.config.ensembleSize === 1;
    const optimizer = isOne ? { optimizer: this.config.optimizer, steps, slots } : null;
    return { parameters, optimizer, epochs, restoredEpoch: best?.epoch ?? null };
  }

  private endEvent(reason: EndReason, restoredEpoch: number | null): TrainEvent {
    return {
      type: 'end',
      reason,
      epochs: this.history.length,
      restoredEpoch,
      seconds: this.meter.totalSeconds,
    };
  }
}
