/** The float64 reference of each kind of recurrent cell: what kernels answer to, in tests and on the user's own device. */
import type { Cell } from '../../contract/settings.ts';
import { gruReference, gruReferenceGrad } from '../ops/gru/reference.ts';
import type {
  RecurrentGradient,
  RecurrentReferenceInput,
  RecurrentReferenceOutput,
} from '../ops/helpers/recurrent/reference.ts';
import { lstmReference, lstmReferenceGrad } from '../ops/lstm/reference.ts';
import { simpleRnnReference, simpleRnnReferenceGrad } from '../ops/simple-rnn/reference.ts';

/** With ∂loss/∂sequence [B,T,H]. */
export interface RecurrentExample extends RecurrentReferenceInput {
  dy: Float64Array;
}

export interface CellReference {
  forward: (input: RecurrentReferenceInput) => RecurrentReferenceOutput;
  /** h, and what `dy` makes of every gradient. */
  whole: (example: RecurrentExample) => Pick<RecurrentReferenceOutput, 'sequence'> & RecurrentGradient;
}

function reference<O extends RecurrentReferenceOutput>(
  forward: (input: RecurrentReferenceInput) => O,
  backward: (input: RecurrentExample & O) => RecurrentGradient,
): CellReference {
  const whole = (example: RecurrentExample) => {
    const output = forward(example);
    return { sequence: output.sequence, ...backward({ ...example, ...output }) };
  };
  return { forward, whole };
}

export const cellReferences: Record<Cell, CellReference> = {
  lstm: reference(lstmReference, lstmReferenceGrad),
  gru: reference(gruReference, gruReferenceGrad),
  'simple-rnn': reference(simpleRnnReference, simpleRnnReferenceGrad),
};
