import { describe, expect, it } from 'vitest';

import { presetConfig, type RunConfig, type RunSummary } from '../../../workers/protocol.ts';
import { fakeRun } from '../../testing/fake-runs.ts';
import { withNames } from './names.ts';

let count = 0;
function run(change: Partial<RunConfig> = {}, more: Partial<RunSummary> = {}): RunSummary {
  const { curve: _, marks: __, ...summary } = fakeRun(`run ${count++}`, { status: 'finished' });
  const config = { ...presetConfig(), layerSizes: [64], ...change };
  return { ...summary, started: count, isNamed: false, ...more, config };
}
const names = (runs: RunSummary[]) => withNames(runs).map(({ name }) => name);

describe('the name of a run that nobody has named', () => {
  it('is what differs in the list, in the order of the form, shortened', () => {
    const runs = [run({ keepProb: 0.5, seed: 2 }), run({ keepProb: 0.8, seed: 2, layerSizes: [32, 16] })];
    expect(names(runs)).toEqual(['64 · keep 0.5', '32, 16 · keep 0.8']);
    const [first, second] = names([runs[0], run({ keepProb: 0.5, seed: 7 })]);
    expect([first, second]).toEqual(['seed 2', 'seed 7']);
    expect(
      names([run({ learningRate: 0.001, batchSize: 32 }), run({ learningRate: 0.002, batchSize: 64 })]),
    ).toEqual(['batch 32 · rate 0.001', 'batch 64 · rate 0.002']);
    expect(
      names([run({ cell: 'gru', bidirectional: true }), run({ cell: 'lstm', bidirectional: false })]),
    ).toEqual(['GRU · bidirectional', 'LSTM · not bidirectional']);
  });

  it('says only what is unusual where many settings differ', () => {
    const usual = { layerSizes: [64], keepProb: 0.5, seed: 1, batchSize: 32, learningRate: 0.002, epochs: 5 };
    const runs = [
      run({ ...usual }),
      run({ ...usual, keepProb: 0.8 }),
      run({ ...usual, seed: 2 }),
      run({ ...usual, batchSize: 64 }),
      run({ ...usual, learningRate: 0.01, epochs: 9 }),
    ];
    expect(names(runs)).toEqual(['LSTM 64', 'keep 0.8', 'seed 2', 'batch 64', 'epochs 9 · rate 0.01']);
  });

  it('is never that of another one: equal ones are counted, the oldest first', () => {
    const runs = [run({}, { started: 30 }), run({}, { started: 10 }), run({}, { started: 20 })];
    expect(names(runs)).toEqual(['LSTM 64 (3)', 'LSTM 64', 'LSTM 64 (2)']);
  });

  it('is no name where the user gave one, or an older record has one', () => {
    const runs = [
      run({ seed: 1 }, { name: 'mine', isNamed: true }),
      run({ seed: 2 }, { name: 'old', isNamed: undefined }),
      run({ seed: 3 }),
    ];
    expect(names(runs)).toEqual(['mine', 'old', 'LSTM 64']);
  });

  it('leaves the backend out, which is about a machine', () => {
    expect(names([run({ backend: 'wasm' }), run({ backend: 'webgpu' })])).toEqual(['LSTM 64', 'LSTM 64 (2)']);
  });
});
