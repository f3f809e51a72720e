/**
 * Skip-gram with negative sampling (Mikolov and others 2013), a block of windows after the other: all logits, then all
 * errors, then all updates. A thread has whole groups of columns for logits and updates, and whole windows for errors.
 * All contexts of a window share its negatives, so that rows are read once for several products (Ji and others 2016).
 */
import { columnGroups, largestLogit, SkipGramJob, targetCount } from '../../../../../.cache/kernels/arguments.ts';
import { barrier, controlOf } from '../../../runtime/wasm/assembly/pool.ts';
import { madd, shareStart, sigmoid, splat } from '../../../runtime/wasm/assembly/simd.ts';

/** The first of a group's columns, in fours. */
@inline
function groupQuad(quads: i32, group: i32): i32 {
  return (quads * group) / columnGroups;
}

@inline
function idAt(list: usize, i: i32): usize {
  return <usize>load<i32>(list + (<usize>i << 2));
}

/** Where a window's logits start in the block's: a row a context, and one more, as rows are computed in pairs. */
@inline
function slotOf(job: SkipGramJob, first: i32, window: i32): usize {
  const contexts = <i32>(idAt(job.starts, window) - idAt(job.starts, first));
  return <usize>((contexts + window - first) * targetCount) << 2;
}

export function skipGram(job: SkipGramJob, thread: i32, threads: i32): void {
  const control = controlOf(changetype<usize>(job));
  const firstGroup = shareStart(columnGroups, 1, thread, threads);
  const endGroup = shareStart(columnGroups, 1, thread + 1, threads);
  for (let first = 0; first < job.windows; first += job.block) {
    const end = min(first + job.block, job.windows);
    for (let group = firstGroup; group < endGroup; group++)
      for (let window = first; window < end; window++) windowLogits(job, group, first, window);
    barrier(control, thread, threads);
    blockErrors(job, <i32>(slotOf(job, first, end) >> 2) / targetCount, thread, threads);
    barrier(control, thread, threads);
    for (let group = firstGroup; group < endGroup; group++)
      for (let window = first; window < end; window++) updateWindow(job, group, first, window);
  }
}

/** The sums of four vectors' lanes. */
@inline
function laneSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** A group's part of each product of a context's vector and a target's. */
function windowLogits(job: SkipGramJob, group: i32, first: i32, window: i32): void {
  const quad = groupQuad(job.quads, group);
  const bytes = <usize>(groupQuad(job.quads, group + 1) - quad) << 4;
  const table = (<usize>quad * job.words) << 4;
  const inputs = job.inputs + table;
  const outputs = job.outputs + table;
  const targets = job.targets + (<usize>(window * targetCount) << 2);
  const o0 = outputs + idAt(targets, 0) * bytes;
  const o1 = outputs + idAt(targets, 1) * bytes;
  const o2 = outputs + idAt(targets, 2) * bytes;
  const o3 = outputs + idAt(targets, 3) * bytes;
  const o4 = outputs + idAt(targets, 4) * bytes;
  const o5 = outputs + idAt(targets, 5) * bytes;
  const end = <i32>idAt(job.starts, window + 1);
  let to = job.logits + (<usize>(group * job.groupStep) << 2) + slotOf(job, first, window);
  for (let context = <i32>idAt(job.starts, window); context < end; context += 2) {
    const a = inputs + idAt(job.contexts, context) * bytes;
    const b = inputs + idAt(job.contexts, min(context + 1, end - 1)) * bytes;
    let a0 = splat(0), a1 = splat(0), a2 = splat(0), a3 = splat(0), a4 = splat(0), a5 = splat(0);
    let b0 = splat(0), b1 = splat(0), b2 = splat(0), b3 = splat(0), b4 = splat(0), b5 = splat(0);
    for (let i: usize = 0; i < bytes; i += 16) {
      const x = v128.load(a + i);
      const y = v128.load(b + i);
      let o = v128.load(o0 + i);
      a0 = madd(x, o, a0);
      b0 = madd(y, o, b0);
      o = v128.load(o1 + i);
      a1 = madd(x, o, a1);
      b1 = madd(y, o, b1);
      o = v128.load(o2 + i);
      a2 = madd(x, o, a2);
      b2 = madd(y, o, b2);
      o = v128.load(o3 + i);
      a3 = madd(x, o, a3);
      b3 = madd(y, o, b3);
      o = v128.load(o4 + i);
      a4 = madd(x, o, a4);
      b4 = madd(y, o, b4);
      o = v128.load(o5 + i);
      a5 = madd(x, o, a5);
      b5 = madd(y, o, b5);
    }
    v128.store(to, laneSums(a0, a1, a2, a3));
    v128.store(to, laneSums(a4, a5, b0, b1), 16);
    v128.store(to, laneSums(b2, b3, b4, b5), 32);
    to += <usize>(2 * targetCount) << 2;
  }
}

