/** One run, from the loaded data to the loaded model. */
import { defaultDecision } from '../contract/decision.ts';
import type { Shuffling } from '../contract/labs.ts';
import type { ModelSummary } from '../contract/results.ts';
import type { RunConfig } from '../contract/settings.ts';
import type { BackendService } from './backend-service.ts';
import { untilLost } from './backends/lost.ts';
import {
  cleaningOf,
  shuffled,
  withClassesOf,
  withCleaning,
  withRule,
  type Dataset,
  type PreparedData,
} from './data/index.ts';
import type { DatasetStore } from './dataset-store.ts';
import { InputError } from './errors.ts';
import { exportZip, importZip, sizesOf } from './export/index.ts';
import type { EpochWatch } from './insight/index.ts';
import { checkShapes, type ModelStore } from './model-store.ts';
import { joinMembers, splitMembers } from './network/ensemble.ts';
import type { Preparation } from './preparation.ts';
import {
  baseOf,
  checkedSettings,
  labellingPhase,
  learningPhase,
  oneClassWarnings,
  unlabelledOf,
} from './run-start.ts';
import type { LiveNetwork } from './training/live-network.ts';
import type { TrainOptions, TrainResult } from './training/options.ts';
import { checkResumed, type TrainEvent } from './training/state.ts';
import { train } from './training/trainer.ts';
import type { UnlabelledStore } from './unlabelled-store.ts';
import { withFurtherWords } from './vectors/embedding.ts';
import type { LearnedStore } from './vectors/learn/index.ts';
import type { VectorSource } from './vectors/source.ts';
import { withVectorSize, type VectorStore } from './vectors/store.ts';

/** To resume a run that was interrupted, and how often to give its state. */
export interface ResumeOptions extends Pick<TrainOptions, 'from' | 'secondsPerState'> {
  /** What of the reviews is put into an order of chance, for a lab. */
  shuffling?: Shuffling | null;
  /** Begins with the weights and the words of the loaded model. */
  fromModel?: boolean;
}

/** What a run reads, computes with and leaves its network in. */
export interface RunContext {
  data: DatasetStore;
  models: ModelStore;
  backend: BackendService;
  preparation: Preparation;
  vectors: VectorStore;
  learned: LearnedStore;
  unlabelled: UnlabelledStore;
  epochs: EpochWatch;
  live: LiveNetwork;
}

/** A run that can begin. */
interface Begun {
  /** As its network reads and names the loaded one. */
  dataset: Dataset;
  data: PreparedData;
  config: RunConfig;
  options: TrainOptions;
}

/**
 * Trains, and makes the result the loaded model. What was loaded before stays when this fails.
 * @throws {InputError | BackendError}
 */
export async function* runTraining(
  context: RunContext,
  asked: RunConfig,
  signal: AbortSignal,
  resume: ResumeOptions,
): AsyncGenerator<TrainEvent, ModelSummary> {
  yield { type: 'phase', phase: 'preparing' };
  const begun = yield* begin(context, asked, signal, resume);
  const { dataset, data, config, options } = begun;
  yield* oneClassWarnings(data);
  yield { type: 'phase', phase: 'choosing-backend' };
  const { handle, report } = await context.backend.openFor(config, dataset, { data, scale: 1 });
  yield { type: 'backend', report };
  const events = untilLost(train(config, data, signal, options), handle);
  const result = yield* context.epochs.besides(events, data, cleaningOf(dataset));
  return take(context.models, begun, result);
}

/** Reads the loaded data as the run's network does, and prepares it. @throws {InputError}; the signal's reason */
async function* begin(
  { data: store, models, preparation, live, ...sources }: RunContext,
  asked: RunConfig,
  signal: AbortSignal,
  { from = null, secondsPerState, shuffling = null, fromModel }: ResumeOptions,
): AsyncGenerator<TrainEvent, Begun> {
  const model = fromModel ? models.current().saved : null;
  const loaded = store.current();
  const named = model ? withClassesOf(loaded, model.classNames) : loaded;
  const cleaning = (from ?? model)?.cleaning ?? cleaningOf(loaded);
  const dataset = await withCleaning(named, cleaning, { signal });
  const { tokenization } = from?.config ?? model?.config ?? {};
  const ruled = withRule(asked, dataset.texts, tokenization);
  const vectors = from || model ? null : vectorsFor(sources, dataset, ruled);
  const config = checkedSettings(withVectorSize(ruled, vectors));
  if (model) checkShapes(model.config, config);
  if (from) checkResumed(from.config, config);
  yield* learningPhase(vectors, signal);
  const base = baseOf(from, model, dataset);
  const { current: unlabelled } = sources.unlabelled;
  const labelled = yield* labellingPhase(dataset, config, { unlabelled, base, from, signal });
  const prepared = await preparation.forRun(dataset, config, { signal, vectors, base, labelled });
  const options: TrainOptions = {
    ...{ from, secondsPerState, live, cleaning },
    dataset: dataset.fingerprint,
    classNames: dataset.classNames,
    initial: model && splitMembers(model.parameters, model.config, sizesOf(model)),
    unlabelled: from?.unlabelled ?? unlabelledOf(config, vectors, unlabelled),
  };
  return { dataset, data: shuffled(prepared, shuffling, config.seed), config, options };
}

function vectorsFor(
  { vectors, learned }: Pick<RunContext, 'vectors' | 'learned'>,
  dataset: Dataset,
  config: RunConfig,
): VectorSource | null {
  return config.embeddingStart === 'learned' ? learned.forRun(dataset, config) : vectors.sourceFor(config);
}

/** What is tested and tried from here on is what a download holds. @throws {InputError} where training left nothing of use */
function take(models: ModelStore, { dataset, data, config }: Begun, result: TrainResult): ModelSummary {
  const { reason, parameters, optimizer, epochs, restoredEpoch } = result;
  // Weights can be finite still where the loss is not: they are of no use either.
  const isLost = reason === 'diverged' && restoredEpoch === null;
  if (isLost || ![...parameters.values()].every((values) => values.every(Number.isFinite))) {
    throw new InputError({ code: 'no-usable-weights' });
  }
  const { tokens } = data.vocabulary;
  const trained = withFurtherWords({ vocabulary: tokens, parameters, optimizer }, data.further);
  const { vocabulary } = trained;
  const { classNames, fingerprint, name } = dataset;
  const sizes = { words: vocabulary.length, classes: classNames.length };
  const bytes = exportZip({
    ...{ config, vocabulary, classNames },
    cleaning: cleaningOf(dataset),
    decision: defaultDecision(classNames.length),
    parameters: joinMembers(trained.parameters, config, sizes),
    metrics: { epochs, restoredEpoch, test: null },
    seen: data.seen,
    trainedOn: { name, fingerprint },
  });
  return models.take(importZip(bytes), trained.optimizer);
}
