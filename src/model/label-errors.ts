/** The rows whose labels probably are wrong, as they were found last, to look at. */
import type { LabelErrorPage, LabelErrorsFound } from '../contract/reviews.ts';
import type { RunConfig } from '../contract/settings.ts';
import type { Computing } from './backend-service.ts';
import { pageOf, shownRow, withRule, type WorkOptions } from './data/index.ts';
import type { DatasetStore } from './dataset-store.ts';
import { outOfFoldProbabilities } from './doctor/out-of-fold.ts';
import { InputError } from './errors.ts';
import { joinProbabilities, likelyLabelErrors, type LikelyError } from './evaluation/index.ts';
import type { ModelStore } from './model-store.ts';
import { SameRows } from './same-rows.ts';

interface Found {
  errors: readonly LikelyError[];
  sameRows: SameRows;
  /** The table's row of each. */
  rows: Int32Array;
}

export class LabelErrors {
  private last: Found | null = null;

  constructor(
    private readonly models: ModelStore,
    private readonly data: DatasetStore,
    private readonly computing: Computing,
  ) {}

  /**
   * Looks for labels of the dataset that probably are wrong. The loaded model answers for rows that it has not learned from,
   * where it knows their classes, after the baseline has learned.
   * @throws {InputError | BackendError} and the signal's reason once it is aborted
   */
  async find(config: RunConfig, options: WorkOptions = {}): Promise<LabelErrorsFound> {
    const dataset = this.data.current();
    const { loaded } = this.models;
    const { texts, classes, classNames, origin } = dataset;
    const probabilities = await outOfFoldProbabilities(dataset, withRule(config, texts), options);
    const unseen =
      loaded && (await this.computing(loaded, () => loaded.answersUnseen(dataset, options.signal)));
    if (unseen) joinProbabilities(probabilities, unseen, classNames.length);
    const errors = likelyLabelErrors(probabilities, classes, classNames.length);
    const rows = Int32Array.from(errors, ({ row }) => origin.rows[row]);
    this.last = { errors, rows, sameRows: new SameRows(dataset) };
    return { total: errors.length, byNetwork: unseen?.rows.length ?? 0 };
  }

  /** Some of those that were found last. @throws {InputError} when they are of other data */
  page(config: RunConfig, range: { start: number; count: number }): LabelErrorPage {
    if (!this.last?.sameRows.areOf(this.data.current())) throw new InputError({ code: 'label-errors-gone' });
    const { errors, rows: tableRows } = this.last;
    const { start, asked } = pageOf(Int32Array.from(errors.keys()), range);
    const rows = Array.from(asked, (at) => {
      const { row: _row, ...error } = errors[at];
      return { ...shownRow(this.data.current(), config, tableRows[at]), ...error };
    });
    return { total: errors.length, start, rows };
  }
}
