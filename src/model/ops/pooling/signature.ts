import { signature } from '../../runtime/signature.ts';
import { jobOf } from '../../runtime/wasm/jobs.ts';

const scalars = { batch: 'size', time: 'size', hidden: 'size', mode: 'size' } as const;
/** What `mode` can be. */
export const poolingModes = { last: 0, first: 1, mean: 2, max: 3 };
const constants = Object.fromEntries(
  Object.entries(poolingModes).map(([mode, number]) => [`${mode}Mode`, number]),
);

export const sequencePool = signature({
  name: 'SequencePool',
  inputs: { sequence: 'float', lengths: 'int' },
  outputs: ['pooled'],
  scalars,
  constants,
});

export const sequencePoolGrad = signature({
  name: 'SequencePoolGrad',
  inputs: { sequence: 'float', lengths: 'int', pooled: 'float', dy: 'float' },
  outputs: ['dSequence'],
  scalars,
  constants,
});

export const poolJob = jobOf(sequencePool);
export const poolGradJob = jobOf(sequencePoolGrad);
export const poolingOp = { kernels: [sequencePool, sequencePoolGrad], jobs: [poolJob, poolGradJob] };
