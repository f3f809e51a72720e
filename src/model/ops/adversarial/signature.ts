import { signature } from '../../runtime/signature.ts';
import { jobOf } from '../../runtime/wasm/jobs.ts';

export const adversarialNoise = signature({
  name: 'AdversarialNoise',
  inputs: { x: 'float', slope: 'float', lengths: 'int' },
  outputs: ['noisy'],
  scalars: { batch: 'size', time: 'size', width: 'size', share: 'float' },
});

export const adversarialNoiseJob = jobOf(adversarialNoise);
export const adversarialOp = { kernels: [adversarialNoise], jobs: [adversarialNoiseJob] };
