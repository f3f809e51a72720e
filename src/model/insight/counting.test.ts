import { describe, expect, it } from 'vitest';
import { sigmoid } from '../../contract/math.ts';
import { savedModel } from '../export/testing/saved.ts';
import { pooledShares } from './contributions.ts';
import { attribute, explain, inside, readText } from './explain.ts';
import { halfLives } from './memory.ts';
import { occlusion, phraseSurplus, removal } from './occlusion.ts';
import { countingModel, stepOfCount, subjectFor, weightOfUnit } from './testing/counting.ts';
import { float64Work } from './work.ts';

const text = 'good the film good bad nothing good good';
const counts = [1, 1, 1, 2, 1, 1, 2, 3];
const logitOf = (count: number) => weightOfUnit * Math.tanh(count * stepOfCount);

describe('a network in which one unit counts good minus bad', () => {
  const subject = subjectFor(countingModel());
  const read = readText(subject, text);
  const [{ directions }] = read.trace.layers;

  it('shows the count in the cell state of that unit alone', () => {
    const states = counts.flatMap((count) => [0, count * stepOfCount]);
    states.forEach((state, i) => expect(directions[0].cells[i]).toBeCloseTo(state, 7));
  });

  it('answers by the count up to each word', async () => {
    const { tokens, probability } = await explain(subject, text, 'occlusion');
    tokens.forEach(({ running }, t) => expect(running[1]).toBeCloseTo(sigmoid(logitOf(counts[t])), 7));
    expect(probability).toEqual(tokens[7].running);
    expect(tokens.map(({ known }) => known)).toEqual(counts.map((_, t) => t !== 5));
  });

  it('attributes the answer to good and bad, each the same, by gradients and by relevance', async () => {
    const share = logitOf(3) / 3;
    const expected = [share, 0, 0, share, -share, 0, share, share];
    const gradients = await attribute(subject, read, 'integrated-gradients');
    gradients.values.forEach((value, t) => expect(value).toBeCloseTo(expected[t], 5));
    expect(gradients).toMatchObject({ baselineLogit: 0 });
    expect(gradients.logit).toBeCloseTo(logitOf(3), 7);
    expect(gradients.completenessError).toBeLessThan(1e-5);
    const relevances = await attribute(subject, read, 'lrp');
    // The epsilon rule lets a thousandth of a sum of ½ go at each word.
    relevances.values.forEach((value, t) => expect(Math.abs(value - expected[t])).toBeLessThan(0.02 * share));
    expect(relevances.completenessError).toBeLessThan(0.02);
  });

  it('loses by a word what the count without it says', async () => {
    const { values } = await attribute(subject, read, 'occlusion');
    const [without, more] = [logitOf(3) - logitOf(2), logitOf(3) - logitOf(4)];
    [without, 0, 0, without, more, 0, without, without].forEach((value, t) =>
      expect(values[t]).toBeCloseTo(value, 7),
    );
    const asked = { ids: read.ids, logit: 0, whole: read.trace.logits[0] };
    const removed = await removal(float64Work(subject.network), asked);
    removed.forEach((value, t) => expect(value).toBeCloseTo(values[t], 12));
  });

  it('finds a surplus in phrases of two counted words alone', async () => {
    const asked = { ids: read.ids, logit: 0, whole: read.trace.logits[0] };
    const work = float64Work(subject.network);
    const alone = await occlusion(work, asked);
    const surplus = await phraseSurplus(work, asked, alone);
    const lost = (count: number) => logitOf(3) - logitOf(count);
    const twice = lost(1) - 2 * lost(2);
    const opposed = lost(3) - lost(2) - lost(4);
    const expected = [0, 0, 0, opposed, 0, 0, twice];
    expect(surplus).toHaveLength(7);
    surplus.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
  });

  it('never forgets, or half of all at each word', () => {
    expect(halfLives(read.trace.layers[0], 0)?.[1]).toBe(Number.POSITIVE_INFINITY);
    const forgetful = readText(subjectFor(countingModel({}, true)), text);
    expect(halfLives(forgetful.trace.layers[0], 0)?.[1]).toBeCloseTo(1, 12);
  });
});

describe('pooling over the count', () => {
  const hiddenAt = counts.map((count) => Math.tanh(count * stepOfCount));

  it('gives each word its part of a mean', () => {
    const subject = subjectFor(countingModel({ pooling: 'mean' }));
    const [{ mode, adds, units }] = pooledShares(subject.network, readText(subject, text).trace, 0);
    expect([mode, units]).toEqual(['mean', null]);
    adds.forEach((share, t) => expect(share).toBeCloseTo((weightOfUnit * hiddenAt[t]) / 8, 7));
  });

  it('gives all of a maximum to the first word that reaches it', () => {
    const subject = subjectFor(countingModel({ pooling: 'max' }));
    const { trace } = readText(subject, 'bad good good film bad');
    const [{ mode, adds, units }] = pooledShares(subject.network, trace, 0);
    expect(trace.pooled[0].words[1]).toBe(2);
    expect(adds[2]).toBeCloseTo(weightOfUnit * Math.tanh(stepOfCount), 7);
    expect(adds.filter((share) => share !== 0)).toHaveLength(1);
    // The unit that says nothing is 0 everywhere: the first word has it.
    expect([mode, units]).toEqual(['max', [1, 0, 1, 0, 0]]);
  });

  it.each(['last', 'mean', 'max', 'mean-max'] as const)(
    'adds up to the logit in both directions, by %s',
    async (pooling) => {
      const saved = savedModel({ layerSizes: [3, 2], bidirectional: true, pooling }, 4);
      const found = await inside(subjectFor(saved), 'good film bad good');
      const sum = found.pooled.flatMap(({ adds }) => adds).reduce((total, one) => total + one, found.bias);
      expect(sum).toBeCloseTo(found.logit, 12);
      // Two units in each direction.
      for (const { units } of found.pooled) if (units) expect(units.reduce((a, b) => a + b)).toBe(4);
      expect(found.pooled.map(({ mode }) => mode)).toEqual(pooling.split('-'));
    },
  );
});
