import { describe, expect, it } from 'vitest';
import { sigmoid } from '../../contract/math.ts';
import type { Cell } from '../../contract/settings.ts';
import type { EncodedPart } from '../data/index.ts';
import { networks, savedModel } from '../export/testing/saved.ts';
import { lossReference } from '../ops/loss/reference.ts';
import { flowTexts, gradientFlow, stateGradientNorms } from './flow.ts';
import { directionWeights, network64, recurrentLayersOf } from './network64.ts';
import type { DirectionWeights, Network64 } from './network64.ts';
import { readStates } from './recurrence.ts';
import { embed, readOut } from './trace.ts';

const ids = Int32Array.of(4, 9, 1, 7, 12, 5, 3);

/** A hidden state that is pushed by a little at one word, and all that follows from it. */
interface Push {
  word: number;
  unit: number;
  by: number;
}

/** The states of a layer that reads forwards, written down a second time: with a push in between. */
function pushedStates(cell: Cell, x: Float64Array, weights: DirectionWeights, push: Push): Float64Array {
  const { kernel, recurrentKernel, bias, inputs, units } = weights;
  const width = bias.length;
  const hidden = new Float64Array((x.length / inputs) * units);
  let h: Float64Array = new Float64Array(units);
  let c: Float64Array = new Float64Array(units);
  const sumOf = (column: number, word: number, state: Float64Array) => {
    let sum = bias[column];
    for (let d = 0; d < inputs; d++) sum += x[word * inputs + d] * kernel[d * width + column];
    for (let k = 0; k < units; k++) sum += state[k] * recurrentKernel[k * width + column];
    return sum;
  };
  for (let word = 0; word < x.length / inputs; word++) {
    const gate = (place: number, state: Float64Array) =>
      Float64Array.from(state, (_, k) => sumOf(place * units + k, word, state));
    const before = h;
    if (cell === 'lstm') {
      const [i, f, candidate, o] = [0, 1, 2, 3].map((place) => gate(place, before));
      c = c.map((value, k) => sigmoid(f[k]) * value + sigmoid(i[k]) * Math.tanh(candidate[k]));
      h = c.map((value, k) => sigmoid(o[k]) * Math.tanh(value));
    } else if (cell === 'gru') {
      const [z, r] = [0, 1].map((place) => gate(place, before).map(sigmoid));
      const candidate = gate(
        2,
        before.map((value, k) => r[k] * value),
      ).map(Math.tanh);
      h = before.map((value, k) => z[k] * value + (1 - z[k]) * candidate[k]);
    } else h = gate(0, before).map(Math.tanh);
    if (word === push.word) h[push.unit] += push.by;
    hidden.set(h, word * units);
  }
  return hidden;
}

/** The loss of the text when the first layer's forward states are pushed. */
function lossWith(network: Network64, label: number, push: Push): number {
  let inputs = embed(network, ids);
  let directions: { hidden: Float64Array }[] = [];
  for (const [place, layer] of recurrentLayersOf(network).entries()) {
    directions = layer.directions.map((direction) => {
      const weights = directionWeights(network, layer, direction);
      if (place > 0 || direction === 'backward') return readStates(layer.cell, inputs, weights);
      return { hidden: pushedStates(layer.cell, inputs, weights, push) };
    });
    const { units } = layer;
    inputs = Float64Array.from(ids.keys()).reduce(
      (joined, word) => {
        directions.forEach(({ hidden }, at) =>
          joined.set(
            hidden.subarray(word * units, (word + 1) * units),
            (word * directions.length + at) * units,
          ),
        );
        return joined;
      },
      new Float64Array(ids.length * units * directions.length),
    );
  }
  const { logits } = readOut(network, directions, ids.length);
  const one = Float64Array.of(1);
  return lossReference({ logits, labels: Float64Array.of(label), weights: one, loss: 'cross-entropy' })[0];
}

function normByDifferences(network: Network64, label: number, word: number): number {
  const by = 1e-5;
  const { units } = recurrentLayersOf(network)[0];
  const slopes = Array.from({ length: units }, (_, unit) => {
    const [up, down] = [by, -by].map((each) => lossWith(network, label, { word, unit, by: each }));
    return (up - down) / (2 * by);
  });
  return Math.hypot(...slopes);
}

describe.each(networks)('the gradient of the loss by hidden states: %s', (_, values, classNames) => {
  it('is that of finite differences at every word', () => {
    const network = network64(savedModel(values, 7, classNames));
    const label = classNames.length - 1;
    const norms = stateGradientNorms(network, { ids, class: label }, 'cross-entropy');
    expect(norms).toHaveLength(ids.length);
    for (const [word, norm] of norms.entries())
      expect(Math.abs(norm - normByDifferences(network, label, word))).toBeLessThan(1e-7 * (1 + norm));
    expect(Math.max(...norms)).toBeGreaterThan(0);
  });
});

/** A simple RNN of one unit whose state is its last one times `weight`, but for tanh. */
function decaying(weight: number) {
  const saved = savedModel({ cell: 'simple-rnn', layerSizes: [1], pooling: 'last', bidirectional: false }, 3);
  const zeros = (name: string) => new Float64Array(saved.parameters.get(name)?.length ?? 0);
  const network = network64(saved);
  const weights = new Map(network.weights);
  const [layer] = recurrentLayersOf(network);
  weights.set(`${layer.name}/forward/kernel`, zeros(`${layer.name}/forward/kernel`));
  weights.set(`${layer.name}/forward/bias`, zeros(`${layer.name}/forward/bias`));
  weights.set(`${layer.name}/forward/recurrent_kernel`, Float64Array.of(weight));
  return { ...network, weights };
}

const partOf = (lengths: readonly number[]): EncodedPart => {
  const offsets = Int32Array.from([0, ...lengths.keys()], (_, row) =>
    lengths.slice(0, row).reduce((sum, length) => sum + length, 0),
  );
  return {
    tokens: Uint16Array.from({ length: offsets[lengths.length] }, (_, at) => 2 + (at % 5)),
    offsets,
    classes: Uint8Array.from(lengths, (length) => length % 2),
  };
};

describe('the flow back from the end', () => {
  it('falls by the recurrent weight at each word where nothing else is there', () => {
    const network = decaying(0.5);
    const { norms, reviews, cell } = gradientFlow(
      network,
      flowTexts(partOf([4, 9, 6]), network),
      'cross-entropy',
    );
    expect({ reviews, cell, words: norms.length }).toEqual({ reviews: 3, cell: 'simple-rnn', words: 4 });
    norms.slice(1).forEach((norm, back) => expect(norm / norms[back]).toBeCloseTo(0.5, 12));
  });

  it('takes the longest texts, of equal ones the first, and few of a large network', () => {
    const network = decaying(0.5);
    const lengths = Array.from({ length: 40 }, (_, row) => 1 + (row % 20));
    const texts = flowTexts(partOf(lengths), network);
    expect(texts.map((text) => text.ids.length)).toEqual([
      ...[20, 20, 19, 19, 18, 18, 17, 17, 16, 16, 15, 15, 14, 14, 13, 13],
    ]);
    expect(texts[0].class).toBe(0);
    const large = network64(savedModel({ layerSizes: [200], embeddingSize: 200 }, 1));
    expect(flowTexts(partOf([40, 300, 200]), large).map((text) => text.ids.length)).toEqual([300]);
  });
});
