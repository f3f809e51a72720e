/**
 * The GRU over a batch of sequences: one layer in one direction.
 *
 *   [z r]_t = σ(x_t·W_zr + h_{t−1}·U_zr + b_zr)             (Keras order of gates: z, r, h̃)
 *   h̃_t = tanh(x_t·W_h + (r_t ∘ h_{t−1})·U_h + b_h)         h_t = z_t ∘ h_{t−1} + (1 − z_t) ∘ h̃_t        h_0 = 0
 *
 * As Cho et al. 2014 have it: the reset gate acts on the state before the product (Keras's `reset_after=False`). What
 * `x`, `lengths` and `reverse` mean: `helpers/recurrent/op.ts`.
 */
import { recurrentOp } from '../helpers/recurrent/op.ts';
import { gruOp } from './signature.ts';

/** Saves `gates` (at least B·T·3H floats). */
export const gru = recurrentOp(gruOp);
