/** What JavaScript calls: run a job alone or with all threads; threads come in by `serve`. */
import { execute, stopJob } from '../../../../../.cache/kernels/jobs.ts';
import { narrow6 } from '../../../../../.cache/kernels/tiles.ts';
import * as words from '../../../../../.cache/kernels/control.ts';
import { waitChange } from '../../../runtime/wasm/assembly/pool.ts';
import { zeroRow } from '../../../runtime/wasm/assembly/simd.ts';

/** Where the module's own data ends and the heap may begin. */
export function heapStart(): usize {
  return __heap_base;
}

/** Runs a job whose arguments stand in the control block, with `threads` threads (1: this one alone). */
export function run(control: usize, job: i32, threads: i32): void {
  store<i64>(control + words.tickets, 0);
  if (!ASC_FEATURE_THREADS || threads == 1) return execute(control, job, 0, 1);
  store<i32>(control + words.jobWord, job);
  store<i32>(control + words.threadsWord, threads);
  atomic.store<i32>(control + words.done, 0);
  atomic.add<i32>(control + words.generation, 1);
  atomic.notify(control + words.generation, -1);
  if (job != stopJob) execute(control, job, 0, threads);
  const sleeps = load<i32>(control + words.callerSleeps) != 0;
  for (let n = 0; n < threads - 1; n = atomic.load<i32>(control + words.done))
    waitChange(control + words.done, n, sleeps);
}

/** A thread's whole life: does its share of every job from generation `seen` on, until the stop job. */
export function serve(control: usize, thread: i32, seen: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let job = -1; job != stopJob; ) {
    waitChange(control + words.generation, seen, true);
    seen++;
    job = load<i32>(control + words.jobWord);
    if (job != stopJob) execute(control, job, thread, load<i32>(control + words.threadsWord));
    atomic.add<i32>(control + words.done, 1);
    atomic.notify(control + words.done, -1);
  }
}

/**
 * What the machine can do, for the benchmark: `turns` products [6,128]·[128,8] out of the first-level
 * cache, 12,288 operations each, in 8 KiB from `at` on.
 */
export function bareProduct(at: usize, turns: i32): void {
  for (; turns > 0; turns--) narrow6(zeroRow, at, 384, 32, at + 3072, at + 7168);
}
