/** Adversarial noise; the threads share the batch's rows. */
import { AdversarialNoiseJob } from '../../../../../.cache/kernels/arguments.ts';
import { loadQuad, madd, shareStart, splat, storeQuad } from '../../../runtime/wasm/assembly/simd.ts';
import { sumOfSquares } from '../../helpers/assembly/squares.ts';

export function adversarialNoise(job: AdversarialNoiseJob, thread: i32, threads: i32): void {
  const end = shareStart(job.batch, 1, thread + 1, threads);
  const count = job.time * job.width;
  for (let row = shareStart(job.batch, 1, thread, threads); row < end; row++) {
    const offset = <usize>(row * count) << 2;
    const length = load<i32>(job.lengths + (<usize>row << 2));
    const tokens = length * job.width;
    memory.copy(job.noisy + offset, job.x + offset, <usize>count << 2);
    const steepness = sumOfSquares(job.slope + offset, tokens);
    if (steepness == 0) continue;
    const ratio = sumOfSquares(job.x + offset, tokens) / (<f64>length * steepness);
    addScaled(job.noisy + offset, job.slope + offset, tokens, splat(job.share * <f32>Math.sqrt(ratio)));
  }
}

/** y += scale · x */
function addScaled(y: usize, x: usize, count: i32, scale: v128): void {
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2;
    const left = count - i;
    storeQuad(y + at, madd(loadQuad(x + at, left), scale, loadQuad(y + at, left)), left);
  }
}
