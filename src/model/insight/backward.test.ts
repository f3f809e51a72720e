/** What goes back through a layer, against differences of the logit itself. */
import { describe, expect, it } from 'vitest';
import { savedModel } from '../export/testing/saved.ts';
import type { SavedModel } from '../export/saved-model.ts';
import { gradientsWithin } from './backward.ts';
import { readoutWeights } from './contributions.ts';
import { readText } from './explain.ts';
import { subjectFor } from './testing/counting.ts';

const text = 'good film bad the food';
const step = 1e-3;

/** The first logit with a number added to one of the model's. */
function logitWith(saved: SavedModel, name: string, place: number, added: number): number {
  const values = Float32Array.from(saved.parameters.get(name) ?? []);
  values[place] += added;
  const parameters = new Map([...saved.parameters, [name, values]]);
  return readText(subjectFor({ ...saved, parameters }), text).trace.logits[0];
}

describe.each(['lstm', 'gru', 'simple-rnn'] as const)('what goes back through a %s', (cell) => {
  const saved = savedModel({ cell, layerSizes: [3, 2], bidirectional: true, pooling: 'mean' }, 5);
  const subject = subjectFor(saved);
  const { trace } = readText(subject, text);

  it.each([0, 1])('adds up over the words to the slope of each bias, in layer %i', (place) => {
    const found = gradientsWithin(subject.network, trace, readoutWeights(subject.network, 0), place);
    expect(found).toHaveLength(2);
    found.forEach(({ sums }, way) => {
      const { layer, directions } = trace.layers[place];
      const name = `${layer.name}/${directions[way].direction}/bias`;
      const width = sums.length / trace.words;
      for (let column = 0; column < width; column++) {
        const slope = sums.filter((_, i) => i % width === column).reduce((sum, value) => sum + value, 0);
        const by = (sign: number) => logitWith(saved, name, column, sign * step);
        // Weights are float32: a step of a thousandth is known to a few of its last bits.
        expect((by(1) - by(-1)) / (2 * step)).toBeCloseTo(slope, 4);
      }
    });
  });
});

it('hands the gradient of an LSTM from its states to its gates as docs/lstm.md says', () => {
  const subject = subjectFor(savedModel({ layerSizes: [3], pooling: 'mean' }, 5));
  const { trace } = readText(subject, text);
  const [{ above, hidden, cells, sums }] = gradientsWithin(
    subject.network,
    trace,
    readoutWeights(subject.network, 0),
    0,
  );
  const { gates, cells: c } = trace.layers[0].directions[0];
  const [units, last] = [3, trace.words - 1];
  for (let k = 0; k < units; k++) {
    const at = last * units + k;
    const gate = (n: number) => gates[last * 4 * units + n * units + k];
    const [i, f, candidate, o] = [0, 1, 2, 3].map(gate);
    const dz = (n: number) => sums[last * 4 * units + n * units + k];
    // After the last word there is no other.
    expect(hidden[at]).toBe(above[at]);
    expect(cells[at]).toBeCloseTo(hidden[at] * o * (1 - Math.tanh(c[at]) ** 2), 14);
    expect(dz(0)).toBeCloseTo(cells[at] * candidate * i * (1 - i), 14);
    expect(dz(1)).toBeCloseTo(cells[at] * c[at - units] * f * (1 - f), 14);
    expect(dz(2)).toBeCloseTo(cells[at] * i * (1 - candidate ** 2), 14);
    expect(dz(3)).toBeCloseTo(hidden[at] * Math.tanh(c[at]) * o * (1 - o), 14);
  }
});
