/** The formulas of docs/lstm.md with the numbers of one word and one unit in them; they come after the first paint. */
import type { Cell } from '../../settings.ts';
import { decimal, insideWords } from './page-inside.ts';
import { quoted } from './phrases.ts';

/** One word's numbers of one unit, by the names of gates and states; `…Before` are those of the word that was read before it. */
export type UnitNumbers = Record<string, number>;

/** How the logit changes with them: dX is ∂logit/∂X. */
export interface UnitGradients {
  /** dy: from the layer above, or from pooling. */
  above: number;
  /** dh */
  hiddenState: number;
  /** dc; 0 for a cell without. */
  cellState: number;
  /** dz by the gate's name. */
  sums: Record<string, number>;
}

export interface Equation {
  /** Of the gate or state that it gives, in plain words. */
  name: string;
  /** As docs/lstm.md has it: `_` and `_{}` lower what follows. */
  formula: string;
  /** What it comes to; empty: its number is in another one. */
  numbers: string;
}

/** In a product or a sum, a negative number stands in brackets. */
const factor = (value: number) => (decimal(value).startsWith('−') ? `(${decimal(value)})` : decimal(value));
const product = (...values: number[]) => values.map(factor).join(' · ');
const equation = (name: string, formula: string, ...numbers: string[]): Equation => ({
  ...{ name, formula },
  numbers: numbers.join(' = '),
});

const lstm = (part: string) => insideWords.nameOf('lstm', part);
const gru = (part: string) => insideWords.nameOf('gru', part);
const equationNames = {
  sums: 'sums, in the order of the next four lines',
  sum: 'sum',
  sumOf: (gate: string) => `sum of the ${gate}`,
  resetState: 'hidden state after the reset gate',
  stateBefore: 'hidden state before',
  start: 'before the first word',
};
const sumOf = (gate: string) => equationNames.sumOf(lstm(gate));

/** What σ or tanh was taken of. */
const beforeSigmoid = (gate: number) => Math.log(gate / (1 - gate));
/** The slopes of both, by what they gave. */
const ofSigmoid = (gate: number) => gate * (1 - gate);
const ofTanh = (value: number) => 1 - value * value;

/** A gate's value from its sum. */
const sigmoidOf = (gate: number) => [`σ(${decimal(beforeSigmoid(gate))})`, decimal(gate)];
const tanhOf = (value: number) => [`tanh(${decimal(Math.atanh(value))})`, decimal(value)];

export const forward: Record<Cell, (numbers: UnitNumbers) => Equation[]> = {
  lstm: ({ forget, input, candidate, output, cellState, hiddenState, cellStateBefore }) => [
    equation(
      equationNames.sums,
      'z_t = x_t·W + h_{t−1}·U + b',
      `(${[...[input, forget].map(beforeSigmoid), Math.atanh(candidate), beforeSigmoid(output)].map(decimal).join(', ')})`,
    ),
    equation(lstm('input'), 'i_t = σ(z_i)', ...sigmoidOf(input)),
    equation(lstm('forget'), 'f_t = σ(z_f)', ...sigmoidOf(forget)),
    equation(lstm('candidate'), 'c̃_t = tanh(z_c)', ...tanhOf(candidate)),
    equation(lstm('output'), 'o_t = σ(z_o)', ...sigmoidOf(output)),
    equation(
      lstm('cellState'),
      'c_t = f_t ∘ c_{t−1} + i_t ∘ c̃_t',
      `${product(forget, cellStateBefore)} + ${product(input, candidate)}`,
      decimal(cellState),
    ),
    equation(
      lstm('hiddenState'),
      'h_t = o_t ∘ tanh(c_t)',
      `${decimal(output)} · tanh(${decimal(cellState)})`,
      decimal(hiddenState),
    ),
    equation(equationNames.start, 'h_0 = c_0 = 0'),
  ],
  gru: ({ update, reset, candidate, hiddenState, hiddenStateBefore }) => [
    equation(gru('update'), 'z_t = σ(x_t·W_z + h_{t−1}·U_z + b_z)', ...sigmoidOf(update)),
    equation(gru('reset'), 'r_t = σ(x_t·W_r + h_{t−1}·U_r + b_r)', ...sigmoidOf(reset)),
    equation(gru('candidate'), 'h̃_t = tanh(x_t·W_h + (r_t ∘ h_{t−1})·U_h + b_h)', ...tanhOf(candidate)),
    equation(
      gru('hiddenState'),
      'h_t = z_t ∘ h_{t−1} + (1 − z_t) ∘ h̃_t',
      `${product(update, hiddenStateBefore)} + ${product(1 - update, candidate)}`,
      decimal(hiddenState),
    ),
  ],
  'simple-rnn': ({ hiddenState }) => [
    equation(
      insideWords.nameOf('simple-rnn', 'hiddenState'),
      'h_t = tanh(x_t·W + h_{t−1}·U + b)',
      ...tanhOf(hiddenState),
    ),
  ],
};

