/** How other libraries write a layer of each kind of recurrent cell. */
import type { Cell } from '../../contract/settings.ts';

export interface CellFormat {
  /** Keras 2, Keras 3 and tfjs have the same class, options, and order of gates as the network. */
  keras: { className: string; options: Record<string, unknown> };
  /** `gates`: where those of ONNX, in their order, stand among ours. */
  onnx: { op: string; gates: readonly number[] };
  /** For the model card. */
  citation: string;
}

export const cellFormats: Record<Cell, CellFormat> = {
  lstm: {
    keras: { className: 'LSTM', options: { recurrent_activation: 'sigmoid', unit_forget_bias: true } },
    onnx: { op: 'LSTM', gates: [0, 3, 1, 2] },
    citation:
      'S. Hochreiter and J. Schmidhuber, Long short-term memory, Neural Computation 9(8), 1997; forget gate: F. Gers, J. Schmidhuber and F. Cummins, Neural Computation 12(10), 2000',
  },
  gru: {
    keras: { className: 'GRU', options: { recurrent_activation: 'sigmoid', reset_after: false } },
    onnx: { op: 'GRU', gates: [0, 1, 2] },
    citation:
      'K. Cho et al., Learning phrase representations using RNN encoder–decoder for statistical machine translation, EMNLP 2014',
  },
  'simple-rnn': {
    keras: { className: 'SimpleRNN', options: {} },
    onnx: { op: 'RNN', gates: [0] },
    citation: 'J. Elman, Finding structure in time, Cognitive Science 14(2), 1990',
  },
};
