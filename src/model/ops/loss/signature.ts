import { signature } from '../../runtime/signature.ts';

const given = { logits: 'float', labels: 'float', weights: 'float' } as const;
/** `squared`: mean squared error, else binary cross-entropy. */
const scalars = { batch: 'size', squared: 'flag' } as const;

export const sigmoidLoss = signature({ name: 'SigmoidLoss', inputs: given, outputs: ['metrics'], scalars });

export const sigmoidLossGrad = signature({
  name: 'SigmoidLossGrad',
  inputs: { ...given, dy: 'float' },
  outputs: ['dLogits'],
  scalars,
});

export const lossOp = { kernels: [sigmoidLoss, sigmoidLossGrad], jobs: [] };
