import { signature } from '../../runtime/signature.ts';
import type { Job } from '../../runtime/wasm/jobs.ts';

export const squaredNorm = signature({
  name: 'SquaredNorm',
  inputs: { x: 'float' },
  outputs: ['sum'],
  scalars: {},
});

export const clipScale = signature({
  name: 'ClipScale',
  inputs: { squares: 'float' },
  outputs: ['scaleAndNorm'],
  scalars: { count: 'size', maxNorm: 'float' },
});

/** Elements that the job sums into one float64 of `partials`. */
export const blockOfSquares = 2048;

export const squaresJob: Job<'x' | 'partials' | 'count'> = {
  name: 'Squares',
  className: 'Squares',
  fields: { x: 'address', partials: 'address', count: 'size' },
  constants: { blockOfSquares },
};

export const clipOp = { kernels: [squaredNorm, clipScale], jobs: [squaresJob] };
