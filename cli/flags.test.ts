import { saying } from '../src/contract/messages/testing/saying.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyConfig } from '../src/contract/settings/testing.ts';
import { fieldNames, fields, flagOf, formatSetting, type RunConfig } from '../src/model/index.ts';
import { checkSettings, configFromFlags, parseFlagsAndPaths } from './flags.ts';

const data = { size: { rowsUsed: 3_000, p95Length: 26 }, settings: {} };

const flagsOf = (config: RunConfig) =>
  Object.fromEntries(fieldNames.map((name) => [flagOf(name), formatSetting(config[name])]));

describe('settings as flags', () => {
  it('are read as they are written in the form', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        expect(configFromFlags(undefined, flagsOf(config), data)).toEqual(config);
      }),
    );
  });

  it('are checked beside the preset’s own', () => {
    expect(() => checkSettings('from-scratch', { 'ensemble-size': '8' })).not.toThrow();
    expect(() => checkSettings('article', { 'ensemble-size': '2' })).toThrow(saying('512 wide at most'));
    const wide = { 'ensemble-size': '5', 'lstm-sizes': '128' };
    expect(() => checkSettings('from-scratch', wide)).toThrow(saying('512 wide at most'));
  });

  it('count marks towards the preset’s length limit where marks are words', () => {
    const long = { size: { rowsUsed: 3_000, p95Length: 90, p95WithPunctuation: 117 }, settings: {} };
    expect(configFromFlags('recommended', {}, long).maxLength).toBe(90);
    const signs = configFromFlags('recommended', { punctuation: 'true' }, long);
    expect(signs).toMatchObject({ maxLength: 120, punctuation: true });
    const own = { punctuation: 'true', 'max-length': '33' };
    expect(configFromFlags('recommended', own, long).maxLength).toBe(33);
  });

  it.each([
    ['lstm-sizes', '64 32', /with commas between them: 64, 32\.$/],
    ['lstm-sizes', '64:32', /with commas between them: 64, 32\.$/],
    ['lstm-sizes', 'abc', /1 to 6 whole numbers from 1 to 512, such as 128, 64\.$/],
    ['vocabulary-size', '5,000', /without separators: 5000\.$/],
    ['epochs', '0x10', /a whole number from 1 to 500\.$/],
    ['epochs', '', /a whole number from 1 to 500\.$/],
    ['bidirectional', 'yes', /true or false\.$/],
  ])('--%s “%s” is refused in the words of the form', (flag, text, sentence) => {
    expect(() => configFromFlags(undefined, { [flag]: text }, data)).toThrow(saying(sentence));
  });

  it.each([['--setback=lower-rate'], ['--setback', 'lower-rate']])(
    'are known by earlier names: %s',
    (...args) => {
      const { values } = parseFlagsAndPaths({}, 'train', { args });
      expect(values).toEqual({ 'on-divergence': 'lower-rate' });
      expect(configFromFlags(undefined, { ...values }, data).onDivergence).toBe('rollback');
    },
  );

  it.each([
    ['--epoch', 'There is no --epoch. Did you mean --epochs? See npm run train -- --help.'],
    ['--epoch=3', 'There is no --epoch. Did you mean --epochs?'],
    ['--batchsize', 'Did you mean --batch-size?'],
    ['--learning', 'Did you mean --learning-rate?'],
    ['--x', 'There is no --x. See npm run train -- --help.'],
    ['--zzzzzz', 'There is no --zzzzzz. See npm run train -- --help.'],
  ])('that are written wrongly, such as %s, are told with the nearest', (flag, sentence) => {
    const read = () => parseFlagsAndPaths({}, 'train', { args: ['--epochs', '3', flag, '3', '--', '--b'] });
    expect(read).toThrow(saying(sentence));
  });

  it('without a value are told as Node says it', () => {
    expect(() => parseFlagsAndPaths({}, 'train', { args: ['--epochs'] })).toThrow(saying('argument missing'));
  });

  it('have a flag each', () => {
    expect(new Set(fieldNames.map(flagOf)).size).toBe(Object.keys(fields).length);
  });
});
