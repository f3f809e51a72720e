/** Every kind of recurrent cell with its op and its float64 reference. */
import type { Cell } from '../../../contract/settings.ts';
import { cellOps } from '../../network/cell-ops.ts';
import { cells } from '../../network/cells.ts';
import type {
  RecurrentGradient,
  RecurrentReferenceInput,
  RecurrentReferenceOutput,
} from '../helpers/recurrent/reference.ts';
import { lstmReference, lstmReferenceGrad } from '../lstm/reference.ts';
import type { RecurrentCase } from './cases.ts';

/** h, and what `dy` makes of every gradient. */
export type RecurrentResult = Pick<RecurrentReferenceOutput, 'sequence'> & RecurrentGradient;

type Reference = (drawn: RecurrentCase) => RecurrentResult;

function whole<O extends RecurrentReferenceOutput>(
  forward: (input: RecurrentReferenceInput) => O,
  backward: (input: RecurrentCase & O) => RecurrentGradient,
): Reference {
  return (drawn) => {
    const output = forward(drawn);
    return { sequence: output.sequence, ...backward({ ...drawn, ...output }) };
  };
}

export const cellReferences: Record<Cell, Reference> = {
  lstm: whole(lstmReference, lstmReferenceGrad),
};

export const cellNames = Object.keys(cellReferences) as Cell[];

export const gatesOf = (cell: Cell) => cells[cell].gates.length;
export { cellOps };
