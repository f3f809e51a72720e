/** A look inside the loaded model, and whether what it shows may be believed. */
import type {
  AttributionMethod,
  Change,
  ChangeMeasured,
  Explanation,
  Faithfulness,
  Inside,
  PhraseSurplus,
} from '../contract/insight.ts';
import { Random } from './data/index.ts';
import type { DatasetStore, WorkOptions } from './dataset-store.ts';
import {
  changedModel,
  explain,
  faithfulness,
  inside,
  phrasesOf,
  type FaithfulnessOptions,
} from './insight/index.ts';
import { LoadedModel } from './loaded-model.ts';
import type { ModelStore } from './model-store.ts';

/** Does work with a backend for a model. @throws {BackendError} */
type Computing = <T>(model: LoadedModel, work: () => Promise<T>) => Promise<T>;

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

  /** Neighbouring words by what they add together beyond each alone. */
  phrases(text: string, options: WorkOptions = {}): Promise<PhraseSurplus[]> {
    return this.ask((model) => phrasesOf(model.subject, text, options));
  }

  /** Every gate and state for the words of a text, of the model as it is or changed. */
  trace(text: string, change: Change | null = null, options: WorkOptions = {}): Promise<Inside> {
    return this.ask((model) =>
      change
        ? withChange(model, change, (changed) => inside(changed.subject, text, options))
        : inside(model.subject, text, options),
    );
  }

  /** How accurate a change makes the model on the rows of the loaded data that it was validated on. */
  measure(change: Change): Promise<ChangeMeasured> {
    return this.ask(async (model) => {
      const dataset = this.data.current();
      const rightOf = async (one: LoadedModel) => (await one.isRight(dataset)).validation;
      const before = await rightOf(model);
      const after = await withChange(model, change, rightOf);
      return { before: shareOf(before), after: shareOf(after), rows: before.length };
    });
  }

  /**
   * How far attributions may be believed, on some of the loaded data's texts that the model has not seen.
   * @param count of texts, drawn by chance
   */
  faithfulness(count: number, options: FaithfulnessOptions = {}): Promise<Faithfulness> {
    return this.ask((model) => {
      const dataset = this.data.current();
      const { unseen } = model.rowsOf(dataset);
      const rows = new Random(model.saved.config.seed, 0x6672).shuffle(unseen.slice()).subarray(0, count);
      const texts = Array.from(rows, (row) => dataset.texts.get(row));
      return faithfulness(model.subject, texts, options);
    });
  }

  private async ask<T>(work: (model: LoadedModel) => Promise<T>): Promise<T> {
    const model = this.models.current();
    return this.computing(model, () => work(model));
  }
}

const shareOf = (right: readonly boolean[]) => right.filter(Boolean).length / right.length;

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
