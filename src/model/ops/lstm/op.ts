/**
 * The LSTM over a batch of sequences: one layer in one direction.
 *
 *   [i f c̃ o]_t = [σ σ tanh σ](x_t·W + h_{t−1}·U + b)      (Keras order of gates)
 *   c_t = f_t ∘ c_{t−1} + i_t ∘ c̃_t        h_t = o_t ∘ tanh(c_t)        h_0 = c_0 = 0
 *
 * (Hochreiter and Schmidhuber 1997; forget gate by Gers et al. 2000.) What `x`, `lengths` and `reverse` mean:
 * `helpers/recurrent/op.ts`.
 */
import { recurrentOp } from '../helpers/recurrent/op.ts';
import { lstmOp } from './signature.ts';

/** Saves `gates` (B·T·4H floats) and `cells` (B·T·H floats). */
export const lstm = recurrentOp(lstmOp);