/** rate · (label − σ(logit)), where the label is 1 for the word in the middle; `rows` of a block, shared in pairs. */
function blockErrors(job: SkipGramJob, rows: i32, thread: i32, threads: i32): void {
  const pairs = (rows + 1) >> 1;
  const end = shareStart(pairs, 1, thread + 1, threads);
  const pairBytes = <usize>(2 * targetCount) << 2;
  for (let pair = shareStart(pairs, 1, thread, threads); pair < end; pair++) {
    const at = pairBytes * pair;
    errorQuad(job, at, f32x4(1, 0, 0, 0));
    errorQuad(job, at + 16, f32x4(0, 0, 1, 0));
    errorQuad(job, at + 32, splat(0));
  }
}

@inline
function errorQuad(job: SkipGramJob, at: usize, label: v128): void {
  const step = <usize>job.groupStep << 2;
  let logit = v128.load(job.logits + at);
  for (let group: usize = 1; group < <usize>columnGroups; group++)
    logit = f32x4.add(logit, v128.load(job.logits + step * group + at));
  const error = f32x4.mul(splat(job.rate), f32x4.sub(label, sigmoid(logit)));
  v128.store(job.errors + at, v128.and(error, f32x4.lt(f32x4.abs(logit), splat(<f32>largestLogit))));
}

/** Adds each context's share of the targets' vectors to it, and to each target its share of the contexts' as they were. */
function updateWindow(job: SkipGramJob, group: i32, first: i32, window: i32): void {
  const quad = groupQuad(job.quads, group);
  const bytes = <usize>(groupQuad(job.quads, group + 1) - quad) << 4;
  const table = (<usize>quad * job.words) << 4;
  const inputs = job.inputs + table;
  const outputs = job.outputs + table;
  const targets = job.targets + (<usize>(window * targetCount) << 2);
  const o0 = outputs + idAt(targets, 0) * bytes;
  const o1 = outputs + idAt(targets, 1) * bytes;
  const o2 = outputs + idAt(targets, 2) * bytes;
  const o3 = outputs + idAt(targets, 3) * bytes;
  const o4 = outputs + idAt(targets, 4) * bytes;
  const o5 = outputs + idAt(targets, 5) * bytes;
  const start = <i32>idAt(job.starts, window);
  const end = <i32>idAt(job.starts, window + 1);
  const errors = job.errors + slotOf(job, first, window);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x0 = v128.load(o0 + i);
    const x1 = v128.load(o1 + i);
    const x2 = v128.load(o2 + i);
    const x3 = v128.load(o3 + i);
    const x4 = v128.load(o4 + i);
    const x5 = v128.load(o5 + i);
    let d0 = splat(0), d1 = splat(0), d2 = splat(0), d3 = splat(0), d4 = splat(0), d5 = splat(0);
    let error = errors;
    for (let context = start; context < end; context++) {
      const at = inputs + idAt(job.contexts, context) * bytes + i;
      const before = v128.load(at);
      let sum = before;
      let e = v128.load32_splat(error);
      sum = madd(e, x0, sum);
      d0 = madd(e, before, d0);
      e = v128.load32_splat(error, 4);
      sum = madd(e, x1, sum);
      d1 = madd(e, before, d1);
      e = v128.load32_splat(error, 8);
      sum = madd(e, x2, sum);
      d2 = madd(e, before, d2);
      e = v128.load32_splat(error, 12);
      sum = madd(e, x3, sum);
      d3 = madd(e, before, d3);
      e = v128.load32_splat(error, 16);
      sum = madd(e, x4, sum);
      d4 = madd(e, before, d4);
      e = v128.load32_splat(error, 20);
      sum = madd(e, x5, sum);
      d5 = madd(e, before, d5);
      v128.store(at, sum);
      error += <usize>targetCount << 2;
    }
    // One word may be several targets: each adds to what the one before left.
    addTo(o0 + i, d0);
    addTo(o1 + i, d1);
    addTo(o2 + i, d2);
    addTo(o3 + i, d3);
    addTo(o4 + i, d4);
    addTo(o5 + i, d5);
  }
}

@inline
function addTo(at: usize, change: v128): void {
  v128.store(at, f32x4.add(v128.load(at), change));
}
