/** The rows whose labels probably are wrong, as they were found last, to look at. */
import type { LabelErrorPage, LabelErrorsFound } from '../contract/reviews.ts';
import type { RunConfig } from '../contract/settings.ts';
import { pageOf, shownRow, withRule, type Dataset, type WorkOptions } from './data/index.ts';
import { outOfFoldProbabilities } from './doctor/out-of-fold.ts';
import { InputError } from './errors.ts';
import { joinProbabilities, likelyLabelErrors, type LikelyError } from './evaluation/index.ts';
import { SameRows } from './same-rows.ts';

/** A network's probabilities [m,K] for rows that it has not learned from. */
export interface UnseenAnswers {
  rows: Int32Array;
  probabilities: Float32Array;
}

export class LabelErrors {
  private readonly sameRows: SameRows;
  /** The table's row of each. */
  private readonly rows: Int32Array;
  private readonly order: Int32Array;

  constructor(
    dataset: Dataset,
    private readonly errors: readonly LikelyError[],
    private readonly byNetwork: number,
  ) {
    this.sameRows = new SameRows(dataset);
    this.rows = Int32Array.from(errors, ({ row }) => dataset.origin.rows[row]);
    this.order = Int32Array.from(errors.keys());
  }

  /**
   * @param ask for the network's answers, after the baseline has learned; null: there is none, or it has seen all rows
   * @throws the signal's reason once it is aborted
   */
  static async find(
    dataset: Dataset,
    config: RunConfig,
    ask: (() => Promise<UnseenAnswers | null>) | null,
    options: WorkOptions = {},
  ): Promise<LabelErrors> {
    const { texts, classes, classNames } = dataset;
    const probabilities = await outOfFoldProbabilities(dataset, withRule(config, texts), options);
    const unseen = ask ? await ask() : null;
    if (unseen) joinProbabilities(probabilities, unseen, classNames.length);
    const errors = likelyLabelErrors(probabilities, classes, classNames.length);
    return new LabelErrors(dataset, errors, unseen?.rows.length ?? 0);
  }

  found(): LabelErrorsFound {
    return { total: this.errors.length, byNetwork: this.byNetwork };
  }

  /**
   * @param dataset what is loaded now
   * @throws {InputError} when it is other data
   */
  page(dataset: Dataset, config: RunConfig, range: { start: number; count: number }): LabelErrorPage {
    if (!this.sameRows.areOf(dataset)) throw new InputError({ code: 'label-errors-gone' });
    const { start, asked } = pageOf(this.order, range);
    const rows = Array.from(asked, (at) => {
      const { row: _row, ...error } = this.errors[at];
      return { ...shownRow(dataset, config, this.rows[at]), ...error };
    });
    return { total: this.errors.length, start, rows };
  }
}
