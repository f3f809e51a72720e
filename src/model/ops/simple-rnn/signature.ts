import { recurrentSignature } from '../helpers/recurrent/signature.ts';

export const simpleRnnOp = recurrentSignature({
  name: 'SimpleRnn',
  gates: 1,
  together: 1,
  plainGates: 1,
  saved: ['gates'],
});
