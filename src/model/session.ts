/**
 * What a person has at hand: an opened file, a dataset, a trained or loaded model, and the backend that
 * computes. The worker and the command line both drive this one class.
 */
import type { Message } from '../contract/messages/message.ts';
import { BackendChooser } from './backends/chooser.ts';
import type { BackendHandle, ComputeBackend } from './backends/handle.ts';
import { orLost, untilLost } from './backends/lost.ts';
import { keyOf, type BackendName, type RunConfig } from '../contract/settings.ts';
import { DataDesk, type NamedBytes, type WorkOptions } from './data-desk.ts';
import type { Dataset, ReadOptions, SourceFile } from './data/index.ts';

import { InputError } from './errors.ts';
import type { BackendReport } from '../contract/backends.ts';
import { exportZip, importZip } from './export/index.ts';
import type { BroughtModelFile } from './export/index.ts';
import type { LoadedModel } from './loaded-model.ts';
import { checkShapes, ModelDesk } from './model-desk.ts';
import { Preparation, type MeasuredData } from './preparation.ts';
import { baseOf, oneClassWarnings } from './run-start.ts';
import type { StepProfile } from '../contract/backends.ts';
import type { ExportPart } from '../contract/bundle.ts';
import type {
  ColumnChoice,
  Correction,
  DatasetSummary,
  SampleDataset,
  TablePreview,
} from '../contract/dataset.ts';
import type { DoctorReport } from '../contract/findings.ts';
import type { ModelSummary, Prediction, TestReport } from '../contract/results.ts';
import type { RowPage, RowQuery } from '../contract/reviews.ts';
import { estimateSeconds, measureStep } from './training/calibrate.ts';
import { profileStep } from './training/profile.ts';
import { checkResumed } from './training/state.ts';
import type { TrainEvent } from './training/state.ts';
import { train } from './training/trainer.ts';
import type { TrainOptions } from './training/trainer.ts';
import { Turns } from './turns.ts';

/** To go on with a run that was interrupted, and how often to keep its state. */
export interface ResumeOptions extends Pick<TrainOptions, 'from' | 'secondsPerState'> {
  /** Begins with the weights and the words of the model at hand. */
  fromModel?: boolean;
}

/** Settings that change how long a step takes: with equal ones a backend is not measured again. */
function calibrationKey(config: RunConfig, dataset: Dataset): string {
  return `${dataset.fingerprint} ${keyOf(config, 'step-time')}`;
}

export class Session {
  private readonly desk = new DataDesk();
  private readonly models = new ModelDesk((model, texts) => this.probabilitiesOf(model, texts));
  private readonly backends: BackendChooser;
  private backend: BackendHandle | null = null;
  private readonly calibrations = new Map<string, BackendReport>();
  private readonly preparation = new Preparation();
  private isTraining = false;
  /** Opening, measuring and computing change what tfjs has set: one at a time. */
  private readonly backendTurns = new Turns();

  /** @param onTrying told before a backend is tried, and null after it */
  constructor(onTrying?: (name: ComputeBackend | null) => void) {
    this.backends = new BackendChooser(onTrying);
  }

  /** @throws {InputError} */
  loadSample(sample: SampleDataset, bytes: Uint8Array): DatasetSummary {
    this.preparation.forget();
    return this.desk.loadSample(sample, bytes);
  }

  /** What was loaded before stays until columns are chosen. @throws {InputError} */
  openFiles(files: SourceFile[], options: ReadOptions = {}): Promise<TablePreview> {
    this.preparation.forget();
    return this.desk.openFiles(files, options);
  }

  /** @throws {InputError} */
  chooseColumns(choice: ColumnChoice, options: WorkOptions = {}): Promise<DatasetSummary> {
    return this.desk.chooseColumns(choice, options);
  }

  /** What is wrong with the dataset at hand, for a run with these settings. @throws {InputError} */
  examine(config: RunConfig, options: WorkOptions = {}): Promise<DoctorReport> {
    return this.desk.examine(config, options);
  }

  /** Some rows of the data at hand; the settings say how it is split. @throws {InputError} */
  rows(
    query: RowQuery,
    start: number,
    count: number,
    config: RunConfig,
    options: WorkOptions = {},
  ): Promise<RowPage> {
    return this.desk.rows(query, { start, count }, config, options);
  }

  /** The rows that a query finds, as CSV. @throws {InputError} */
  exportRows(query: RowQuery, config: RunConfig, options: WorkOptions = {}): Promise<NamedBytes> {
    return this.desk.exportRows(query, config, options);
  }

