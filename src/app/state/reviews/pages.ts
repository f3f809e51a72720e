/** Fetches the table's rows page by page, as they come into view. */
import type { ReviewRow } from '../../../workers/protocol.ts';

/** Rows a page. */
export const pageSize = 100;

/** Cached pages; those farthest from what is in view go first. */
const cachedPages = 40;
/** A fast scroll must not send a question for each page that it passes. */
const atOnce = 2;

export interface PageSource<R extends ReviewRow> {
  ask(start: number, count: number): Promise<{ total: number; rows: R[] }>;
  /** What is held, and how many rows there are in all. */
  onPages(pages: ReadonlyMap<number, R[]>, total: number): void;
  onProblem(error: unknown): void;
}

export class ReviewPages<R extends ReviewRow = ReviewRow> {
  private pages = new Map<number, R[]>();
  /** Pages of an older question, shown until they are fetched anew. */
  private stale = new Set<number>();
  private wanted: number[] = [0];
  private total = Number.POSITIVE_INFINITY;
  private underWay = new Set<number>();
  private round = 0;

  constructor(private readonly source: PageSource<R>) {}

  /** Says which rows are in view: their pages and their neighbours are fetched. */
  look(first: number, last: number): void {
    const [from, to] = [Math.floor(first / pageSize), Math.floor(last / pageSize)];
    const inView = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    this.wanted = [...inView, to + 1, ...(from > 0 ? [from - 1] : [])];
    this.pump();
  }

  /** Fetches all anew. @param keep whether the old rows stay in view until the new ones are there */
  refresh(keep: boolean): void {
    this.forget();
    this.stale = new Set(keep ? this.pages.keys() : []);
    if (!keep) this.pages = new Map();
    if (!keep || this.wanted.length === 0) this.wanted = [0];
    this.pump();
  }

  /** Changes a row that is held, until it is fetched anew. */
  change(row: number, by: (old: R) => R): void {
    const change = (old: R) => (old.row === row ? by(old) : old);
    for (const [page, rows] of this.pages)
      if (rows.some((old) => old.row === row)) this.pages = new Map(this.pages).set(page, rows.map(change));
    if (Number.isFinite(this.total)) this.source.onPages(this.pages, this.total);
  }

  /** Forgets everything; answers under way are dropped. */
  clear(): void {
    this.forget();
    this.pages = new Map();
    this.stale = new Set();
  }

  private forget(): void {
    this.round += 1;
    this.underWay = new Set();
    this.total = Number.POSITIVE_INFINITY;
  }

  private pump(): void {
    for (const page of this.wanted) {
      if (this.underWay.size >= atOnce) return;
      const isThere = this.pages.has(page) && !this.stale.has(page);
      const exists = page === 0 || page * pageSize < this.total;
      if (!isThere && exists && !this.underWay.has(page)) void this.fetchPage(page);
    }
  }

  private async fetchPage(page: number): Promise<void> {
    const mine = this.round;
    this.underWay.add(page);
    try {
      const answer = await this.source.ask(page * pageSize, pageSize);
      if (mine !== this.round) return;
      this.take(page, answer);
    } catch (error) {
      if (mine !== this.round) return;
      // What could not be fetched is asked for again only when something changes.
      this.wanted = [];
      this.source.onProblem(error);
    } finally {
      if (mine === this.round) this.underWay.delete(page);
    }
    if (mine === this.round) this.pump();
  }

  private take(page: number, { total, rows }: { total: number; rows: R[] }): void {
    this.total = total;
    // Neighbours are asked for before the end is known, and data may have become less.
    const held = [...this.pages, [page, rows] as const].filter(([at]) => at === 0 || at * pageSize < total);
    this.pages = new Map(held);
    this.stale.delete(page);
    this.drop();
    this.source.onPages(this.pages, total);
  }

  private drop(): void {
    const [middle] = this.wanted;
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, Math.max(0, this.pages.size - cachedPages))) this.pages.delete(page);
  }
}
