/** The op of each kind of recurrent cell. Apart from `cells.ts`, which the page reads too, without tfjs. */
import type { Cell } from '../../contract/settings.ts';
import { gru } from '../ops/gru/op.ts';
import type { RecurrentOp } from '../ops/helpers/recurrent/op.ts';
import { lstm } from '../ops/lstm/op.ts';
import { simpleRnn } from '../ops/simple-rnn/op.ts';

export const cellOps: Record<Cell, RecurrentOp> = {
  lstm,
  gru,
  'simple-rnn': simpleRnn,
};
