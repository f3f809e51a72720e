import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyConfig } from '../../../contract/settings/testing.ts';
import { configProblems, noData, presetConfig, presets } from '../../../workers/protocol.ts';
import {
  draftOf,
  forSize,
  forShares,
  presetOf,
  readDraft,
  settled,
  stepped,
  withPreset,
  withSetting,
} from './draft.ts';

const draft = draftOf(presetConfig());
const few = { rowsUsed: 3_000, p95Length: 26 };
const many = { rowsUsed: 50_000, p95Length: 589 };

describe('a draft', () => {
  it.each(presets.map(({ id }) => id))('of the preset %s reads back as that preset', (id) => {
    const config = presetConfig(id);
    expect(readDraft(draftOf(config))).toEqual({ config, problems: {} });
  });

  it.each(['128, 64', ' 128,64 '])('takes “%s” for two layers', (layerSizes) => {
    expect(readDraft({ ...draft, layerSizes }).config?.layerSizes).toEqual([128, 64]);
  });

  it('gives back any settings that it was made of', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        expect(readDraft(draftOf(config))).toEqual({ config, problems: {} });
      }),
    );
  });

  it('names a problem between two settings only when each of them is right', () => {
    const both = { ...draft, trainShare: '0.9', validationShare: '0.3' };
    expect(readDraft(both).problems).toEqual({
      validationShare: expect.stringContaining('together less than 1'),
    });
    expect(Object.keys(readDraft({ ...both, trainShare: 'x' }).problems)).toEqual(['trainShare']);
  });

  it.each([
    ['epochs', ''],
    ['epochs', '2.5'],
    ['epochs', '0'],
    ['keepProb', '0,5'],
    ['layerSizes', '128 64'],
    ['layerSizes', ''],
    ['layerSizes', '128, x'],
    ['seed', 'Infinity'],
  ] as const)('says what is wrong with %s “%s”, at that field alone', (name, text) => {
    const { config, problems } = readDraft({ ...draft, [name]: text });
    expect(config).toBeNull();
    expect(Object.keys(problems)).toEqual([name]);
    expect(problems[name]).toMatch(/must be/);
  });

  it('has a config exactly when the settings’ table finds nothing wrong', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer().map(String), fc.double().map(String), fc.string()), (epochs) => {
        const { config, problems } = readDraft({ ...draft, epochs });
        if (config) expect(configProblems(config)).toEqual([]);
        expect(config === null).toBe(problems.epochs !== undefined);
      }),
    );
  });
});

describe('a preset', () => {
  it('leaves the seed, the backend and the shares as they are', () => {
    const mine = { ...draft, seed: '42', backend: 'webgl', trainShare: '0.7' };
    const next = withPreset(mine, 'article', noData);
    expect(next).toMatchObject({ seed: '42', backend: 'webgl', trainShare: '0.7', layerSizes: '128, 64' });
    expect(presetOf(next, noData)).toBe('article');
  });

  it('is named however its numbers are written', () => {
    const learningRate = `${Number(draft.learningRate) * 1_000}e-3`;
    const layerSizes = String(draft.layerSizes).replaceAll(', ', ' ,');
    expect(presetOf({ ...draft, layerSizes, learningRate }, noData)).toBe('recommended');
  });

  it('is the one that was taken where two have the same values, and is followed as that', () => {
    expect(withPreset(draft, 'from-scratch', few)).toEqual(withPreset(draft, 'recommended', few));
    expect(presetOf(draft, noData)).toBe('recommended');
    expect(presetOf(draft, noData, 'from-scratch')).toBe('from-scratch');
    expect(presetOf(draft, noData, 'article')).toBe('recommended');
    const english = { ...few, isEnglish: true, hasEnglishVectors: true };
    expect(forSize(draft, few, english, 'from-scratch').embeddingStart).toBe('random');
    expect(forSize(draft, few, english).embeddingStart).toBe('english');
  });

  it('is no longer named when one of its settings has changed', () => {
    expect(presetOf({ ...draft, epochs: '3' }, noData)).toBeNull();
  });

  it('follows the size of the data while nobody has touched it', () => {
    const large = forSize(draft, noData, many);
    expect(presetOf(large, many)).toBe('recommended');
    expect(large).not.toEqual(draft);
    expect(forSize(large, many, few)).toEqual(draft);
  });

  it('raises the length limit of a small set of long reviews, as far as nearly all are read whole', () => {
    const limitFor = (p95Length: number) => forSize(draft, noData, { rowsUsed: 2_000, p95Length }).maxLength;
    expect([26, 50, 51, 173, 590].map(limitFor)).toEqual(['50', '50', '60', '180', '300']);
  });

  it('does not touch settings that are somebody’s own', () => {
    const mine = { ...draft, epochs: '3' };
    expect(forSize(mine, noData, many)).toBe(mine);
  });

  it('lets a preset’s length limit follow what counts as a word, and a user’s own stay', () => {
    const size = { rowsUsed: 2_000, p95Length: 90, p95WithPunctuation: 117 };
    const preset = withPreset(draft, 'recommended', size);
    const signs = withSetting(preset, { punctuation: true }, size);
    expect([preset.maxLength, signs.maxLength]).toEqual(['90', '120']);
    expect(presetOf(signs, size)).toBe('recommended');
    expect(withSetting(signs, { punctuation: false }, size)).toEqual(preset);
    const own = { ...preset, maxLength: '77' };
    expect(withSetting(own, { punctuation: true }, size)).toEqual({ ...own, punctuation: true });
  });
});

describe('what was typed', () => {
  it.each([
    ['layerSizes', '64,32', '64, 32'],
    ['learningRate', '1e-3', '0.001'],
    ['seed', ' 007 ', '7'],
    ['layerSizes', '64 32', '64 32'],
    ['epochs', '', ''],
    ['lowercase', false, false],
  ] as const)('settles: %s from “%s”', (name, typed, then) => {
    expect(settled(name, typed)).toBe(then);
  });
});

describe('arrow keys', () => {
  it.each([
    ['epochs', '10', 1, '11'],
    ['keepProb', '0.5', -1, '0.45'],
    ['learningRate', '0.002', 1, '0.003'],
    ['maxLength', '55', 1, '60'],
    ['maxLength', '55', -1, '50'],
    ['keepProb', '1', 1, '1'],
    ['epochs', '1', -1, '1'],
  ] as const)('move %s from %s', (name, from, direction, to) => {
    expect(stepped(name, from, direction)).toBe(to);
  });

  it('do nothing to what is no number', () => {
    expect(stepped('epochs', 'ten', 1)).toBeNull();
    expect(stepped('layerSizes', '128, 64', 1)).toBeNull();
  });
});

describe('shares', () => {
  const half = { trainShare: 0.47, validationShare: 0.03 };

  it('follow the dataset’s own and go back to the defaults', () => {
    const there = forShares(draft, undefined, half);
    expect(there).toMatchObject({ trainShare: '0.47', validationShare: '0.03' });
    expect(forShares(there, half, undefined)).toEqual(draft);
  });

  it('stay as somebody set them', () => {
    const own = { ...draft, trainShare: '0.6' };
    expect(forShares(own, undefined, half)).toBe(own);
  });
});
