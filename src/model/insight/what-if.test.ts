import { describe, expect, it } from 'vitest';
import type { Change } from '../../contract/insight.ts';
import { savedModel } from '../export/testing/saved.ts';
import { readText } from './explain.ts';
import { countingModel, stepOfCount, subjectFor } from './testing/counting.ts';
import { changedModel } from './what-if.ts';

const none: Change = { gates: {}, unit: null };
const trace = (change: Change, saved = countingModel({}, true), text = 'good film good bad') =>
  readText(subjectFor(changedModel(saved, change)), text).trace;
/** Of the unit that counts. */
const counted = (change: Change) => {
  const { cells } = trace(change).layers[0].directions[0];
  return [1, 3, 5, 7].map((i) => cells[i] / stepOfCount);
};
const expectNear = (actual: readonly number[], expected: readonly number[]) =>
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));

describe('a changed network', () => {
  it('never forgets with the forget gate open, and knows the last word alone with it shut', () => {
    // As it is, half of the count is gone at each word.
    expectNear(counted(none), [1, 0.5, 1.25, -0.375]);
    expectNear(counted({ ...none, gates: { forget: 'open' } }), [1, 1, 2, 1]);
    expectNear(counted({ ...none, gates: { forget: 'shut' } }), [1, 0, 1, -1]);
  });

  it('writes nothing with the input gate shut', () => {
    expect(counted({ ...none, gates: { input: 'shut' } })).toEqual([0, 0, 0, 0]);
    expect(trace({ ...none, gates: { input: 'shut' } }).logits[0]).toBe(0);
  });

  it('says nothing by a unit that is shut, in its own direction alone', () => {
    const saved = savedModel({ layerSizes: [3, 2], bidirectional: true }, 4);
    const unit = { layer: 'lstm_1', direction: 'backward', unit: 1 } as const;
    const before = trace(none, saved, 'good film');
    const after = trace({ gates: {}, unit }, saved, 'good film');
    expect(after.layers[0]).toEqual(before.layers[0]);
    const [forward, backward] = after.layers[1].directions;
    expect(forward).toEqual(before.layers[1].directions[0]);
    expect([backward.hidden[1], backward.hidden[3]].map(Math.abs)).toEqual([0, 0]);
    expect(backward.hidden[0]).not.toBe(0);
  });

  it.each(['lstm', 'gru', 'simple-rnn'] as const)('says nothing by a direction that is shut: %s', (cell) => {
    const saved = savedModel({ cell, layerSizes: [3, 2], bidirectional: true }, 4);
    const [{ layer }] = trace(none, saved, 'good film').layers;
    const unit = { layer: layer.name, direction: 'backward', unit: null } as const;
    const [shut, above] = trace({ gates: {}, unit }, saved, 'good film').layers;
    const [before, aboveBefore] = trace(none, saved, 'good film').layers;
    expect(shut.directions[0]).toEqual(before.directions[0]);
    expect([...shut.directions[1].hidden].map(Math.abs)).toEqual(Array.from({ length: 6 }, () => 0));
    expect(above.directions[0].hidden).not.toEqual(aboveBefore.directions[0].hidden);
  });

  it('leaves the model as it was', () => {
    const saved = countingModel();
    const before = structuredClone(saved.parameters);
    changedModel(saved, { gates: { forget: 'shut', input: 'open' }, unit: null });
    expect(saved.parameters).toEqual(before);
  });
});
