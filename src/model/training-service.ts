/**
 * Trains, tests and asks networks: joins the dataset store, the model store and the backend. The worker and the command
 * line both use it. One piece of work at a time: in the worker the commands' lanes see to that.
 */
import type { BackendReport, ComputeBackend, StepProfile } from '../contract/backends.ts';
import type { ClassifiedSummary, ClassifyChoice } from '../contract/classification.ts';
import type { ClassId } from '../contract/dataset.ts';
import { defaultDecision, type Decision } from '../contract/decision.ts';
import type { Shuffling } from '../contract/labs.ts';
import type { DecisionReport, Weighed, WeightsAsked } from '../contract/decision-report.ts';
import type { ModelSummary, Prediction, TestReport } from '../contract/results.ts';
import { answersOf, probabilitiesOf } from './answers.ts';
import { BackendService } from './backend-service.ts';
import { orLost, untilLost } from './backends/lost.ts';
import type { ErrorGroups, Grouping } from '../contract/error-groups.ts';
import type { LabelErrorPage, LabelErrorsFound, TestedPage, TestQuery } from '../contract/reviews.ts';
import { budgetSeconds, withinBudget, type RunConfig } from '../contract/settings.ts';
import type { VectorCoverage } from '../contract/vectors.ts';
import { classifyFiles, type ClassifyWork } from './classify/index.ts';
import { cleaningOf, readingOf, shuffled, withClassesOf, withCleaning, withRule } from './data/index.ts';
import type { Dataset, SourceFile } from './data/index.ts';
import { DatasetStore, type WorkOptions } from './dataset-store.ts';
import { decisionReport } from './decisions.ts';
import { InputError } from './errors.ts';
import { exportZip, importZip, sizesOf } from './export/index.ts';
import { DataInsightService } from './data-insight-service.ts';
import { EpochWatch } from './insight/index.ts';
import { InsightService } from './insight-service.ts';
import { LabelErrors } from './label-errors.ts';
import type { LoadedModel } from './loaded-model.ts';
import { checkShapes, ModelStore } from './model-store.ts';
import { joinMembers, splitMembers } from './network/ensemble.ts';
import { Preparation } from './preparation.ts';
import {
  baseOf,
  checkedSettings,
  labellingPhase,
  learningPhase,
  oneClassWarnings,
  unlabelledOf,
} from './run-start.ts';
import { stepRate } from './training/calibrate.ts';
import { LiveNetwork, type LiveWeights } from './training/live-network.ts';
import { profileStep } from './training/profile.ts';
import { checkResumed } from './training/state.ts';
import type { TrainEvent } from './training/state.ts';
import { train } from './training/trainer.ts';
import { withFurtherWords } from './vectors/embedding.ts';
import { LearnedStore } from './vectors/learn/index.ts';
import type { VectorSource } from './vectors/source.ts';
import { UnlabelledStore } from './unlabelled-store.ts';
import { VectorStore, withVectorSize } from './vectors/store.ts';
import type { TrainOptions } from './training/options.ts';

/** To resume a run that was interrupted, and how often to give its state. */
export interface ResumeOptions extends Pick<TrainOptions, 'from' | 'secondsPerState'> {
  /** What of the reviews is put into an order of chance, for a lab. */
  shuffling?: Shuffling | null;
  /** Begins with the weights and the words of the loaded model. */
  fromModel?: boolean;
}

export interface ClassifyOptions extends Omit<ClassifyWork, 'compute'> {
  inTurn?: ClassifyWork['compute'];
}

export class TrainingService {
  private readonly preparation = new Preparation();
  private foundErrors: LabelErrors | null = null;
  /** What the run under way reads: the loaded data, or as its network reads and names that. */
  private trainedOn: Dataset | null = null;
  /** What is learned from besides the loaded data. */
  readonly unlabelled: UnlabelledStore = new UnlabelledStore(() => this.learned.forget());
  /** Word vectors of the loaded data's own. */
  readonly learned = new LearnedStore(this.unlabelled);
  readonly data = new DatasetStore(() => {
    this.preparation.forget();
    this.learned.forget();
  });
  readonly models = new ModelStore((model, texts) => this.computing(model, () => model.probabilities(texts)));
  readonly vectors = new VectorStore();
  readonly backend: BackendService;
  readonly insight = new InsightService(this.models, this.data, (model, work) => this.computing(model, work));
  readonly dataInsight = new DataInsightService(this.models, this.data, (model, work) =>
    this.computing(model, work),
  );
  /** What runs are looked at after each epoch. */
  readonly epochs = new EpochWatch();
  /** Who trains by `train` tells it before that when a run is about to begin. */
  readonly live = new LiveNetwork();

