/**
 * The simple recurrent layer over a batch of sequences, in one direction: h_t = tanh(x_t·W + h_{t−1}·U + b), h_0 = 0.
 *
 * (Elman 1990, with tanh as Keras has it.) What `x`, `lengths` and `reverse` mean: `helpers/recurrent/op.ts`.
 */
import { recurrentOp } from '../helpers/recurrent/op.ts';
import { simpleRnnOp } from './signature.ts';

/** Saves `gates`: h once more, in the backend's own layout (at least B·T·H floats). */
export const simpleRnn = recurrentOp(simpleRnnOp);