/** What every cell has: dh from above and from the word that is read after. */
const ofHidden = ({ above, hiddenState }: UnitGradients) =>
  equation(
    lstm('hiddenState'),
    'dh_t = dy_t + dz_{t+1}·Uᵀ',
    `${decimal(above)} + ${factor(hiddenState - above)}`,
    decimal(hiddenState),
  );

export const backward: Record<Cell, (numbers: UnitNumbers, gradients: UnitGradients) => Equation[]> = {
  lstm({ forget, input, candidate, output, cellState: c, cellStateBefore }, gradients) {
    const { hiddenState: dh, cellState: dc, sums } = gradients;
    const squashed = Math.tanh(c);
    const direct = dh * output * ofTanh(squashed);
    const gates = {
      input: dc * candidate,
      forget: dc * cellStateBefore,
      candidate: dc * input,
      output: dh * squashed,
    };
    return [
      ofHidden(gradients),
      equation(
        lstm('cellState'),
        'dc_t = dh_t ∘ o_t ∘ (1 − tanh²(c_t)) + dc_{t+1} ∘ f_{t+1}',
        `${product(dh, output, ofTanh(squashed))} + ${factor(dc - direct)}`,
        decimal(dc),
      ),
      equation(lstm('input'), 'di_t = dc_t ∘ c̃_t', product(dc, candidate), decimal(gates.input)),
      equation(
        sumOf('input'),
        'dz_i = di_t ∘ i_t (1 − i_t)',
        product(gates.input, ofSigmoid(input)),
        decimal(sums.input),
      ),
      equation(lstm('forget'), 'df_t = dc_t ∘ c_{t−1}', product(dc, cellStateBefore), decimal(gates.forget)),
      equation(
        sumOf('forget'),
        'dz_f = df_t ∘ f_t (1 − f_t)',
        product(gates.forget, ofSigmoid(forget)),
        decimal(sums.forget),
      ),
      equation(lstm('candidate'), 'dc̃_t = dc_t ∘ i_t', product(dc, input), decimal(gates.candidate)),
      equation(
        sumOf('candidate'),
        'dz_c = dc̃_t ∘ (1 − c̃_t²)',
        product(gates.candidate, ofTanh(candidate)),
        decimal(sums.candidate),
      ),
      equation(lstm('output'), 'do_t = dh_t ∘ tanh(c_t)', product(dh, squashed), decimal(gates.output)),
      equation(
        sumOf('output'),
        'dz_o = do_t ∘ o_t (1 − o_t)',
        product(gates.output, ofSigmoid(output)),
        decimal(sums.output),
      ),
    ];
  },
  gru: ({ update, candidate, hiddenStateBefore }, { hiddenState: dh, sums }) => [
    equation(
      equationNames.sumOf(gru('candidate')),
      'da_h = dh_t ∘ (1 − z_t) ∘ (1 − h̃_t²)',
      product(dh, 1 - update, ofTanh(candidate)),
      decimal(sums.candidate),
    ),
    equation(
      equationNames.sumOf(gru('update')),
      'dz_z = dh_t ∘ (h_{t−1} − h̃_t) ∘ z_t (1 − z_t)',
      product(dh, hiddenStateBefore - candidate, ofSigmoid(update)),
      decimal(sums.update),
    ),
    equation(equationNames.resetState, 'dq = da_h·U_hᵀ'),
    equation(equationNames.sumOf(gru('reset')), 'dz_r = dq ∘ h_{t−1} ∘ r_t (1 − r_t)', decimal(sums.reset)),
    equation(equationNames.stateBefore, 'dh_{t−1} += dh_t ∘ z_t + dq ∘ r_t + [dz_z dz_r]·[U_z U_r]ᵀ'),
  ],
  'simple-rnn': ({ hiddenState }, gradients) => [
    ofHidden(gradients),
    equation(
      equationNames.sum,
      'dz = dh_t ∘ (1 − h_t²)',
      product(gradients.hiddenState, ofTanh(hiddenState)),
      decimal(gradients.sums.state),
    ),
  ],
};

export const equationWords = {
  title: (token: string) => `The equations at ${quoted(token)}`,
  back: 'Backwards',
  backLead: (name: string) =>
    `How the logit of ${name} changes with each number: dX is ∂logit/∂X. The words are walked in the order opposite to reading; t+1 is the word that is read next.`,
  waiting: 'The gradients are computed …',
};
