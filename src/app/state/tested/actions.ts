/** The table of the test's reviews: which are shown, in which order. */
import type { ConfusionCell, TestedReview, TestQuery } from '../../../workers/protocol.ts';
import type { AppController } from '../app-controller.ts';
import { sentenceOf } from '../context.ts';
import { corrected } from '../reviews/actions.ts';
import { ReviewPages } from '../reviews/pages.ts';
import { allTested, idleTested, patch, update, type AppState } from '../store.ts';

export interface TestedActions {
  /** Changes one filter and keeps the others. */
  filter(change: Partial<TestQuery>): void;
  /** Shows the reviews of a cell of the confusion matrix, and leads there. */
  showCell(cell: ConfusionCell): void;
  /** The table has taken the focus. */
  arrive(): void;
  /** Rows that are in view now. */
  look(first: number, last: number): void;
  /** Keeps the table up with the test and with corrections from now on. @returns what ends that */
  watch(): () => void;
}

export function createTestedActions({ context }: AppController): TestedActions {
  const { store, client } = context;
  const tested = () => store.getState().tested;

  const pages = new ReviewPages<TestedReview>({
    async ask(start, count) {
      const page = await client.ask('tested-reviews', { query: tested().query, start, count });
      patch(store, 'tested', { counts: page.counts });
      return page;
    },
    onPages: (held, total) => patch(store, 'tested', { pages: held, total, problem: null }),
    onProblem(error) {
      pages.clear();
      const { query } = tested();
      patch(store, 'tested', { ...idleTested, query, problem: sentenceOf(error) });
    },
  });

  function setQuery(query: TestQuery): void {
    patch(store, 'tested', { query, total: null, pages: new Map(), problem: null });
    pages.refresh(false);
  }

  /** Another test, of this network or of another. */
  function renew(): void {
    pages.clear();
    update(store, 'tested', () => idleTested);
    if (store.getState().test.report) pages.refresh(false);
  }

  function hear({ test, data, reviews }: AppState, before: AppState): void {
    if (test.report !== before.test.report) renew();
    // Labels have been corrected, or the tested reviews are gone.
    else if (data.loaded !== before.data.loaded && test.report) {
      for (const [row, correction] of reviews.pending) pages.change(row, (old) => corrected(old, correction));
      pages.refresh(true);
    }
  }

  return {
    filter: (change) => setQuery({ ...tested().query, ...change }),
    showCell(cell) {
      patch(store, 'tested', { isSentTo: true });
      setQuery({ ...allTested, cell });
    },
    arrive: () => patch(store, 'tested', { isSentTo: false }),
    look: (first, last) => pages.look(first, last),
    watch() {
      renew();
      return store.subscribe(hear);
    },
  };
}