  /** All rows of the data with the part of each for these settings, as CSV. @throws {InputError} */
  exportParts(config: RunConfig): Uint8Array<ArrayBuffer> {
    return this.desk.exportParts(config);
  }

  /** Corrects rows, or with null takes their corrections back. @throws {InputError} */
  correct(
    rows: readonly number[],
    correction: Correction | null,
    options: WorkOptions = {},
  ): Promise<DatasetSummary> {
    this.refuseWhileTraining();
    return this.desk.correct(rows, correction, options);
  }

  /** @throws {InputError} */
  exportCorrections(): NamedBytes {
    return this.desk.exportCorrections();
  }

  /** Adds a file's corrections to those that there are. @throws {InputError} */
  importCorrections(
    bytes: Uint8Array,
    options: WorkOptions = {},
  ): Promise<{ summary: DatasetSummary; applied: number; unknown: number }> {
    this.refuseWhileTraining();
    return this.desk.importCorrections(bytes, options);
  }

  /**
   * Trains, and makes the result the model at hand. What was the model before stays when this fails.
   * @throws {InputError | BackendError}
   */
  async *train(
    config: RunConfig,
    signal: AbortSignal,
    options: ResumeOptions = {},
  ): AsyncGenerator<TrainEvent, ModelSummary> {
    const { dataset } = this.desk;
    if (!dataset) throw new InputError('Choose a dataset first.');
    this.refuseWhileTraining();
    this.isTraining = true;
    const done = await this.backendTurns.wait();
    try {
      return yield* this.trainOn(dataset, config, signal, options);
    } finally {
      this.isTraining = false;
      done();
    }
  }

  /**
   * Which backend a run with these settings would take, and how long it would last; measured once a dataset
   * is at hand. @throws {InputError | BackendError}
   */
  async probe(config: RunConfig): Promise<BackendReport> {
    this.refuseWhileTraining();
    const { dataset } = this.desk;
    return this.backendTurns.take(async () => {
      if (dataset) {
        const measured = await this.preparation.forMeasuring(dataset, config);
        return (await this.openBackend(config, dataset, measured)).report;
      }
      this.dispose();
      const { handle, report } = await this.backends.choose(config.backend, null);
      this.backend = handle;
      return report;
    });
  }

  /**
   * Where the time of a training step with these settings goes, on the backend that a run would take.
   * @throws {InputError | BackendError}
   */
  async profile(config: RunConfig): Promise<StepProfile> {
    const { dataset } = this.desk;
    if (!dataset) throw new InputError('Choose a dataset first.');
    this.refuseWhileTraining();
    return this.backendTurns.take(async () => {
      const measured = await this.preparation.forMeasuring(dataset, config);
      const { handle } = await this.openBackend(config, dataset, measured);
      return orLost(profileStep(config, measured.data, handle), handle);
    });
  }

  /** Tests the model on the rows of the dataset whose texts it has not seen. @throws {InputError} when there are none */
  async test(): Promise<TestReport> {
    this.refuseWhileTraining();
    const model = this.models.current();
    const { dataset } = this.desk;
    if (!dataset) throw new InputError('Choose a dataset to test the model on.');
    return this.backendTurns.take(async () => {
      await this.ensureBackend(model.saved.config.backend);
      return model.test(dataset);
    });
  }

  /** @throws {InputError} */
  async predict(text: string): Promise<Prediction> {
    this.refuseWhileTraining();
    const model = this.models.current();
    return this.backendTurns.take(async () => {
      await this.ensureBackend(model.saved.config.backend);
      return model.predict(text);
    });
  }

  /** An answer for each text, in their order; null for one without words. @throws {InputError} */
  async predictAll(texts: readonly string[]): Promise<(Prediction | null)[]> {
    this.refuseWhileTraining();
    const model = this.models.current();
    return this.backendTurns.take(async () => {
      await this.ensureBackend(model.saved.config.backend);
      return model.predictAll(texts);
    });
  }

  /** The model at hand in one zip, with the parts that are asked for. @throws {InputError} */
  exportModel(parts: readonly ExportPart[] = ['tfjs']): Promise<NamedBytes> {
    return this.models.zip(parts);
  }

  /** What the zip holds, by file name. @throws {InputError} */
  exportFiles(parts: readonly ExportPart[] = ['tfjs']): Promise<Record<string, Uint8Array>> {
    return this.models.files(parts);
  }

  /**
   * Replaces the model at hand once the files are checked: a bundle, its files one by one, or safetensors.
   * @throws {InputError}
   */
  importModel(files: readonly BroughtModelFile[]): { summary: ModelSummary; config: RunConfig } {
    this.refuseWhileTraining();
    return this.models.import(files);
  }

