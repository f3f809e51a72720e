import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultSettings, fieldNames } from '../../../contract/settings.ts';
import { anyConfig } from '../../../contract/settings/testing.ts';
import { presetConfig } from '../../../workers/protocol.ts';
import { linkHash, readLink } from './permalink.ts';

describe('a link to settings', () => {
  it('gives back every setting but the backend, and the sample', () => {
    fc.assert(
      fc.property(anyConfig, fc.option(fc.string({ maxLength: 40 })), (config, sampleId) => {
        const expected = { config: { ...config, backend: 'auto' }, sampleId };
        expect(readLink(linkHash(config, sampleId))).toEqual({ kind: 'run', run: expected });
      }),
    );
  });

  it.each(['32-16', '32,16', '32%2C16', '32,+16'])('reads the layers %s', (layers) => {
    expect(readLink(`#run=1&layerSizes=${layers}`)).toMatchObject({
      run: { config: { layerSizes: [32, 16] } },
    });
  });

  it('reads past a setting that only an earlier version had', () => {
    expect(readLink('#run=1&baselinePairs=true&epochs=7')).toMatchObject({ run: { config: { epochs: 7 } } });
  });

  it('reads a setting by the name that it had in an earlier version, once', () => {
    expect(readLink('#run=1&setback=stop')).toMatchObject({ run: { config: { onDivergence: 'stop' } } });
    expect(readLink('#run=1&setback=lower-rate')).toMatchObject({
      run: { config: { onDivergence: 'rollback' } },
    });
    expect(readLink('#run=1&setback=stop&onDivergence=rollback')).toEqual({ kind: 'bad', problem: null });
  });

  it('holds only what differs from the defaults', () => {
    const config = { ...defaultSettings, layerSizes: [32, 16], epochs: 3 };
    expect(linkHash(config, 'imdb')).toBe('#run=1&data=imdb&layerSizes=32,16&epochs=3');
  });

  it('never throws on what else may stand there, and takes nothing of it that is no setting', () => {
    const parts = fc.constantFrom(
      'run=1',
      '&',
      '=',
      'epochs',
      '__proto__',
      '%',
      '%zz',
      '-',
      '1e9',
      'NaN',
      '',
    );
    const garbage = fc.oneof(
      fc.string(),
      fc.string().map((text) => `#run=1&${text}`),
      fc.array(parts).map((all) => `#run=1&${all.join('')}`),
    );
    fc.assert(
      fc.property(garbage, (hash) => {
        const found = readLink(hash);
        if (found?.kind === 'run')
          expect(Object.keys(found.run.config).sort()).toEqual([...fieldNames].sort());
      }),
    );
  });

  it('is told from any other hash', () => {
    for (const hash of ['', '#', '#training', '#data=imdb', '#running=1']) expect(readLink(hash)).toBeNull();
  });

  it.each([
    ['#run=1&epochs=0', 'Epochs must be a whole number from 1 to 500.'],
    ['#run=1&epochs=', 'Epochs must be a whole number from 1 to 500.'],
    ['#run=1&epochs=0x10', 'Epochs must be a whole number from 1 to 500.'],
    ['#run=1&layerSizes=32+16', /with commas between them: 32, 16\.$/],
    ['#run=1&layerSizes=abc', /must be 1 to 6 whole numbers/],
    ['#run=1&optimizer=magic', 'Optimizer must be one of: adadelta, adam, adamw, lion, rmsprop, sgd.'],
    ['#run=1&lowercase=yes', 'Ignore capitals must be true or false.'],
    ['#run=1&trainShare=0.9&validationShare=0.3', /together less than 1/],
    ['#run=2&epochs=3', null],
    ['#run=1&__proto__=3', null],
    ['#run=1&backend=wasm', null],
    ['#run=1&epochs=3&epochs=4', null],
    [`#run=1&seed=${'1'.repeat(5_000)}`, null],
  ])('%s is refused', (hash, problem) => {
    const found = readLink(hash);
    expect(found?.kind).toBe('bad');
    if (found?.kind !== 'bad') return;
    if (problem instanceof RegExp) expect(found.problem).toMatch(problem);
    else expect(found.problem).toBe(problem);
  });

  it('of a preset is short enough to send', () => {
    for (const id of ['recommended', 'article'])
      expect(linkHash(presetConfig(id, { rowsUsed: 50_000, p95Length: 590 }), 'imdb').length).toBeLessThan(
        400,
      );
  });
});