  /** @param onTrying told before a backend is tried, and null after it */
  constructor(onTrying?: (name: ComputeBackend | null) => void) {
    this.backend = new BackendService({ onTrying, onClose: () => this.models.release() });
  }

  /**
   * Trains, and makes the result the loaded model. What was loaded before stays when this fails.
   * @throws {InputError | BackendError}
   */
  async *train(
    config: RunConfig,
    signal: AbortSignal,
    options: ResumeOptions = {},
  ): AsyncGenerator<TrainEvent, ModelSummary> {
    try {
      return yield* this.trainAndTake(config, signal, options);
    } finally {
      this.live.end();
    }
  }

  private async *trainAndTake(
    asked: RunConfig,
    signal: AbortSignal,
    options: ResumeOptions,
  ): AsyncGenerator<TrainEvent, ModelSummary> {
    yield { type: 'phase', phase: 'preparing' };
    const base = options.fromModel ? this.models.current().saved : null;
    const loaded = this.data.current();
    const named = base ? withClassesOf(loaded, base.classNames) : loaded;
    const cleaning = (options.from ?? base)?.cleaning ?? cleaningOf(loaded);
    const dataset = await withCleaning(named, cleaning, { signal });
    this.trainedOn = dataset;
    const { tokenization } = options.from?.config ?? base?.config ?? {};
    const ruled = withRule(asked, dataset.texts, tokenization);
    const vectors = options.from || base ? null : this.vectorsFor(dataset, ruled);
    const config = checkedSettings(withVectorSize(ruled, vectors));
    if (base) checkShapes(base.config, config);
    if (options.from) checkResumed(options.from.config, config);
    yield* learningPhase(vectors, signal);
    const known = baseOf(options.from, base, dataset);
    const { from = null, secondsPerState } = options;
    const { current: unlabelled } = this.unlabelled;
    const labelled = yield* labellingPhase(dataset, config, { unlabelled, base: known, from, signal });
    const work = { signal, vectors, base: known, labelled };
    const prepared = await this.preparation.forRun(dataset, config, work);
    const data = shuffled(prepared, options.shuffling ?? null, config.seed);
    yield* oneClassWarnings(data);
    yield { type: 'phase', phase: 'choosing-backend' };
    const { handle, report } = await this.backend.openFor(config, dataset, { data, scale: 1 });
    yield { type: 'backend', report };
    const initial = base && splitMembers(base.parameters, base.config, sizesOf(base));
    const learnedFrom = from?.unlabelled ?? unlabelledOf(config, vectors, unlabelled);
    const own = { dataset: dataset.fingerprint, cleaning, unlabelled: learnedFrom };
    const trainOptions = { from, secondsPerState, initial, live: this.live, ...own };
    const events = untilLost(train(config, data, signal, trainOptions), handle);
    const { reason, parameters, optimizer, epochs, restoredEpoch } = yield* this.epochs.besides(
      events,
      data,
      cleaning,
    );
    // Weights can be finite still where the loss is not: they are of no use either.
    const isLost = reason === 'diverged' && restoredEpoch === null;
    if (isLost || ![...parameters.values()].every((values) => values.every(Number.isFinite))) {
      throw new InputError({ code: 'no-usable-weights' });
    }
    const trained = withFurtherWords(
      { vocabulary: data.vocabulary.tokens, parameters, optimizer },
      data.further,
    );
    const { classNames, fingerprint, name } = dataset;
    const bytes = exportZip({
      config,
      cleaning,
      vocabulary: trained.vocabulary,
      classNames,
      decision: defaultDecision(classNames.length),
      parameters: joinMembers(trained.parameters, config, {
        words: trained.vocabulary.length,
        classes: classNames.length,
      }),
      metrics: { epochs, restoredEpoch, test: null },
      seen: data.seen,
      trainedOn: { name, fingerprint },
    });
    // What is tested and tried from here on is what a download holds.
    return this.models.take(importZip(bytes), trained.optimizer);
  }

