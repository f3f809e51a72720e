import { describe, expect, it } from 'vitest';

import type { EpochEvent, RunRecord } from '../../../workers/protocol.ts';
import { fakeRun } from '../../testing/fake-runs.ts';
import { columns, savedEpoch, sorted } from './run-columns.ts';

/** By validation loss epoch 2 is the best, by validation accuracy epoch 3; 4 is the last. */
const figures = [
  [0.6, 0.7],
  [0.4, 0.8],
  [0.5, 0.85],
  [0.7, 0.75],
];
const epochs = figures.map(([validationLoss, validationAccuracy], place): EpochEvent => ({
  type: 'epoch',
  epoch: place + 1,
  loss: 0.3,
  accuracy: 0.9,
  validationLoss,
  validationAccuracy,
  learningRate: 0.01,
  seconds: 1,
}));
const run = (change: Partial<RunRecord>): RunRecord => {
  const { config, ...rest } = fakeRun('a', { status: 'finished' });
  return { ...rest, epochs, config: { ...config, earlyStopping: 0 }, ...change };
};
const text = (record: RunRecord) => columns.find(({ name }) => name === 'validation')?.text(record);

describe('a run’s validation accuracy', () => {
  it('is that of the epoch whose weights were saved', () => {
    expect(text(run({ restoredEpoch: 2 }))).toBe('80.0%');
    expect(text(run({ restoredEpoch: 4, status: 'stopped' }))).toBe('75.0%');
  });

  it('is none where the weights are of no complete epoch', () => {
    expect(text(run({ restoredEpoch: null, status: 'stopped' }))).toBe('–');
    expect(text(run({ epochs: [], hasModel: false, status: 'unfinished' }))).toBe('–');
  });

  it('is that of the most accurate epoch so far while there is no network', () => {
    expect(savedEpoch(run({ status: 'unfinished', hasModel: false }))?.epoch).toBe(3);
  });

  it('is that of the last epoch for older runs, and of the best for those that stopped early', () => {
    const stopping = { ...run({}).config, earlyStopping: 2 };
    expect(text(run({ restoredEpoch: undefined }))).toBe('75.0%');
    expect(text(run({ restoredEpoch: undefined, config: stopping, status: 'early-stopping' }))).toBe('80.0%');
    expect(text(run({ restoredEpoch: undefined, config: stopping, status: 'stopped' }))).toBe('75.0%');
    expect(text(run({ restoredEpoch: undefined, status: 'diverged' }))).toBe('80.0%');
  });

  it('is what runs are ordered by', () => {
    const list = [run({ id: 'best', restoredEpoch: 3 }), run({ id: 'last', restoredEpoch: 4 })];
    const rows = sorted(list, { column: 'validation', direction: 'ascending' });
    expect(rows.map(({ id }) => id)).toEqual(['last', 'best']);
  });
});
