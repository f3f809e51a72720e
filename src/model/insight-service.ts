/** A look inside the loaded model, and whether what it shows may be believed. */
import type {
  Attributed,
  AttributionMethod,
  Change,
  ChangeMeasured,
  Explanation,
  Faithfulness,
  Gradients,
  Inside,
  Phrases,
} from '../contract/insight.ts';
import { meanAndDeviation } from '../contract/math.ts';
import { Random, type InTurn } from './data/index.ts';
import type { Computing } from './backend-service.ts';
import type { DatasetStore, WorkOptions } from './dataset-store.ts';
import {
  attributeText,
  changedModel,
  explain,
  faithfulness,
  gradientsFor,
  inside,
  phrasesOf,
  type FaithfulnessOptions,
} from './insight/index.ts';
import { LoadedModel } from './loaded-model.ts';
import type { ModelStore } from './model-store.ts';

/** Rows that changes are measured on: more would tell little more, and take long where texts are long. */
const mostMeasured = 2_000;

/** All of it throws an InputError for a text without words, a BackendError, and the signal's reason. */
export class InsightService {
  constructor(
    private readonly models: ModelStore,
    private readonly data: DatasetStore,
    private readonly computing: Computing,
  ) {}

  /** What the answer for a text is made of. @throws {InputError} also for a method that the cell does not have */
  explain(text: string, method: AttributionMethod, options: WorkOptions = {}): Promise<Explanation> {
    return this.ask((model) => explain(model.subject, text, method, options));
  }

  /** What each word adds to the explained logit, of the model as it is or changed. @throws as `explain` */
  attribute(
    text: string,
    method: AttributionMethod,
    change: Change | null,
    options: WorkOptions = {},
  ): Promise<Attributed> {
    return this.askChanged(change, ({ subject }) => attributeText(subject, text, method, options));
  }

  /** Neighbouring words by what they add together beyond each alone, of the model as it is or changed. */
  phrases(text: string, change: Change | null = null, options: WorkOptions = {}): Promise<Phrases> {
    return this.askChanged(change, ({ subject }) => phrasesOf(subject, text, options));
  }

  /** Every gate and state for the words of a text, of the model as it is or changed. */
  trace(text: string, change: Change | null = null, options: WorkOptions = {}): Promise<Inside> {
    return this.askChanged(change, ({ subject }) => inside(subject, text, options));
  }

  /** How the explained logit changes with all that a direction of a layer computes. */
  gradients(
    text: string,
    of: Pick<Gradients, 'layer' | 'direction'>,
    change: Change | null = null,
  ): Promise<Gradients> {
    return this.askChanged(change, async ({ subject }) => gradientsFor(subject, text, of));
  }

  /**
   * How accurate each of some changes makes the model on the rows of the loaded data that it was validated on, of which
   * at most 2,000 are answered, evenly.
   */
  measure(
    changes: readonly Change[],
    { onProgress, signal, inTurn }: FaithfulnessOptions = {},
  ): Promise<ChangeMeasured[]> {
    const dataset = this.data.current();
    return this.inSteps(inTurn, async (model, step) => {
      const tell = (rows: number, done: number) =>
        onProgress?.({ phase: 'examining', share: done / (changes.length + 1), rows });
      const ask = { most: mostMeasured, signal };
      tell(0, 0);
      const { right: before, all } = await step(() => model.isRightInValidation(dataset, ask));
      const found: ChangeMeasured[] = [];
      for (const [i, change] of changes.entries()) {
        signal?.throwIfAborted();
        tell(i, i + 1);
        const { right: after } = await step(() =>
          withChange(model, change, (changed) => changed.isRightInValidation(dataset, ask)),
        );
        found.push({ ...compared(before, after), all });
      }
      return found;
    });
  }

  /**
   * How far attributions may be believed, on some of the loaded data's texts that the model has not seen.
   * @param count of texts, drawn by chance
   */
  faithfulness(count: number, { inTurn, ...options }: FaithfulnessOptions = {}): Promise<Faithfulness> {
    const dataset = this.data.current();
    return this.inSteps(inTurn, async (model, step) => {
      const { unseen } = model.rowsOf(dataset);
      const rows = new Random(model.saved.config.seed, 0x6672).shuffle(unseen.slice()).subarray(0, count);
      const texts = Array.from(rows, (row) => dataset.texts.get(row));
      return faithfulness(model.subject, texts, { ...options, inTurn: step });
    });
  }

  /** Long work on the model that is loaded now, though another one may come between two of its steps. */
  private async inSteps<T>(
    inTurn: InTurn = (step) => step(),
    work: (model: LoadedModel, step: InTurn) => Promise<T>,
  ): Promise<T> {
    const model = this.models.current();
    try {
      return await work(model, (step) => inTurn(() => this.computing(model, step)));
    } finally {
      if (!this.models.isCurrent(model)) model.release();
    }
  }

  private askChanged<T>(change: Change | null, work: (model: LoadedModel) => Promise<T>): Promise<T> {
    return this.ask((model) => (change ? withChange(model, change, work) : work(model)));
  }

  private async ask<T>(work: (model: LoadedModel) => Promise<T>): Promise<T> {
    const model = this.models.current();
    return this.computing(model, () => work(model));
  }
}

const shareOf = (right: readonly boolean[]) => right.filter(Boolean).length / right.length;

function compared(before: readonly boolean[], after: readonly boolean[]): Omit<ChangeMeasured, 'all'> {
  const differences = after.map((isRight, row) => Number(isRight) - Number(before[row]));
  const { mean, deviation } = meanAndDeviation(differences);
  const reach = (1.96 * (deviation ?? 0)) / Math.sqrt(differences.length);
  return {
    ...{ before: shareOf(before), after: shareOf(after), rows: before.length },
    interval: [mean - reach, mean + reach],
  };
}

async function withChange<T>(
  { saved }: LoadedModel,
  change: Change,
  work: (changed: LoadedModel) => Promise<T>,
): Promise<T> {
  const changed = new LoadedModel(changedModel(saved, change));
  try {
    return await work(changed);
  } finally {
    changed.release();
  }
}