  private vectorsFor(dataset: Dataset, config: RunConfig): VectorSource | null {
    if (config.embeddingStart === 'learned') return this.learned.forRun(dataset, config);
    return this.vectors.sourceFor(config);
  }

  /**
   * Which backend a run with these settings would take, and how long it would last; measured once a dataset
   * is loaded. @throws {InputError | BackendError}
   */
  async probe(asked: RunConfig): Promise<BackendReport> {
    const { dataset } = this.data;
    if (!dataset) return this.backend.open(asked);
    const { config, measured } = await this.measured(dataset, asked);
    return (await this.backend.openFor(config, dataset, measured)).report;
  }

  /** The settings with so many epochs as their time budget has room for. @throws {InputError | BackendError} */
  async planned(asked: RunConfig): Promise<RunConfig> {
    if (budgetSeconds(asked) === null) return asked;
    const { secondsForRun } = await this.probe(asked);
    return withinBudget(asked, secondsForRun);
  }

  /**
   * Where the time of a training step with these settings goes, on the backend that a run would take.
   * @throws {InputError | BackendError}
   */
  async profile(asked: RunConfig): Promise<StepProfile> {
    const dataset = this.data.current();
    const { config, measured } = await this.measured(dataset, asked);
    const { handle } = await this.backend.openFor(config, dataset, measured);
    return orLost(profileStep(config, measured.data, handle), handle);
  }

  /**
   * Training steps a second with these settings, for about so many seconds from now on, on the backend that a run would take.
   * @throws {InputError | BackendError}
   */
  async stepRate(asked: RunConfig, seconds: number): Promise<number> {
    const dataset = this.data.current();
    const { config, measured } = await this.measured(dataset, asked);
    const { handle } = await this.backend.openFor(config, dataset, measured);
    return orLost(stepRate(config, measured.data, seconds), handle);
  }

  /** Vectors that are not loaded yet change little of what a step takes. */
  private async measured(dataset: Dataset, asked: RunConfig) {
    const vectors = this.vectors.loadedFor(asked);
    const config = withVectorSize(withRule(asked, dataset.texts), vectors);
    const { data, scale } = await this.preparation.forMeasuring(dataset, config, vectors);
    // Not all texts that get a pseudo-label are new, so that it is an upper limit.
    const more = config.pseudoLabels ? (this.unlabelled.current?.texts.length ?? 0) : 0;
    return { config, measured: { data, scale: scale + more / data.train.classes.length } };
  }

  /** How many of the loaded texts' words the vectors have; null where the embedding starts at random. @throws {InputError} */
  async coverage(asked: RunConfig, work: WorkOptions = {}): Promise<VectorCoverage | null> {
    const dataset = this.data.current();
    const vectors = this.vectors.sourceFor(asked);
    if (!vectors) return null;
    const config = withVectorSize(withRule(asked, dataset.texts), vectors);
    return (await this.preparation.forRun(dataset, config, { ...work, vectors })).coverage;
  }

  /** Tests the model on the rows of the dataset whose texts it has not seen. @throws {InputError} when there are none */
  async test(): Promise<TestReport> {
    const model = this.models.current();
    const { dataset } = this.data;
    if (!dataset) throw new InputError({ code: 'choose-a-test-dataset' });
    return this.computing(model, () => model.test(dataset));
  }

  /** The same test, with each of its rows and of those that the model was validated on: whether it is right. */
  async testByRow(): Promise<{ report: TestReport; right: Record<'validation' | 'test', boolean[]> }> {
    const model = this.models.current();
    const dataset = this.data.current();
    return this.computing(model, async () => {
      const right = await model.isRight(dataset);
      return { right, report: await model.test(dataset, true) };
    });
  }

  /** Curves of one class and calibration, for choosing a decision. @throws {InputError} as `LoadedModel.judge` */
  async decisions(shown: ClassId): Promise<DecisionReport> {
    const model = this.models.current();
    const dataset = this.data.current();
    const parts = await this.computing(model, () => model.judge(dataset));
    return decisionReport(parts, model.saved, shown);
  }

  /** What weights do on the validation rows of the last `decisions`. @throws {InputError} */
  weigh(asked: WeightsAsked): Weighed {
    return this.models.current().weigh(this.data.current(), asked);
  }

