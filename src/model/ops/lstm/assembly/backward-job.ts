/** Where the backward pass finds its matrices: the layout, then addresses. */
import { Layout } from '../../helpers/recurrent/assembly/layout.ts';

@unmanaged
export class Backward extends Layout {
  x: usize;
  kernel: usize;
  recurrent: usize;
  sequence: usize;
  gates: usize;
  cells: usize;
  dy: usize;
  dx: usize;
  dKernel: usize;
  dRecurrent: usize;
  dBias: usize;
  /** Scratch, quad buffers: x, then the h that each place reads. */
  states: usize;
  /** Scratch: transposed panels, of W 8 columns wide and of U 16. */
  packedKernel: usize;
  packedRecurrent: usize;
  /** Scratch, a group buffer with room for five places beyond its end. */
  dGates: usize;
  /** Scratch [H/4][B][4]: f∘dc of the step after. */
  carry: usize;
  /** Scratch, `workBytes` for each part. */
  work: usize;
  workBytes: usize;
}
