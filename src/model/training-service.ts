/**
 * Joins data, models, runs and the backend that computes. The worker and the command line both use it. One piece of work at
 * a time: in the worker the commands' lanes see to that.
 */
import type { ComputeBackend } from '../contract/backends.ts';
import type { ModelSummary } from '../contract/results.ts';
import type { RunConfig } from '../contract/settings.ts';
import { AnswerService } from './answer-service.ts';
import { BackendService, type Computing } from './backend-service.ts';
import { DataInsightService } from './data-insight-service.ts';
import { DatasetStore } from './dataset-store.ts';
import { EvaluationService } from './evaluation-service.ts';
import { EpochWatch } from './insight/index.ts';
import { InsightService } from './insight-service.ts';
import { LabelErrors } from './label-errors.ts';
import { MeasuringService } from './measuring-service.ts';
import { ModelStore } from './model-store.ts';
import { Preparation } from './preparation.ts';
import { runTraining, type ResumeOptions, type RunContext } from './run.ts';
import { LiveNetwork } from './training/live-network.ts';
import type { TrainEvent } from './training/state.ts';
import { UnlabelledStore } from './unlabelled-store.ts';
import { LearnedStore } from './vectors/learn/index.ts';
import { VectorStore } from './vectors/store.ts';

export class TrainingService implements RunContext {
  readonly preparation = new Preparation();
  /** What is learned from besides the loaded data. */
  readonly unlabelled: UnlabelledStore = new UnlabelledStore(() => this.learned.forget());
  /** Word vectors of the loaded data's own. */
  readonly learned = new LearnedStore(this.unlabelled);
  readonly data = new DatasetStore(() => {
    this.preparation.forget();
    this.learned.forget();
  });
  private readonly computing: Computing = (model, work) => this.backend.computing(model, work);
  readonly models = new ModelStore((model, texts) => this.computing(model, () => model.probabilities(texts)));
  readonly vectors = new VectorStore();
  readonly backend: BackendService;
  readonly insight = new InsightService(this.models, this.data, this.computing);
  readonly dataInsight = new DataInsightService(this.models, this.data, this.computing);
  readonly evaluation = new EvaluationService(this.models, this.data, this.computing);
  readonly labelErrors = new LabelErrors(this.models, this.data, this.computing);
  /** What runs are looked at after each epoch. */
  readonly epochs = new EpochWatch();
  /** Who trains by `train` tells it before that when a run is about to begin. */
  readonly live = new LiveNetwork();
  readonly answers = new AnswerService(this.models, this.live, this.computing);
  readonly measuring: MeasuringService;

  /** @param onTrying told before a backend is tried, and null after it */
  constructor(onTrying?: (name: ComputeBackend | null) => void) {
    this.backend = new BackendService({ onTrying, onClose: () => this.models.release() });
    this.measuring = new MeasuringService(this);
  }

  /** @throws as `runTraining` */
  async *train(
    config: RunConfig,
    signal: AbortSignal,
    options: ResumeOptions = {},
  ): AsyncGenerator<TrainEvent, ModelSummary> {
    try {
      return yield* runTraining(this, config, signal, options);
    } finally {
      this.live.end();
    }
  }
}
