import { recurrentSignature } from '../helpers/recurrent/signature.ts';

export const gruOp = recurrentSignature({
  name: 'Gru',
  gates: 3,
  together: 1,
  plainGates: 2,
  saved: ['gates'],
});
