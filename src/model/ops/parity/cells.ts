/** Every kind of recurrent cell with its op and its float64 reference. */
import type { Cell } from '../../../contract/settings.ts';
import { cellOps } from '../../network/cell-ops.ts';
import { cellNames, cells } from '../../network/cells.ts';
import type {
  RecurrentGradient,
  RecurrentReferenceInput,
  RecurrentReferenceOutput,
} from '../helpers/recurrent/reference.ts';
import { gruReference, gruReferenceGrad } from '../gru/reference.ts';
import { lstmReference, lstmReferenceGrad } from '../lstm/reference.ts';
import { simpleRnnReference, simpleRnnReferenceGrad } from '../simple-rnn/reference.ts';
import type { RecurrentCase } from './cases.ts';

export interface CellReference {
  forward: (input: RecurrentReferenceInput) => RecurrentReferenceOutput;
  /** h, and what `dy` makes of every gradient. */
  whole: (drawn: RecurrentCase) => Pick<RecurrentReferenceOutput, 'sequence'> & RecurrentGradient;
}

function reference<O extends RecurrentReferenceOutput>(
  forward: (input: RecurrentReferenceInput) => O,
  backward: (input: RecurrentCase & O) => RecurrentGradient,
): CellReference {
  const whole = (drawn: RecurrentCase) => {
    const output = forward(drawn);
    return { sequence: output.sequence, ...backward({ ...drawn, ...output }) };
  };
  return { forward, whole };
}

export const cellReferences: Record<Cell, CellReference> = {
  lstm: reference(lstmReference, lstmReferenceGrad),
  gru: reference(gruReference, gruReferenceGrad),
  'simple-rnn': reference(simpleRnnReference, simpleRnnReferenceGrad),
};

export const gatesOf = (cell: Cell) => cells[cell].gates.length;
export { cellNames, cellOps };
