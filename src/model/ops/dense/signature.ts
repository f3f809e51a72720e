import { signature } from '../../runtime/signature.ts';

const scalars = { batch: 'size', inputs: 'size', units: 'size' } as const;

export const denseLogits = signature({
  name: 'DenseLogits',
  inputs: { features: 'float', kernel: 'float', bias: 'float' },
  outputs: ['logits'],
  scalars,
});

export const denseLogitsGrad = signature({
  name: 'DenseLogitsGrad',
  inputs: { features: 'float', kernel: 'float', dy: 'float' },
  outputs: ['dFeatures', 'dKernel', 'dBias'],
  scalars,
});

export const denseOp = { kernels: [denseLogits, denseLogitsGrad], jobs: [] };
