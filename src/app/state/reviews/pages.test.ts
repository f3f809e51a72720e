import { describe, expect, it } from 'vitest';

import type { ReviewRow, RowPage } from '../../../workers/protocol.ts';
import { ReviewPages, pageSize } from './pages.ts';

const rowOf = (row: number, text = `row ${row}`): ReviewRow => ({
  row,
  text,
  label: 'fine',
  class: 1,
  excluded: null,
  part: 'train',
  correction: null,
});

/** A worker of so many rows, which answers when it is told to. */
function source(total: number) {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const problems: unknown[] = [];
  let held: ReadonlyMap<number, ReviewRow[]> = new Map();
  let state = { total, text: 'old', fails: false };
  const pages = new ReviewPages({
    ask: (start, count) =>
      new Promise<RowPage>((resolve, reject) => {
        asked.push(start / pageSize);
        const { total: all, text, fails } = state;
        const rows = Array.from({ length: Math.max(0, Math.min(count, all - start)) }, (_, i) =>
          rowOf(start + i, text),
        );
        waiting.push(() => (fails ? reject(new Error('gone')) : resolve({ total: all, start, rows })));
      }),
    onPages: (now) => {
      held = now;
    },
    onProblem: (error) => problems.push(error),
  });
  return {
    pages,
    asked,
    problems,
    held: () => [...held.keys()].sort((a, b) => a - b),
    textOf: (page: number) => held.get(page)?.[0].text,
    set: (change: Partial<typeof state>) => {
      state = { ...state, ...change };
    },
    /** Answers all questions, and those that come of the answers. */
    async answer() {
      while (waiting.length > 0) {
        waiting.shift()!();
        // A settled promise is heard a few microtasks later.
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    },
  };
}

describe('ReviewPages', () => {
  it('fetches what is in view and its neighbours, once', async () => {
    const { pages, asked, held, answer } = source(1_000);
    pages.look(250, 270);
    await answer();
    expect(asked).toEqual([2, 3, 1]);
    pages.look(255, 275);
    await answer();
    expect(asked).toHaveLength(3);
    expect(held()).toEqual([1, 2, 3]);
  });

  it('asks for no page beyond the end', async () => {
    const { pages, asked, answer } = source(150);
    pages.look(0, 20);
    await answer();
    pages.look(120, 149);
    await answer();
    expect(asked).toEqual([0, 1]);
  });

  it('skips what a fast scroll has passed', async () => {
    const { pages, asked, answer } = source(100_000);
    pages.look(0, 20);
    for (let first = 1_000; first <= 90_000; first += 1_000) pages.look(first, first + 20);
    await answer();
    expect(asked.length).toBeLessThan(8);
    expect(asked).toContain(900);
  });

  it('caches only so many pages, the nearest', async () => {
    const { pages, held, answer } = source(100_000);
    for (let page = 0; page < 90; page += 3) {
      pages.look(page * pageSize, page * pageSize + 10);
      await answer();
    }
    expect(held().length).toBeLessThanOrEqual(40);
    expect(held()).toContain(87);
    expect(held()).not.toContain(0);
  });

  it('shows old rows until the new ones are there, and drops what is beyond a new end', async () => {
    const { pages, held, textOf, set, answer } = source(1_000);
    pages.look(250, 270);
    await answer();
    set({ text: 'new', total: 290 });
    pages.refresh(true);
    expect(textOf(2)).toBe('old');
    await answer();
    expect(textOf(2)).toBe('new');
    expect(held()).toEqual([1, 2]);
  });

  it('starts at the top when nothing is cached, and drops late answers', async () => {
    const { pages, asked, held, textOf, set, answer } = source(1_000);
    pages.look(250, 270);
    set({ text: 'new' });
    pages.refresh(false);
    await answer();
    expect(asked).toEqual([2, 3, 0]);
    expect(held()).toEqual([0]);
    expect(textOf(0)).toBe('new');
  });

  it('changes a row where it is held', async () => {
    const { pages, textOf, answer } = source(100);
    pages.look(0, 10);
    await answer();
    pages.change(0, (old) => ({ ...old, text: 'mine' }));
    expect(textOf(0)).toBe('mine');
  });

  it('reports a failure, and asks again only when told to', async () => {
    const { pages, problems, asked, held, set, answer } = source(100);
    set({ fails: true });
    pages.look(0, 10);
    await answer();
    expect(problems.length).toBe(asked.length);
    expect(asked).toEqual([0, 1]);
    set({ fails: false });
    pages.refresh(true);
    await answer();
    expect(held()).toEqual([0]);
  });
});
