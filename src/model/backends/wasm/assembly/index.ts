/** What JavaScript calls: run a job alone or with all threads; threads come in by `serve`. */
import { update } from '../../../../../.cache/kernels/optimizers.ts';
import { narrow6 } from '../../../../../.cache/kernels/tiles.ts';
import { squares } from '../../../ops/clip/assembly/squares.ts';
import { dropout } from '../../../ops/dropout/assembly/dropout.ts';
import { gather, segmentSum } from '../../../ops/embedding/assembly/embedding.ts';
import { gruBackward, gruForward } from '../../../ops/gru/assembly/gru.ts';
import * as jobs from '../../../runtime/wasm/jobs.ts';
import { lstmBackward, lstmForward } from '../../../ops/lstm/assembly/lstm.ts';
import { pool, poolGrad } from '../../../ops/pooling/assembly/pooling.ts';
import { simpleRnnBackward, simpleRnnForward } from '../../../ops/simple-rnn/assembly/simple-rnn.ts';
import { add, copyRows, fill } from '../../../runtime/wasm/assembly/elementwise.ts';
import * as words from '../../../runtime/wasm/assembly/pool.ts';
import { zeroRow } from '../../../runtime/wasm/assembly/simd.ts';

/** Where the module's own data ends and the heap may begin. */
export function heapStart(): usize {
  return __heap_base;
}

function execute(control: usize, job: i32, part: i32, parts: i32): void {
  const at = control + words.jobArguments;
  switch (job) {
    case jobs.lstmForwardJob: return lstmForward(at, control, part, parts);
    case jobs.lstmBackwardJob: return lstmBackward(at, control, part, parts);
    case jobs.gruForwardJob: return gruForward(at, control, part, parts);
    case jobs.gruBackwardJob: return gruBackward(at, control, part, parts);
    case jobs.simpleRnnForwardJob: return simpleRnnForward(at, control, part, parts);
    case jobs.simpleRnnBackwardJob: return simpleRnnBackward(at, control, part, parts);
    case jobs.gatherJob: return gather(at, part, parts);
    case jobs.segmentSumJob: return segmentSum(at, part, parts);
    case jobs.dropoutJob: return dropout(at, part, parts);
    case jobs.poolJob: return pool(at, part, parts);
    case jobs.poolGradJob: return poolGrad(at, part, parts);
    case jobs.squaresJob: return squares(at, part, parts);
    case jobs.addJob: return add(at, part, parts);
    case jobs.copyRowsJob: return copyRows(at, part, parts);
    case jobs.fillJob: return fill(at, part, parts);
    default: return update(job - jobs.updateJobs, at, part, parts);
  }
}

/** Runs a job whose arguments stand in the control block, with `parts` threads (1: this one alone). */
export function run(control: usize, job: i32, parts: i32): void {
  store<i64>(control + words.tickets, 0);
  if (!ASC_FEATURE_THREADS || parts == 1) return execute(control, job, 0, 1);
  store<i32>(control + words.jobWord, job);
  store<i32>(control + words.partsWord, parts);
  atomic.store<i32>(control + words.done, 0);
  atomic.add<i32>(control + words.generation, 1);
  atomic.notify(control + words.generation, -1);
  if (job != jobs.stopJob) execute(control, job, 0, parts);
  const sleeps = load<i32>(control + words.callerSleeps) != 0;
  for (let n = 0; n < parts - 1; n = atomic.load<i32>(control + words.done))
    words.waitChange(control + words.done, n, sleeps);
}

/** A thread's whole life: does its part of every job from generation `seen` on, until the stop job. */
export function serve(control: usize, part: i32, seen: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let job = -1; job != jobs.stopJob; ) {
    words.waitChange(control + words.generation, seen, true);
    seen++;
    job = load<i32>(control + words.jobWord);
    if (job != jobs.stopJob) execute(control, job, part, load<i32>(control + words.partsWord));
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
