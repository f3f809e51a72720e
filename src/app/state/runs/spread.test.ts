import { describe, expect, it } from 'vitest';

import { presetConfig, type RunRecord } from '../../../workers/protocol.ts';
import { fakeModel, fakeSummary, fakeTest } from '../../testing/fake-answers.ts';
import { fakeRun } from '../../testing/fake-runs.ts';
import { sameButForDraws } from './same-settings.ts';
import { recordedSpreads, spreadEvidence, spreadOfValues } from './spread.ts';
import type { HeldModel } from '../store.ts';

const summary = fakeSummary('uci-sentences', 2_980);
const config = { ...presetConfig(), learningRate: 0.0021 };
const held: HeldModel = {
  summary: fakeModel(config, summary.name, 10),
  config,
  origin: 'trained',
  fileName: null,
};
const run = (id: string, accuracy: number | null, change: Partial<RunRecord> = {}): RunRecord =>
  fakeRun(id, {
    status: 'finished',
    config,
    test: accuracy === null ? null : { ...fakeTest, accuracy },
    ...change,
  });
const tested = (runs: RunRecord[]) => ({ held, summary, on: summary.name, runs });

describe('the spread beside a test', () => {
  it('is that of the other runs with the same data and settings, each seed once', () => {
    const other = (seed: number) => ({ config: { ...config, seed } });
    const evidence = spreadEvidence(
      tested([
        run('itself', 0.9),
        run('a', 0.8, other(2)),
        run('b', 0.84, other(3)),
        run('b again, on another backend', 0.84, { config: { ...config, seed: 3, backend: 'webgl' } }),
        run('not tested', null, other(4)),
        run('other settings', 0.5, { config: { ...config, seed: 5, epochs: 3 } }),
        run('other data', 0.4, { ...other(6), dataset: { name: 'x', fingerprint: 'x', rows: 9 } }),
      ]),
    );
    expect(evidence?.own).toMatchObject({ count: 2, low: 0.8, high: 0.84 });
    expect(evidence?.own?.mean).toBeCloseTo(0.82, 12);
    expect(evidence?.own?.deviation).toBeCloseTo(0.04 / Math.SQRT2, 12);
    expect(evidence?.measured).toBeNull();
  });

  it('is none on other data than the network’s own', () => {
    expect(spreadEvidence({ ...tested([]), on: 'else' })).toBeNull();
    expect(spreadEvidence({ ...tested([]), held: null })).toBeNull();
    expect(spreadEvidence(tested([]))).toEqual({ own: null, measured: null });
  });

  it.each(recordedSpreads)('was recorded for the preset $preset as it is now', ({ preset, ...recorded }) => {
    const size = { rowsUsed: 2_981, p95Length: 26, isEnglish: true, hasEnglishVectors: true };
    expect(sameButForDraws(recorded.config, { ...presetConfig(preset, size), tokenization: 'words' })).toBe(
      true,
    );
    const seeds = recorded.runs.map(({ seed }) => seed);
    expect(seeds).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const model = { ...held, config: presetConfig(preset, size) };
    const data = { ...summary, fingerprint: recorded.fingerprint };
    const evidence = spreadEvidence({ ...tested([]), held: model, summary: data });
    expect(evidence?.measured?.network).toEqual(
      spreadOfValues(recorded.runs.map(({ accuracy }) => accuracy)),
    );
  });
});
