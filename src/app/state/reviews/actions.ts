/** The table of reviews: which rows are shown, and what a user says about them. */
import type {
  Correction,
  DatasetSummary,
  ExportedFile,
  Request,
  ReviewRow,
  RowQuery,
} from '../../../workers/protocol.ts';
import { reviewWords } from '../../i18n/doctor.ts';
import { sentenceOf, type Context } from '../context.ts';
import { sameDataFields, usableConfig } from '../findings/actions.ts';
import { ReviewPages } from './pages.ts';
import type { AppController } from '../app-controller.ts';
import {
  allRows,
  isBusy,
  patch,
  update,
  withSummary,
  type AppState,
  type AppStore,
  type ReviewsState,
} from '../store.ts';
import { withOtherData, withPending, withRows } from './transitions.ts';

/** The row as it will be, as far as the page can tell: what an undone correction leads to, only the worker knows. */
export function corrected<R extends ReviewRow>(row: R, correction: Correction | null): R {
  if (correction === null) return { ...row, correction };
  const isOut = correction === 'exclude';
  return { ...row, correction, class: isOut ? null : correction, excluded: isOut ? 'correction' : null };
}

/** Whether this says something new of a row: its own label is no correction of it. */
export function isNew(row: ReviewRow, correction: Correction | null): boolean {
  return row.correction !== correction && (row.correction !== null || row.class !== correction);
}

/** Rows of the loaded data can be corrected: nothing trains on them, and no other data is about to take their place. */
export function canCorrect({ data, run }: AppState): boolean {
  return data.loaded !== null && data.loading === null && !isBusy(run);
}

export class ReviewActions {
  private readonly context: Context;
  /** Summaries that were put into the store here: the data is the same but for corrections. */
  private readonly own = new WeakSet<DatasetSummary>();
  private readonly pages = new ReviewPages({
    ask: (start, count) => this.context.client.ask('rows', { ...this.question, start, count }),
    onPages: (held, total) => update(this.store, 'reviews', (state) => withRows(state, held, total)),
    onProblem: (error) => patch(this.store, 'reviews', { problem: sentenceOf(error), hasFailed: true }),
  });

  constructor({ context }: AppController) {
    this.context = context;
  }

  /** Folds the table out or in. */
  readonly setOpen = (isOpen: boolean): void => {
    patch(this.store, 'reviews', { isOpen });
    this.refresh(true);
  };

  /** Shows rows of this kind and no others, from another part of the page. */
  readonly show = (query: Partial<RowQuery>): void => {
    patch(this.store, 'reviews', { isOpen: true, isSentTo: true });
    this.setQuery({ ...allRows, ...query });
  };

  /** The table has taken the focus. */
  readonly arrive = (): void => patch(this.store, 'reviews', { isSentTo: false });

  /** Changes one filter and keeps the others. */
  readonly filter = (change: Partial<RowQuery>): void => this.setQuery({ ...this.reviews.query, ...change });

  readonly clearFilters = (): void => this.setQuery(allRows);

  /** Rows that are in view now. */
  readonly look = (first: number, last: number): void => this.pages.look(first, last);

  /** Null takes the row's correction back. */
  readonly correct = async (row: number, correction: Correction | null): Promise<void> => {
    const { client, recoverFrom } = this.context;
    if (!canCorrect(this.store.getState())) return;
    this.setPending(row, correction);
    patch(this.store, 'reviews', { problem: null, hasFailed: false });
    try {
      const summary = await client.ask('correct', { rows: [row], correction });
      this.pages.change(row, (old) => corrected(old, correction));
      this.takeSummary(summary);
    } catch (error) {
      patch(this.store, 'reviews', { problem: sentenceOf(error) });
      await recoverFrom(error);
    } finally {
      // A later word on the same row has its own answer to come.
      if (this.reviews.pending.get(row) === correction) this.setPending(row, undefined);
      if (this.reviews.pending.size === 0) this.renew();
    }
  };

  /** @returns the file to hand to the user; null when it could not be made */
  readonly exportRows = (): Promise<ExportedFile | null> =>
    this.makeFile('rows', () => this.context.client.ask('export-rows', this.question));

  /** @returns the file to hand to the user; null when it could not be made */
  readonly exportCorrections = (): Promise<ExportedFile | null> =>
    this.makeFile('corrections', () => this.context.client.ask('export-corrections', {}));

  readonly importCorrections = async (file: File): Promise<void> => {
    const { client, recoverFrom } = this.context;
    if (!canCorrect(this.store.getState())) return;
    patch(this.store, 'reviews', { working: 'import', problem: null, note: null });
    try {
      const { summary, applied, unknown } = await client.ask('import-corrections', { file });
      this.takeSummary(summary);
      patch(this.store, 'reviews', { working: null, note: reviewWords.imported(applied, unknown) });
      this.renew();
    } catch (error) {
      patch(this.store, 'reviews', { working: null, problem: sentenceOf(error) });
      await recoverFrom(error);
    }
  };

  /** Keeps the table up with data and settings from now on. @returns what ends that */
  readonly watch = (): (() => void) => {
    this.refresh(false);
    return this.store.subscribe((state, before) => this.hear(state, before));
  };

  private get store(): AppStore {
    return this.context.store;
  }

  private get reviews(): ReviewsState {
    return this.store.getState().reviews;
  }

  /** Which rows, and the settings that say what becomes of them. */
  private get question(): Request<'export-rows'> {
    const { draft, reviews } = this.store.getState();
    return { query: reviews.query, config: usableConfig(draft) };
  }

  /** @param keep whether the old rows stay in view until the new ones are there */
  private refresh(keep: boolean): void {
    const { data, reviews } = this.store.getState();
    if (!data.loaded || !reviews.isOpen) return;
    if (!keep) patch(this.store, 'reviews', { pages: new Map(), problem: null });
    this.pages.refresh(keep);
  }

  /**
   * Fetches the rows in view anew. Which rows a finding is about is known when the data has been checked:
   * asking before would have it checked twice.
   */
  private renew(): void {
    if (this.reviews.query.finding === null) this.refresh(true);
  }

  private setQuery(query: RowQuery): void {
    patch(this.store, 'reviews', { query });
    this.refresh(false);
  }

  private takeSummary(summary: DatasetSummary): void {
    this.own.add(summary);
    update(this.store, 'data', (data) => withSummary(data, summary));
  }

  private async makeFile(
    working: 'rows' | 'corrections',
    ask: () => Promise<ExportedFile>,
  ): Promise<ExportedFile | null> {
    patch(this.store, 'reviews', { working, problem: null });
    try {
      return await ask();
    } catch (error) {
      patch(this.store, 'reviews', { problem: sentenceOf(error) });
      return null;
    } finally {
      patch(this.store, 'reviews', { working: null });
    }
  }

  private setPending(row: number, correction: Correction | null | undefined): void {
    update(this.store, 'reviews', (state) => withPending(state, row, correction));
  }

  private hear(state: AppState, before: AppState): void {
    const { loaded } = state.data;
    const old = before.data.loaded;
    if (loaded !== old) {
      if (loaded && this.own.has(loaded.summary)) return;
      const isSame = loaded !== null && loaded.summary.name === old?.summary.name;
      this.pages.clear();
      update(this.store, 'reviews', (now) => withOtherData(now, isSame));
      this.refresh(false);
      return;
    }
    if (!sameDataFields(state.draft, before.draft)) this.renew();
    const isChecked = state.doctor.report !== before.doctor.report;
    if (isChecked && state.reviews.query.finding !== null) this.refresh(true);
  }
}
