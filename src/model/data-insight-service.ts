/** What the loaded model does in the loaded data: where units are strongest, the line of its states, its words. */
import type { Line } from '../contract/insight-line.ts';
import type { SameUnits, SameUnitsQuery, UnitPlaces, UnitQuery } from '../contract/insight-units.ts';
import type { NearWords, WordReport } from '../contract/insight-words.ts';
import { withClassesOf, type Dataset } from './data/index.ts';
import type { Computing } from './backend-service.ts';
import type { DatasetStore, WorkOptions } from './dataset-store.ts';
import { wordWeights } from './doctor/baselines.ts';
import { InputError } from './errors.ts';
import {
  compareWords,
  indexUnits,
  lineOf,
  nearWords,
  readoutStates,
  readText,
  sameUnits,
  shownPlaces,
  strongestPlaces,
  viewOf,
  wordMap,
  type ReadoutStates,
  type UnitIndex,
} from './insight/index.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { ModelStore } from './model-store.ts';

/** Made once of a model and a dataset. */
class MadeOnce<T> {
  private made: { of: WeakRef<LoadedModel>; dataset: WeakRef<Dataset>; value: T } | null = null;

  async get(model: LoadedModel, dataset: Dataset, make: () => Promise<T>): Promise<T> {
    if (this.made?.of.deref() === model && this.made.dataset.deref() === dataset) return this.made.value;
    this.made = null;
    const value = await make();
    this.made = { of: new WeakRef(model), dataset: new WeakRef(dataset), value };
    return value;
  }
}

/** All of it throws an InputError without a model or data, and the signal's reason. */
export class DataInsightService {
  private readonly units = new MadeOnce<UnitIndex>();
  private readonly states = new MadeOnce<ReadoutStates>();

  constructor(
    private readonly models: ModelStore,
    private readonly data: DatasetStore,
    private readonly computing: Computing,
  ) {}

  /** Where a gate or state of a unit is highest or lowest. */
  async unitPlaces(query: UnitQuery, options: WorkOptions = {}): Promise<UnitPlaces> {
    const { model, dataset, index } = await this.indexed(options);
    return shownPlaces(model.subject, dataset, index, strongestPlaces(index, query));
  }

  /** Where the units are on that are on at some words of a text. @throws {InputError} also for a text without words */
  async sameUnits(query: SameUnitsQuery, options: WorkOptions = {}): Promise<SameUnits> {
    const { model, dataset, index } = await this.indexed(options);
    const { ids, trace } = readText(model.subject, query.text);
    const view = viewOf(index, query);
    const layer = trace.layers.find((one) => one.layer.name === query.layer);
    const hidden = layer?.directions.find((one) => one.direction === query.direction)?.hidden;
    const asked = { hidden: hidden ?? new Float64Array(0), ids, words: query.words };
    const { places, ...found } = await sameUnits(index, view, asked, options);
    return { ...found, ...shownPlaces(model.subject, dataset, index, places) };
  }

  /** @throws {InputError} also for a text without words */
  async line(text: string, options: WorkOptions = {}): Promise<Line> {
    const { model, dataset } = this.loaded();
    const read = readText(model.subject, text);
    const states = await this.states.get(model, this.data.current(), () =>
      readoutStates(model.subject, dataset, options),
    );
    return lineOf(model.subject, dataset, states, { text, ...read });
  }

  nearWords(word: string): NearWords {
    return nearWords(this.models.current().subject, word);
  }

  /**
   * Where the network and the n-gram baseline, which learns from the same reviews, differ on reviews that neither has seen.
   * @throws {InputError} also where the data is not what the network was trained on; {BackendError}
   */
  async wordReport(options: WorkOptions = {}): Promise<WordReport> {
    const { model, dataset } = this.loaded();
    const { trained, validated, unseen } = model.rowsOf(dataset);
    if (trained.length === 0 || validated.length === 0) throw new InputError({ code: 'no-validation-rows' });
    const rows = { train: trained, validation: validated, test: unseen };
    const weights = await wordWeights(dataset, rows, model.saved.config, options);
    const map = wordMap(model.subject, weights);
    const found = await this.computing(model, () =>
      compareWords(model.subject, dataset, { rows: unseen, weights }, options),
    );
    return { classes: model.saved.classNames, ...map, ...found };
  }

  private async indexed(options: WorkOptions) {
    const { model, dataset } = this.loaded();
    const index = await this.units.get(model, this.data.current(), () =>
      indexUnits(model.subject, dataset, options),
    );
    return { model, dataset, index };
  }

  /** The data with the classes that the model has. @throws {InputError} when it has others */
  private loaded() {
    const model = this.models.current();
    return { model, dataset: withClassesOf(this.data.current(), model.saved.classNames) };
  }
}
