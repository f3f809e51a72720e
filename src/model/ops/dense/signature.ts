import { signature } from '../../runtime/signature.ts';

const scalars = { batch: 'size', inputs: 'size' } as const;

export const denseLogit = signature({
  name: 'DenseLogit',
  inputs: { features: 'float', kernel: 'float', bias: 'float' },
  outputs: ['logits'],
  scalars,
});

export const denseLogitGrad = signature({
  name: 'DenseLogitGrad',
  inputs: { features: 'float', kernel: 'float', dy: 'float' },
  outputs: ['dFeatures', 'dKernel', 'dBias'],
  scalars,
});

export const denseOp = { kernels: [denseLogit, denseLogitGrad], jobs: [] };
