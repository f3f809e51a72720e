import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { configProblems } from '../../contract/settings.ts';
import { mostClasses } from '../../contract/parts.ts';
import { parameterSpecs } from '../network/layers.ts';
import { exportZip, importZip, modelFiles } from './index.ts';
import { fileLimits, fileNames, maxZipBytes } from '../../contract/bundle.ts';
import { savedModel } from './testing/saved.ts';
import { zipOf } from './testing/zip.ts';

/** The 32 bits of each value: what tells −0 from 0. */
function bits(parameters: ReadonlyMap<string, Float32Array>): [string, Uint8Array][] {
  return [...parameters].map(([name, values]) => [
    name,
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ]);
}

describe('exportZip and importZip', () => {
  afterEach(() => vi.useRealTimers());

  it('gives the model back, for any network', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom('last' as const, 'mean' as const, 'max' as const, 'mean-max' as const),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        (layerSizes, bidirectional, pooling, embeddingSize, seed) => {
          const saved = savedModel({ layerSizes, bidirectional, pooling, embeddingSize }, seed);
          const back = importZip(exportZip(saved));
          expect(back).toEqual(saved);
          expect(bits(back.parameters)).toEqual(bits(saved.parameters));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps every bit of the weights', () => {
    const saved = savedModel();
    const odd = [-0, 2 ** -149, -(2 ** -126), 3.4028234663852886e38, 1 + 2 ** -23];
    saved.parameters.get('lstm_0/forward/kernel')?.set(odd);
    expect(bits(importZip(exportZip(saved)).parameters)).toEqual(bits(saved.parameters));
  });

  it('reads from the middle of a larger buffer', () => {
    const zip = exportZip(savedModel());
    const shifted = new Uint8Array(zip.length + 3);
    shifted.set(zip, 3);
    expect(importZip(shifted.subarray(3))).toEqual(savedModel());
  });

  it('writes the same bytes at any time', () => {
    const now = exportZip(savedModel());
    vi.useFakeTimers({ now: new Date(2041, 6, 5, 4, 3, 2) });
    expect(exportZip(savedModel())).toEqual(now);
  });

  it('omits the quoted reviews, and keeps the rest of the test', () => {
    const saved = savedModel();
    const { test } = saved.metrics;
    if (!test) throw new Error('the sample has a test');
    const mistakes = [{ text: 'A private review', class: 1, predicted: 0, probability: 0.75 }];
    const zip = exportZip({ ...saved, metrics: { ...saved.metrics, test: { ...test, mistakes } } });
    const files = Object.values(unzipSync(zip)).map((bytes) => new TextDecoder().decode(bytes));
    expect(files.some((file) => file.includes('private'))).toBe(false);
    expect(importZip(zip).metrics.test).toEqual(test);
  });

  it('keeps a model that was not tested, and epochs that diverged', () => {
    const saved = savedModel();
    saved.metrics.test = null;
    saved.metrics.epochs[0].validationLoss = Number.NaN;
    expect(importZip(exportZip(saved)).metrics).toEqual(saved.metrics);
  });

  it('reads a zip without the README, and one whose files another program packed', () => {
    const { 'README.md': _readme, ...files } = modelFiles(savedModel());
    const names = Object.keys(unzipSync(exportZip(savedModel())));
    expect(names).toEqual(fileNames.filter((name) => names.includes(name)));
    expect(names).toEqual([
      ...[
        'README.md',
        'settings.json',
        'vocabulary.json',
        'tokenizer.json',
        'metrics.json',
        'seen-texts.bin',
      ],
      ...['model.json', 'weights.bin'],
    ]);
    expect(importZip(zipOf(files, 9))).toEqual(savedModel());
    expect(importZip(zipOf(files, 0))).toEqual(savedModel());
  });

  it('refuses to write parameters that do not fit, or are not finite', () => {
    const saved = savedModel();
    const parameters = new Map(saved.parameters);
    parameters.delete('dense/bias');
    expect(() => exportZip({ ...saved, parameters })).toThrow('dense/bias must have 1 values');
    parameters.set('dense/bias', Float32Array.of(Number.POSITIVE_INFINITY));
    expect(() => exportZip({ ...saved, parameters })).toThrow('not finite');
  });

  it('has room for the largest network that the settings allow', () => {
    const config = {
      ...savedModel().config,
      embeddingSize: 512,
      layerSizes: [512, 512, 512, 512, 512, 512],
      bidirectional: true,
      pooling: 'mean-max' as const,
      vocabularySize: 50_000,
    };
    expect(configProblems(config)).toEqual([]);
    const numbers = parameterSpecs(config, { words: 50_000, classes: mostClasses }).reduce(
      (sum, { shape }) => sum + shape.reduce((a, b) => a * b),
      0,
    );
    expect(4 * numbers).toBeLessThanOrEqual(fileLimits['weights.bin']);
    expect(4 * numbers).toBeLessThan(maxZipBytes);
  });
});