  /** What a kept run says of its data. @throws {InputError} */
  datasetName(): { name: string; fingerprint: string; rows: number } {
    const { dataset } = this.desk;
    if (!dataset) throw new InputError('Choose a dataset first.');
    return { name: dataset.name, fingerprint: dataset.fingerprint, rows: dataset.texts.length };
  }

  /** Whether the model at hand was trained on the dataset at hand. */
  modelIsOfDataset(): boolean {
    return this.models.fingerprint === this.desk.dataset?.fingerprint;
  }

  /** `auto` passes over these from now on, each with the reason in a sentence. */
  excludeBackends(excluded: ReadonlyMap<ComputeBackend, Message>): void {
    this.backends.exclude(excluded);
  }

  /** The backend that computes, or that was tried last. */
  get backendName(): ComputeBackend | null {
    return this.backend?.name ?? this.backends.tried;
  }

  dispose(): void {
    this.models.release();
    this.backend?.dispose();
    this.backend = null;
  }

  private async *trainOn(
    dataset: Dataset,
    config: RunConfig,
    signal: AbortSignal,
    options: ResumeOptions,
  ): AsyncGenerator<TrainEvent, ModelSummary> {
    yield { type: 'phase', phase: 'preparing' };
    const base = options.fromModel ? this.models.current().saved : null;
    if (base) checkShapes(base.config, config);
    if (options.from) checkResumed(options.from.config, config);
    const data = await this.preparation.forRun(dataset, config, signal, baseOf(options.from, base));
    yield* oneClassWarnings(data);
    yield { type: 'phase', phase: 'choosing-backend' };
    const { handle, report } = await this.openBackend(config, dataset, { data, scale: 1 });
    yield { type: 'backend', report };
    const { from, secondsPerState } = options;
    const initial = base && new Map(base.parameters);
    const trainOptions = { from, secondsPerState, initial, dataset: dataset.fingerprint };
    const { reason, parameters, optimizer, epochs, restoredEpoch } = yield* untilLost(
      train(config, data, signal, trainOptions),
      handle,
    );
    // Weights can be finite still where the loss is not: they are of no use either.
    const isLost = reason === 'diverged' && restoredEpoch === null;
    if (isLost || ![...parameters.values()].every((values) => values.every(Number.isFinite))) {
      throw new InputError(
        'Training came to no usable weights: the learning rate is too high. Lower it and start again.',
      );
    }
    const { classNames, fingerprint, name } = dataset;
    const bytes = exportZip({
      config,
      vocabulary: [...data.vocabulary.tokens],
      classNames,
      parameters,
      metrics: { epochs, restoredEpoch, test: null },
      seen: data.seen,
      trainedOn: { name, fingerprint },
    });
    // What is tested and tried from here on is what a download holds.
    return this.models.take(importZip(bytes), optimizer);
  }

  /** A fresh one for each run: pools of the run before would only hold memory. */
  private async openBackend(
    config: RunConfig,
    dataset: Dataset,
    measured: MeasuredData,
  ): Promise<{ handle: BackendHandle; report: BackendReport }> {
    this.dispose();
    const key = calibrationKey(config, dataset);
    const known = this.calibrations.get(key);
    const again = known && (await this.backends.reopen(known, config.backend));
    const measure = (best: number | null) => measureStep(config, measured.data, best);
    const { handle, report } = again ?? (await this.backends.choose(config.backend, measure));
    // Threads that come late make it faster than it was measured.
    if (handle.isProvisional) this.calibrations.delete(key);
    else this.calibrations.set(key, report);
    this.backend = handle;
    return { handle, report: withEstimate(report, config, measured) };
  }

  private async ensureBackend(wanted: BackendName): Promise<void> {
    if (this.backend) return;
    this.backend = (await this.backends.any(wanted)).handle;
  }

  private probabilitiesOf(model: LoadedModel, texts: readonly (readonly number[])[]): Promise<Float32Array> {
    return this.backendTurns.take(async () => {
      await this.ensureBackend(model.saved.config.backend);
      return model.probabilities(texts);
    });
  }

  private refuseWhileTraining(): void {
    if (this.isTraining) throw new InputError('Wait until the training has ended, or stop it.');
  }
}

/** How long the run will last, from the chosen backend's milliseconds a step. */
function withEstimate(report: BackendReport, config: RunConfig, measured: MeasuredData): BackendReport {
  const { millisecondsPerStep = null } = report.candidates.find(({ name }) => name === report.chosen) ?? {};
  const secondsForRun =
    millisecondsPerStep === null
      ? null
      : measured.scale * estimateSeconds(config, measured.data, millisecondsPerStep);
  return { ...report, secondsForRun };
}
