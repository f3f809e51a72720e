import { describe, expect, it } from 'vitest';

import { parseRunConfig, presetConfig } from '../../../workers/protocol.ts';
import { defaultOptions, fineTuneDraft, optionProblems } from './fine-tune.ts';
import { readDraft } from './draft.ts';

const config = { ...presetConfig('article'), learningRate: 0.003, epochs: 20 };

describe('what is offered for continuing training', () => {
  it('is a few epochs with a fifth of the rate, as numbers that read well', () => {
    expect(defaultOptions(config)).toEqual({ epochs: '5', learningRate: '0.0006' });
    expect(defaultOptions({ ...config, learningRate: 0.0017, epochs: 2 })).toEqual({
      epochs: '2',
      learningRate: '0.00034',
    });
  });

  it('is always a rate that the settings allow', () => {
    const least = { ...config, learningRate: 1e-6 };
    expect(optionProblems(least, defaultOptions(least))).toEqual({});
  });
});

it('the network’s own settings stay, except the options and the backend', () => {
  const draft = fineTuneDraft(config, { epochs: '3', learningRate: '0.01' }, 'webgl');
  expect(readDraft(draft).config).toEqual(
    parseRunConfig({ ...config, epochs: 3, learningRate: 0.01, backend: 'webgl' }),
  );
});

it('what is wrong is said by its field', () => {
  const problems = optionProblems(config, { epochs: '0', learningRate: 'x' });
  expect(Object.keys(problems).sort()).toEqual(['epochs', 'learningRate']);
  expect(problems.epochs).toBe('Epochs must be a whole number from 1 to 500.');
});
