import { expect, test, vi } from 'vitest';
import type { WorkOptions } from './data/index.ts';
import type { Progress } from '../contract/dataset.ts';
import { SharedWork } from './shared-work.ts';

const progress: Progress = { phase: 'examining', share: 0.5, rows: 3 };

/** Work that ends when the test says so, or when it is cancelled. */
class Work {
  finish: ((result: string) => void) | undefined;
  fail: ((error: Error) => void) | undefined;
  private options: Required<WorkOptions> | undefined;

  readonly shared = new SharedWork<string>((options) => {
    this.options = options;
    const { signal } = options;
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  });

  get isStopped(): boolean | undefined {
    return this.options?.signal.aborted;
  }

  tell(): void {
    this.options?.onProgress(progress);
  }
}

test('all callers get the result and hear of the progress while they wait', async () => {
  const work = new Work();
  const [early, late] = [vi.fn<(progress: Progress) => void>(), vi.fn<(progress: Progress) => void>()];
  const first = work.shared.join({ onProgress: early });
  work.tell();
  const second = work.shared.join({ onProgress: late });
  work.tell();
  work.finish?.('done');
  expect(await Promise.all([first, second])).toEqual(['done', 'done']);
  work.tell();
  expect(early.mock.calls).toEqual([[progress], [progress]]);
  expect(late.mock.calls).toEqual([[progress]]);
  expect(await work.shared.join({})).toBe('done');
});

test('one caller’s cancelling ends nothing for the other', async () => {
  const work = new Work();
  const reason = new Error('enough');
  const stop = new AbortController();
  const first = work.shared.join({ signal: stop.signal });
  const second = work.shared.join({ signal: new AbortController().signal });
  stop.abort(reason);
  await expect(first).rejects.toBe(reason);
  expect([work.isStopped, work.shared.isLost]).toEqual([false, false]);
  work.finish?.('done');
  expect(await second).toBe('done');
});

test('when the last caller has cancelled, the work ends and is lost', async () => {
  const work = new Work();
  const stops = [new AbortController(), new AbortController()];
  const waiting = stops.map(({ signal }) => work.shared.join({ signal }));
  for (const stop of stops) stop.abort();
  const ends = await Promise.allSettled(waiting);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect([work.isStopped, work.shared.isLost]).toEqual([true, true]);
});

test('a caller that comes cancelled leaves the others their work', async () => {
  const work = new Work();
  const waiting = work.shared.join({});
  await expect(work.shared.join({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
  expect(work.isStopped).toBe(false);
  work.finish?.('done');
  expect(await waiting).toBe('done');
});

test('a failure comes to all callers, and the work is lost', async () => {
  const work = new Work();
  const waiting = [work.shared.join({}), work.shared.join({})];
  work.fail?.(new Error('no rows'));
  for (const one of waiting) await expect(one).rejects.toThrow('no rows');
  expect(work.shared.isLost).toBe(true);
});
