import { expect, it } from 'vitest';
import {
  defaultSettings as defaults,
  affecting,
  examined,
  fieldNames,
  fields,
  fixedOnResume,
  keyOf,
  networkFields,
  parseRunConfig,
} from '../settings.ts';
import type { RunConfig } from '../settings.ts';

it('says of every setting what it has a say in', () => {
  for (const name of fieldNames) expect(fields[name].affects, name).not.toEqual([]);
});

it('gives equal keys to runs that differ only where it does not matter', () => {
  const prepared = (config: RunConfig) => keyOf(config, 'split', 'vocabulary', 'encoding');
  expect(prepared({ ...defaults, epochs: 99, layerSizes: [3], seed: 8 })).toBe(prepared(defaults));
  expect(prepared({ ...defaults, splitSeed: 8 })).not.toBe(prepared(defaults));
  expect(keyOf({ ...defaults, batchSize: 7 }, 'step-time')).not.toBe(keyOf(defaults, 'step-time'));
  expect(keyOf({ ...defaults, splitSeed: 7 }, 'step-time')).toBe(keyOf(defaults, 'step-time'));
});

it('lets the training seed change no part of the data, only runs and baselines', () => {
  expect(affecting('split')).not.toContain('seed');
  expect(affecting(...examined)).toContain('seed');
});

it('asks of a network whose training continues its sizes and its tokens', () => {
  expect([...networkFields].toSorted()).toEqual(
    [
      'bidirectional',
      'cell',
      'embeddingSize',
      'ensembleSize',
      'layerSizes',
      'lowercase',
      'pooling',
      'punctuation',
      'tokenization',
    ].toSorted(),
  );
});

it('reads a setting by the name and the values that it had in an earlier version', () => {
  const { onDivergence: _, ...others } = defaults;
  expect(parseRunConfig({ ...others, setback: 'stop' })).toEqual({ ...defaults, onDivergence: 'stop' });
  expect(parseRunConfig({ ...others, setback: 'lower-rate' })).toEqual({
    ...defaults,
    onDivergence: 'rollback',
  });
  expect(() => parseRunConfig({ ...others, setback: 'rest' })).toThrow(
    expect.objectContaining({ problem: { kind: 'value', setting: 'onDivergence' } }),
  );
});

it('reads settings without those that an earlier version had, and refuses what none ever had', () => {
  expect(parseRunConfig({ ...defaults, baselinePairs: true })).toEqual(defaults);
  expect(() => parseRunConfig({ ...defaults, baselineTriples: true })).toThrow(
    expect.objectContaining({ problem: { kind: 'unknown', name: 'baselineTriples' } }),
  );
});

it('lets nothing change on resume that a state’s numbers depend on', () => {
  for (const name of affecting('split', 'vocabulary', 'encoding', 'parameters'))
    expect(fixedOnResume).toContain(name);
  expect(fixedOnResume).toContain('batchSize');
});
