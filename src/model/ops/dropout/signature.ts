import { signature } from '../../runtime/signature.ts';
import { jobOf } from '../../runtime/wasm/jobs.ts';

export const counterDropout = signature({
  name: 'CounterDropout',
  inputs: { x: 'float' },
  outputs: ['y'],
  scalars: { count: 'size', key0: 'bits', key1: 'bits', threshold: 'bits', keepProb: 'float' },
});

export const dropoutJob = jobOf(counterDropout);
export const dropoutOp = { kernels: [counterDropout], jobs: [dropoutJob] };
