/** Rows of a table by word, and the sum of their gradients by word. */
import { EmbeddingGatherJob, EmbeddingGradJob } from '../../../../../.cache/kernels/arguments.ts';
import { copyFloats } from '../../../runtime/wasm/assembly/elementwise.ts';
import { loadQuad, shareStart, storeQuad } from '../../../runtime/wasm/assembly/simd.ts';

/** vectors[i] = table[ids[i]]. */
export function embeddingGather(job: EmbeddingGatherJob, thread: i32, threads: i32): void {
  const bytes = <usize>job.features << 2;
  const end = shareStart(job.positions, 16, thread + 1, threads);
  for (let i = shareStart(job.positions, 16, thread, threads); i < end; i++) {
    const id = load<i32>(job.ids + (<usize>i << 2));
    copyFloats(job.vectors + bytes * i, job.table + bytes * id, job.features);
  }
}

/** Each thread owns some rows of the table, and sums each row's tokens in their sorted order. */
export function embeddingGrad(job: EmbeddingGradJob, thread: i32, threads: i32): void {
  const bytes = <usize>job.features << 2;
  const end = shareStart(job.vocabulary, 1, thread + 1, threads);
  let row = shareStart(job.vocabulary, 1, thread, threads);
  let i = firstAtLeast(job, row);
  while (row < end) {
    const id = i < job.positions ? min(load<i32>(job.sortedIds + (<usize>i << 2)), end) : end;
    memory.fill(job.dTable + bytes * row, 0, bytes * (id - row));
    row = id;
    if (row == end) break;
    const stop = firstAtLeast(job, row + 1);
    sumRow(job, i, stop, job.dTable + bytes * row);
    i = stop;
    row++;
  }
}

/** The first position in the sorted ids with an id of `row` or more. */
function firstAtLeast(job: EmbeddingGradJob, row: i32): i32 {
  let low = 0;
  let high = job.positions;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i32>(job.sortedIds + (<usize>middle << 2)) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumRow(job: EmbeddingGradJob, start: i32, stop: i32, to: usize): void {
  const order = job.order + (<usize>start << 2);
  const orderEnd = job.order + (<usize>stop << 2);
  for (let column = 0; column < job.features; column += 4) {
    const left = job.features - column;
    let sum = f32x4.splat(0);
    for (let at = order; at < orderEnd; at += 4) {
      const position = <usize>load<i32>(at);
      sum = f32x4.add(sum, loadQuad(job.dy + ((position * job.features + column) << 2), left));
    }
    storeQuad(to + (<usize>column << 2), sum, left);
  }
}
