import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fieldNames, formatSetting, parseSetting, type FieldName } from '../settings.ts';
import { settingProblem } from '../messages/en/settings.ts';
import { anySetting } from './testing.ts';

/** As another keyboard writes the same. */
const wide = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

describe.each(fieldNames)('%s', (name) => {
  it('reads back what it writes, with spaces around it, and in wide letters', () => {
    fc.assert(
      fc.property(anySetting(name), (value) => {
        const text = formatSetting(value);
        expect(parseSetting(name, text)).toEqual({ value, problem: null });
        expect(parseSetting(name, `\u00A0 ${text}\u200E\t`)).toEqual({ value, problem: null });
        expect(parseSetting(name, wide(text))).toEqual({ value, problem: null });
      }),
    );
  });

  it('takes no text that its own writing would not give back, and says what is wrong with others', () => {
    const parts = fc.constantFrom('1', '0', '64', '.', ',', ' ', '-', 'e', 'true', 'x', '\u0663', '1e9', ';');
    const texts = fc.oneof(
      fc.string(),
      fc.array(parts).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { value, problem } = parseSetting(name, text);
        if (problem !== null) expect(settingProblem(problem)).toMatch(/^[^\n]+ must be [^\n]+\.$/);
        else expect(parseSetting(name, formatSetting(value))).toEqual({ value, problem: null });
      }),
    );
  });

  it('needs something', () => {
    for (const nothing of ['', '  ', '\u200B']) expect(parseSetting(name, nothing).value).toBeNull();
  });
});

const layers = 'Layer sizes must be 1 to 6 whole numbers from 1 to 512';
const vocabulary = 'Vocabulary size must be a whole number from 50 to 50000';
const rate = 'Learning rate must be a number from 0.000001 to 10';

it.each<[FieldName, string, string]>([
  ['layerSizes', '64 32', `${layers}, with commas between them: 64, 32.`],
  ['layerSizes', '64;32', `${layers}, with commas between them: 64, 32.`],
  ['layerSizes', '64, 32 16', `${layers}, with commas between them: 64, 32, 16.`],
  ['layerSizes', '128、64', `${layers}, such as 128, 64.`],
  ['layerSizes', '128, 64,', `${layers}, with commas between them: 128, 64.`],
  ['layerSizes', ',', `${layers}, such as 128, 64.`],
  ['layerSizes', 'abc', `${layers}, such as 128, 64.`],
  ['layerSizes', '128, 1.5', `${layers}, such as 128, 64.`],
  ['layerSizes', '5,000', `${layers}, such as 128, 64.`],
  ['layerSizes', '1 2 3 4 5 6 7', `${layers}, such as 128, 64.`],
  ['layerSizes', '1,2,3,4,5,6,7', `${layers}, such as 128, 64.`],
  ['vocabularySize', '5,000', `${vocabulary}, without separators: 5000.`],
  ['vocabularySize', '5.000', `${vocabulary}, without separators: 5000.`],
  ['vocabularySize', '5 000', `${vocabulary}, without separators: 5000.`],
  ['vocabularySize', '900,000', `${vocabulary}.`],
  ['vocabularySize', '0x100', `${vocabulary}.`],
  ['vocabularySize', '60.5', `${vocabulary}.`],
  ['epochs', '1.000', 'Epochs must be a whole number from 1 to 500.'],
  ['learningRate', '0,001', `${rate}, with a decimal point and without separators.`],
  ['learningRate', '1e-9', `${rate}.`],
  ['learningRate', '-0.1', `${rate}.`],
  ['learningRate', 'Infinity', `${rate}.`],
  ['learningRate', '1e999', `${rate}.`],
  ['keepProb', '50%', 'keep_prob must be a number from 0.05 to 1.'],
  ['seed', '10²', 'Seed must be a whole number from 0 to 2147483647.'],
  ['pooling', 'Mean', 'Pooling over time must be one of: last, mean, max, mean-max.'],
  ['lowercase', 'yes', 'Ignore capitals must be true or false.'],
])('%s “%s” is refused', (name, text, problem) => {
  const read = parseSetting(name, text);
  expect(read.problem && settingProblem(read.problem)).toBe(problem);
});

it.each<[FieldName, string, unknown]>([
  ['layerSizes', '64', [64]],
  ['layerSizes', '64,32 ,16', [64, 32, 16]],
  ['vocabularySize', '5e3', 5000],
  ['vocabularySize', '5000.0', 5000],
  ['vocabularySize', '+5000', 5000],
  ['learningRate', '1E-3', 0.001],
  ['learningRate', '.5', 0.5],
  ['l2', '-0', 0],
])('%s “%s” is read', (name, text, value) => {
  expect(parseSetting(name, text)).toEqual({ value, problem: null });
});