  /**
   * The loaded model answers so from now on.
   * @returns its test on the loaded data; null where there is none to test on
   * @throws {InputError} for a decision that is none
   */
  async decide(decision: Decision): Promise<TestReport | null> {
    const model = this.models.current();
    model.decide(decision);
    const { dataset } = this.data;
    if (!dataset) return null;
    return this.computing(model, () => model.test(dataset, true)).catch((error: unknown) => {
      if (error instanceof InputError) return null;
      throw error;
    });
  }

  /** Some of the reviews that the loaded model was tested on last. @throws {InputError} when they are not loaded */
  testedReviews(query: TestQuery, range: { start: number; count: number }): TestedPage {
    return this.models.current().testedReviews(this.data.current(), query, range);
  }

  /** How accurate the last test is in each of some groups of its reviews. @throws {InputError} when they are not loaded */
  groupErrors(by: Grouping, options: WorkOptions = {}): Promise<ErrorGroups> {
    return this.models.current().groupErrors(this.data.current(), by, options);
  }

  /**
   * Looks for labels of the dataset that probably are wrong. The loaded model answers for rows that it has not learned from,
   * where it knows their classes.
   * @throws {InputError | BackendError} and the signal's reason once it is aborted
   */
  async findLabelErrors(config: RunConfig, options: WorkOptions = {}): Promise<LabelErrorsFound> {
    const dataset = this.data.current();
    const { loaded } = this.models;
    const ask = loaded && (() => this.computing(loaded, () => loaded.answersUnseen(dataset, options.signal)));
    this.foundErrors = await LabelErrors.find(dataset, config, ask, options);
    return this.foundErrors.found();
  }

  /** Some of those that were found last. @throws {InputError} when they are of other data */
  labelErrors(config: RunConfig, range: { start: number; count: number }): LabelErrorPage {
    if (!this.foundErrors) throw new InputError({ code: 'label-errors-gone' });
    return this.foundErrors.page(this.data.current(), config, range);
  }

  /**
   * During a run the answer of its network, from the weights of that moment: the run's weights, words and draws of
   * chance stay as they are. Else the loaded model's.
   * @throws {InputError} when the text has no words, or there is no network; the signal's reason
   */
  async predict(text: string, signal?: AbortSignal): Promise<Prediction> {
    const answers = await this.live.ask((weights) => this.answerLive(text, weights), signal);
    const [prediction] = answers ?? (await this.predictAll([text]));
    if (!prediction) throw new InputError({ code: 'no-words' });
    return prediction;
  }

  private async answerLive(text: string, live: LiveWeights): Promise<(Prediction | null)[]> {
    const { network, vocabulary, buckets, position } = live;
    const dataset = this.trainedOn ?? this.data.current();
    const { classNames } = dataset;
    const decision = defaultDecision(classNames.length);
    const rule = readingOf({ config: network.config, cleaning: cleaningOf(dataset) });
    const reading = { rule, vocabulary, classNames, decision };
    const answers = await answersOf(reading, [text], (ids) => probabilitiesOf(network, ids, { buckets }));
    return answers.map((answer) => answer && { ...answer, weights: position });
  }

  /** An answer for each text, in their order; null for one without words. @throws {InputError} */
  async predictAll(texts: readonly string[]): Promise<(Prediction | null)[]> {
    const model = this.models.current();
    return this.computing(model, () => model.predictAll(texts));
  }

  /**
   * The rows of some files with the loaded model's answers.
   * @param inTurn lets other work on the device come between two forward passes
   * @throws {InputError | BackendError}; the signal's reason
   */
  async classify(
    files: readonly SourceFile[],
    choice: ClassifyChoice,
    { inTurn = (step) => step(), ...work }: ClassifyOptions,
  ): Promise<ClassifiedSummary> {
    const model = this.models.current();
    const compute: ClassifyWork['compute'] = (step) => inTurn(() => this.computing(model, step));
    try {
      return await classifyFiles(model, files, choice, { ...work, compute });
    } finally {
      // Another one may have been loaded meanwhile.
      if (!this.models.isCurrent(model)) model.release();
    }
  }

  /** Whether the loaded model was trained on the loaded dataset. */
  isModelOfDataset(): boolean {
    return this.models.fingerprint === this.data.dataset?.fingerprint;
  }

  /** @throws {BackendError} also when the device fails meanwhile: one without memory computes zeros */
  private async computing<T>(model: LoadedModel, work: () => Promise<T>): Promise<T> {
    const handle = await this.backend.ensure(model.saved.config);
    return orLost(work(), handle);
  }
}
