/** The kinds of recurrent cell: what a layer of each has for parameters. */
import type { Cell } from '../../contract/settings.ts';
import type { Initializer } from './initializer.ts';

export interface CellSpec {
  /** Layers are called `lstm_0`, `lstm_1`, … */
  prefix: string;
  /** In the order in which they stand in kernel and bias, which is that of Keras. */
  gates: readonly string[];
  bias: Initializer;
}

export const cells: Record<Cell, CellSpec> = {
  lstm: { prefix: 'lstm', gates: ['input', 'forget', 'candidate', 'output'], bias: { kind: 'lstm-bias' } },
  gru: { prefix: 'gru', gates: ['update', 'reset', 'candidate'], bias: { kind: 'zeros' } },
  'simple-rnn': { prefix: 'simple_rnn', gates: ['state'], bias: { kind: 'zeros' } },
};

export const cellNames = Object.keys(cells) as Cell[];
