/** Fetches the table's rows page by page, as they come into view. */
import type { ReviewRow, RowPage } from '../../../workers/protocol.ts';

/** Rows a page. */
export const pageSize = 100;

/** Pages that are kept; those farthest from what is in view go first. */
const keptPages = 40;
/** A fast scroll must not send a question for each page that it passes. */
const atOnce = 2;

export interface PageSource {
  ask(start: number, count: number): Promise<RowPage>;
  /** What is held, and how many rows there are in all. */
  onPages(pages: ReadonlyMap<number, ReviewRow[]>, total: number): void;
  onProblem(error: unknown): void;
}

export interface ReviewPages {
  /** Says which rows are in view: their pages and their neighbours are fetched. */
  look(first: number, last: number): void;
  /** Fetches all anew. @param keep whether the old rows stay in view until the new ones are there */
  refresh(keep: boolean): void;
  /** Changes a row that is held, until it is fetched anew. */
  change(row: number, by: (old: ReviewRow) => ReviewRow): void;
  /** Forgets everything; answers under way are dropped. */
  clear(): void;
}

export function createReviewPages({ ask, onPages, onProblem }: PageSource): ReviewPages {
  let pages = new Map<number, ReviewRow[]>();
  /** Pages of an older question, shown until they are fetched anew. */
  let stale = new Set<number>();
  let wanted: number[] = [0];
  let total = Number.POSITIVE_INFINITY;
  let underWay = new Set<number>();
  let round = 0;

  function drop(): void {
    const [middle] = wanted;
    const far = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, Math.max(0, pages.size - keptPages))) pages.delete(page);
  }

  async function fetchPage(page: number): Promise<void> {
    const mine = round;
    underWay.add(page);
    try {
      const answer = await ask(page * pageSize, pageSize);
      if (mine !== round) return;
      ({ total } = answer);
      // Neighbours are asked for before the end is known, and data may have become less.
      const held = [...pages, [page, answer.rows] as const].filter(
        ([at]) => at === 0 || at * pageSize < total,
      );
      pages = new Map(held);
      stale.delete(page);
      drop();
      onPages(pages, total);
    } catch (error) {
      if (mine !== round) return;
      // What could not be fetched is asked for again only when something changes.
      wanted = [];
      onProblem(error);
    } finally {
      if (mine === round) underWay.delete(page);
    }
    if (mine === round) pump();
  }

  function pump(): void {
    for (const page of wanted) {
      if (underWay.size >= atOnce) return;
      const isThere = pages.has(page) && !stale.has(page);
      const exists = page === 0 || page * pageSize < total;
      if (!isThere && exists && !underWay.has(page)) void fetchPage(page);
    }
  }

  function forget(): void {
    round += 1;
    underWay = new Set();
    total = Number.POSITIVE_INFINITY;
  }

  return {
    look(first, last) {
      const [from, to] = [Math.floor(first / pageSize), Math.floor(last / pageSize)];
      const inView = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      wanted = [...inView, to + 1, ...(from > 0 ? [from - 1] : [])];
      pump();
    },

    refresh(keep) {
      forget();
      stale = new Set(keep ? pages.keys() : []);
      if (!keep) {
        pages = new Map();
        wanted = [0];
      }
      if (wanted.length === 0) wanted = [0];
      pump();
    },

    change(row, by) {
      const change = (old: ReviewRow) => (old.row === row ? by(old) : old);
      for (const [page, rows] of pages)
        if (rows.some((old) => old.row === row)) pages = new Map(pages).set(page, rows.map(change));
      if (Number.isFinite(total)) onPages(pages, total);
    },

    clear() {
      forget();
      pages = new Map();
      stale = new Set();
    },
  };
}
