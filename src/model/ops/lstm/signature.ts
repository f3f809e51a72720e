import type { InputOf } from '../../runtime/signature.ts';
import { recurrentSignature } from '../helpers/recurrent/signature.ts';

export const lstmOp = recurrentSignature({
  name: 'Lstm',
  gates: 4,
  together: 4,
  plainGates: 4,
  saved: ['gates', 'cells'],
});

export type LstmGradInput = InputOf<typeof lstmOp.gradient>;
