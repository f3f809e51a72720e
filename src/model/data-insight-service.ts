/** What the loaded model does in the loaded data: where units are strongest. */
import type { SameUnits, SameUnitsQuery, UnitPlaces, UnitQuery } from '../contract/insight-units.ts';
import { withClassesOf, type Dataset } from './data/index.ts';
import type { DatasetStore, WorkOptions } from './dataset-store.ts';
import {
  indexUnits,
  readText,
  sameUnits,
  shownPlaces,
  strongestPlaces,
  viewOf,
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

  constructor(
    private readonly models: ModelStore,
    private readonly data: DatasetStore,
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
