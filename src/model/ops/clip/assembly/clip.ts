/** The sum of squares, in blocks of fixed size, so that the number of threads changes no bit of it. */
import { blockOfSquares, SquaresJob } from '../../../../../.cache/kernels/arguments.ts';
import { shareStart } from '../../../runtime/wasm/assembly/simd.ts';
import { sumOfSquares } from '../../helpers/assembly/squares.ts';

/** A float64 for each block. */
export function squares(job: SquaresJob, thread: i32, threads: i32): void {
  const blocks = (job.count + blockOfSquares - 1) / blockOfSquares;
  const end = shareStart(blocks, 1, thread + 1, threads);
  for (let i = shareStart(blocks, 1, thread, threads); i < end; i++) {
    const count = min(blockOfSquares, job.count - i * blockOfSquares);
    store<f64>(job.partials + (<usize>i << 3), sumOfSquares(job.x + (<usize>(i * blockOfSquares) << 2), count));
  }
}
