/** The formulas on the page and in docs/lstm.md are the same, and so are the names of gates and states. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../settings.ts';
import { backward, forward, type Equation, type UnitGradients, type UnitNumbers } from './page-equations.ts';
import { insideWords } from './page-inside.ts';

const numbers: UnitNumbers = {
  ...{ forget: 0.9, input: 0.6, output: 0.5, candidate: -0.5, cellState: 0.6, hiddenState: 0.25 },
  ...{ update: 0.7, reset: 0.2, cellStateBefore: 1, hiddenStateBefore: -0.3 },
};
const gradients: UnitGradients = {
  ...{ above: 0.1, hiddenState: 0.3, cellState: 0.2 },
  sums: { input: 1, forget: 2, candidate: 3, output: 4, update: 5, reset: 6, state: 7 },
};

const cellNames = Object.keys(forward) as Cell[];
const oneSpace = (text: string) => text.replaceAll(/\s+/g, ' ');

let docs: string;
beforeAll(async () => {
  docs = await readFile('docs/lstm.md', 'utf8');
});

/** The formulas in the blocks of a section, but for the last so many blocks. */
function formulasIn(section: string, leftOut: number): string[] {
  const start = docs.indexOf(section);
  const text = docs.slice(start, docs.indexOf('\n### ', start + 1));
  const blocks = text.split('```').filter((_, i) => i % 2 === 1);
  return blocks
    .slice(0, blocks.length - leftOut)
    .flatMap((block) => block.replaceAll(/ +=/g, ' =').split(/\n| {2,}/))
    .filter((part) => part.includes(' = '));
}

const pageFormulas = (cell: Cell) =>
  [...forward[cell](numbers), ...backward[cell](numbers, gradients)].map(({ formula }) => formula);

describe.each(cellNames)('the formulas of a %s on the page', (cell) => {
  it('stand in docs/lstm.md', () => {
    for (const formula of pageFormulas(cell)) expect(oneSpace(docs)).toContain(formula);
  });

  it('name gates and states by letters that its formulas have', () => {
    for (const part of insideWords.parts(cell)) {
      const letter = insideWords.letterOf(cell, part);
      expect(pageFormulas(cell).some((formula) => formula.startsWith(`${letter}_t =`))).toBe(true);
    }
  });
});

it('has each formula of docs/lstm.md for an LSTM, forwards and backwards, on the page, in the same order', () => {
  const found = [
    ...formulasIn('### Forwards (`LstmSequence`)', 0),
    // The last block is of the weights, which no single word has.
    ...formulasIn('### Backwards (`LstmSequenceGrad`)', 1),
  ];
  expect(found).toHaveLength(18);
  expect(pageFormulas('lstm')).toEqual(found);
});

it('calls the gates and states of an LSTM what docs/lstm.md calls them', () => {
  for (const part of insideWords.parts('lstm')) {
    const name = insideWords.nameOf('lstm', part);
    if (part.endsWith('State')) expect(docs).toMatch(new RegExp(`^\\| c, h \\| .*${name}`, 'm'));
    else expect(docs).toContain(`| ${insideWords.letterOf('lstm', part)} | ${name}`);
  }
});

it('says at each gate’s formula which gate it is', () => {
  const named = (equations: Equation[]) => equations.map(({ name, formula }) => `${name}: ${formula}`);
  expect(named(forward.lstm(numbers)).slice(1, 5)).toEqual([
    'input gate: i_t = σ(z_i)',
    'forget gate: f_t = σ(z_f)',
    'candidate: c̃_t = tanh(z_c)',
    'output gate: o_t = σ(z_o)',
  ]);
  expect(named(backward.lstm(numbers, gradients))).toContain(
    'sum of the forget gate: dz_f = df_t ∘ f_t (1 − f_t)',
  );
  expect(named(forward.gru(numbers))[0]).toMatch(/^update gate: z_t =/);
});

it('puts the numbers of a word into them', () => {
  const lines = [...forward.lstm(numbers), ...backward.lstm(numbers, gradients)].map(
    ({ formula, numbers: own }) => `${formula} = ${own}`,
  );
  expect(lines).toContain('c_t = f_t ∘ c_{t−1} + i_t ∘ c̃_t = 0.90 · 1.00 + 0.60 · (−0.50) = 0.60');
  expect(lines).toContain('dh_t = dy_t + dz_{t+1}·Uᵀ = 0.10 + 0.20 = 0.30');
  expect(lines).toContain('df_t = dc_t ∘ c_{t−1} = 0.20 · 1.00 = 0.20');
});
