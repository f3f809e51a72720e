/** The table of reviews: which rows are shown, and what a user says about them. */
import type {
  Correction,
  DatasetSummary,
  ExportedFile,
  ReviewRow,
  RowQuery,
} from '../../../workers/protocol.ts';
import { reviewWords } from '../../i18n/doctor.ts';
import { sentenceOf } from '../context.ts';
import { sameDataFields, usableConfig } from '../findings/actions.ts';
import { ReviewPages } from './pages.ts';
import type { AppController } from '../app-controller.ts';
import {
  allRows,
  isBusy,
  patch,
  update,
  withOtherData,
  withPending,
  withRows,
  withSummary,
  type AppState,
} from '../store.ts';

export interface ReviewActions {
  /** Folds the table out or in. */
  setOpen(isOpen: boolean): void;
  /** Shows rows of this kind and no others, from another part of the page. */
  show(query: Partial<RowQuery>): void;
  /** The table has taken the focus. */
  arrive(): void;
  /** Changes one filter and keeps the others. */
  filter(change: Partial<RowQuery>): void;
  clearFilters(): void;
  /** Rows that are in view now. */
  look(first: number, last: number): void;
  /** Null takes the row's correction back. */
  correct(row: number, correction: Correction | null): Promise<void>;
  /** @returns the file to hand to the user; null when it could not be made */
  exportRows(): Promise<ExportedFile | null>;
  exportCorrections(): Promise<ExportedFile | null>;
  importCorrections(file: File): Promise<void>;
  /** Keeps the table up with data and settings from now on. @returns what ends that */
  watch(): () => void;
}

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

export function createReviewActions({ context }: AppController): ReviewActions {
  const { store, client, recoverFrom } = context;
  const reviews = () => store.getState().reviews;
  /** Summaries that this file has put into the store itself: the data is the same but for corrections. */
  const own = new WeakSet<DatasetSummary>();

  const pages = new ReviewPages({
    ask: (start, count) => {
      const { draft } = store.getState();
      return client.ask('rows', { query: reviews().query, start, count, config: usableConfig(draft) });
    },
    onPages: (held, total) => update(store, 'reviews', (state) => withRows(state, held, total)),
    onProblem: (error) => patch(store, 'reviews', { problem: sentenceOf(error), hasFailed: true }),
  });

  /** @param keep whether the old rows stay in view until the new ones are there */
  function refresh(keep: boolean): void {
    const { data, reviews: now } = store.getState();
    if (!data.loaded || !now.isOpen) return;
    if (!keep) patch(store, 'reviews', { pages: new Map(), problem: null });
    pages.refresh(keep);
  }

  /**
   * Fetches the rows in view anew. Which rows a finding is about is known when the data has been checked:
   * asking before would have it checked twice.
   */
  function renew(): void {
    if (reviews().query.finding === null) refresh(true);
  }

  function setQuery(query: RowQuery): void {
    patch(store, 'reviews', { query });
    refresh(false);
  }

  function takeSummary(summary: DatasetSummary): void {
    own.add(summary);
    update(store, 'data', (data) => withSummary(data, summary));
  }

  function exported(what: 'export-rows' | 'export-corrections'): Promise<ExportedFile> {
    if (what === 'export-corrections') return client.ask('export-corrections', {});
    const { draft } = store.getState();
    return client.ask('export-rows', { query: reviews().query, config: usableConfig(draft) });
  }

  async function makeFile(what: 'export-rows' | 'export-corrections'): Promise<ExportedFile | null> {
    patch(store, 'reviews', { working: what === 'export-rows' ? 'rows' : 'corrections', problem: null });
    try {
      return await exported(what);
    } catch (error) {
      patch(store, 'reviews', { problem: sentenceOf(error) });
      return null;
    } finally {
      patch(store, 'reviews', { working: null });
    }
  }

  async function importCorrections(file: File): Promise<void> {
    if (!canCorrect(store.getState())) return;
    patch(store, 'reviews', { working: 'import', problem: null, note: null });
    try {
      const { summary, applied, unknown } = await client.ask('import-corrections', { file });
      takeSummary(summary);
      patch(store, 'reviews', { working: null, note: reviewWords.imported(applied, unknown) });
      renew();
    } catch (error) {
      patch(store, 'reviews', { working: null, problem: sentenceOf(error) });
      await recoverFrom(error);
    }
  }

  const setPending = (row: number, correction: Correction | null | undefined) =>
    update(store, 'reviews', (state) => withPending(state, row, correction));

  function hear(state: AppState, before: AppState): void {
    const { loaded } = state.data;
    const old = before.data.loaded;
    if (loaded !== old) {
      if (loaded && own.has(loaded.summary)) return;
      const isSame = loaded !== null && loaded.summary.name === old?.summary.name;
      pages.clear();
      update(store, 'reviews', (now) => withOtherData(now, isSame));
      refresh(false);
      return;
    }
    if (!sameDataFields(state.draft, before.draft)) renew();
    if (state.doctor.report !== before.doctor.report && state.reviews.query.finding !== null) refresh(true);
  }

  return {
    setOpen(isOpen) {
      patch(store, 'reviews', { isOpen });
      refresh(true);
    },

    show(query) {
      patch(store, 'reviews', { isOpen: true, isSentTo: true });
      setQuery({ ...allRows, ...query });
    },

    arrive: () => patch(store, 'reviews', { isSentTo: false }),
    filter: (change) => setQuery({ ...reviews().query, ...change }),
    clearFilters: () => setQuery(allRows),
    look: (first, last) => pages.look(first, last),

    async correct(row, correction) {
      if (!canCorrect(store.getState())) return;
      setPending(row, correction);
      patch(store, 'reviews', { problem: null, hasFailed: false });
      try {
        const summary = await client.ask('correct', { rows: [row], correction });
        pages.change(row, (old) => corrected(old, correction));
        takeSummary(summary);
      } catch (error) {
        patch(store, 'reviews', { problem: sentenceOf(error) });
        await recoverFrom(error);
      } finally {
        // A later word on the same row has its own answer to come.
        if (reviews().pending.get(row) === correction) setPending(row, undefined);
        if (reviews().pending.size === 0) renew();
      }
    },

    exportRows: () => makeFile('export-rows'),
    exportCorrections: () => makeFile('export-corrections'),
    importCorrections,

    watch() {
      refresh(false);
      return store.subscribe(hear);
    },
  };
}
