import { signature } from '../../runtime/signature.ts';

const given = { logits: 'float', labels: 'float', weights: 'float' } as const;
/** `squared`: mean squared error, else cross-entropy. */
const scalars = { batch: 'size', squared: 'flag' } as const;
const ofClasses = { ...scalars, classes: 'size' } as const;
const gradient = { inputs: { ...given, dy: 'float' }, outputs: ['dLogits'] } as const;

export const sigmoidLoss = signature({ name: 'SigmoidLoss', inputs: given, outputs: ['metrics'], scalars });
export const sigmoidLossGrad = signature({ name: 'SigmoidLossGrad', ...gradient, scalars });

export const softmaxLoss = signature({
  name: 'SoftmaxLoss',
  inputs: given,
  outputs: ['metrics'],
  scalars: ofClasses,
});
export const softmaxLossGrad = signature({ name: 'SoftmaxLossGrad', ...gradient, scalars: ofClasses });

export const lossOp = { kernels: [sigmoidLoss, sigmoidLossGrad, softmaxLoss, softmaxLossGrad], jobs: [] };
