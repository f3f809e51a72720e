/** Models that come in other ways than as a bundle that was just written. */
import { saying } from '../../contract/messages/testing/saying.ts';
import { describe, expect, it } from 'vitest';
import { exportParts } from '../../contract/export-parts.ts';
import {
  bundleFiles,
  exportBundle,
  exportBundleInTurns,
  importFiles,
  importModel,
  makeGolden,
  modelFiles,
} from './index.ts';
import type { ModelFile } from './index.ts';
import { cellNames } from '../network/cells.ts';
import { parameterSpecs } from '../network/layers.ts';
import { sizesOf } from './saved-model.ts';
import { refusal } from './testing/refusal.ts';
import { decided, savedModel, threeClasses } from './testing/saved.ts';
import { withJson, zipOf } from './testing/zip.ts';
import type { Files } from './testing/zip.ts';

const saved = savedModel({ bidirectional: true, pooling: 'mean-max' });
const all = bundleFiles(saved, new Set(exportParts), { golden: makeGolden(saved) });

function pick(files: Files, ...names: string[]): ModelFile[] {
  return names.map((name) => ({ name, bytes: files[name] }));
}

/** What a loaded model has when neither metrics nor seen texts came with it. */
const unmeasured = { ...saved, metrics: { epochs: [], restoredEpoch: null, test: null }, seen: null };

describe('a bundle', () => {
  it('comes back whole from each part that holds weights, and from all together', () => {
    for (const parts of [
      ['tfjs'],
      ['safetensors'],
      ['code'],
      ['training', 'onnx', 'keras'],
      exportParts,
    ] as const) {
      const golden = makeGolden(saved);
      expect(importModel(exportBundle(saved, new Set(parts), { golden }))).toEqual(saved);
    }
  });

  it('is the same at any time, with everything in it', () => {
    const golden = makeGolden(saved);
    const extras = { golden };
    expect(exportBundle(saved, new Set(exportParts), extras)).toEqual(
      exportBundle(saved, new Set(exportParts), extras),
    );
  });

  it('is the same when it is written in turns, and lets others have theirs', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const extras = { golden: makeGolden(saved) };
    const slow = await exportBundleInTurns(saved, new Set(exportParts), extras);
    clearInterval(timer);
    expect(slow).toEqual(exportBundle(saved, new Set(exportParts), extras));
    expect(turns).toBeGreaterThan(5);
    await expect(exportBundleInTurns(saved, new Set())).rejects.toThrow(saying('at least one format'));
  });

  it('of formats without weights that are read here is refused, and so is one without any', () => {
    expect(refusal(() => importModel(exportBundle(saved, new Set(['onnx', 'keras']))))).toContain(
      'no model.json',
    );
    expect(refusal(() => exportBundle(saved, new Set()))).toContain('at least one format');
  });

  it('is refused when its two files of weights differ', () => {
    const weights = all['weights.bin'].slice();
    weights[0] ^= 1;
    expect(refusal(() => importModel(zipOf({ ...all, 'weights.bin': weights })))).toContain(
      'different weights',
    );
  });

  it('is refused with the rules of another tokenizer', () => {
    const other = withJson(all, 'tokenizer.json', (rules) => ({ ...rules, lowercase: false }));
    expect(refusal(() => importModel(zipOf(other)))).toContain('tokenizer.json');
    const word = withJson(modelFiles(saved), 'settings.json', (settings) => ({
      ...settings,
      tokenizer: { ...(settings['tokenizer'] as object), word: '\\w+' },
    }));
    expect(refusal(() => importModel(zipOf(word)))).toContain('tokenizer');
  });

  it('is read with the rules of an earlier version, if they fit', () => {
    const earlier = (rules: object) => ({ ...rules, version: 2, steps: ['In other words.'] });
    const settings = withJson(all, 'settings.json', ({ tokenizer, ...rest }) => ({
      ...rest,
      tokenizer: { ...(tokenizer as object), version: 2 },
    }));
    const {
      'model.json': _model,
      'weights.bin': _weights,
      ...old
    } = withJson(settings, 'tokenizer.json', earlier);
    expect(importModel(zipOf(old))).toEqual(saved);
    const other = withJson(old, 'tokenizer.json', (rules) => ({ ...rules, lowercase: false }));
    expect(refusal(() => importModel(zipOf(other)))).toContain('tokenizer.json');
    const mixed = withJson(old, 'tokenizer.json', (rules) => ({ ...rules, version: 1 }));
    expect(refusal(() => importModel(zipOf(mixed)))).toContain('tokenizer.json');
  });

  it('of version 1 is read', () => {
    const { 'tokenizer.json': _rules, 'seen-texts.bin': _seen, ...files } = modelFiles(saved);
    const old = withJson(
      files,
      'settings.json',
      ({ vocabulary: _vocabulary, layers: _layers, seenTexts: _texts, ...settings }) => {
        const {
          punctuation: _punctuation,
          splitSeed: _split,
          cell: _cell,
          ...config
        } = settings['config'] as Record<string, unknown>;
        const tokenizer = { ...(settings['tokenizer'] as object), version: 1 };
        return { ...settings, version: 1, config, tokenizer };
      },
    );
    const untold = withJson(old, 'metrics.json', ({ test, ...metrics }) => {
      const { excluded: _excluded, ...figures } = test as Record<string, unknown>;
      return { ...metrics, test: figures };
    });
    const test = saved.metrics.test && { ...saved.metrics.test, excluded: null };
    expect(importModel(zipOf(untold))).toEqual({ ...saved, seen: null, metrics: { ...saved.metrics, test } });
  });

  it('of version 3, without cell and layers, is read as an LSTM', () => {
    const old = withJson(modelFiles(saved), 'settings.json', ({ layers: _layers, ...settings }) => {
      const { cell: _cell, ...config } = settings['config'] as Record<string, unknown>;
      return { ...settings, version: 3, config };
    });
    expect(importModel(zipOf(old))).toEqual(saved);
  });

  it('of version 4, whose layers do not say the activation, is read', () => {
    const old = withJson(modelFiles(saved), 'settings.json', ({ layers, ...settings }) => ({
      ...settings,
      version: 4,
      layers: (layers as object[]).map((layer) =>
        Object.fromEntries(Object.entries(layer).filter(([name]) => name !== 'activation')),
      ),
    }));
    expect(importModel(zipOf(old))).toEqual(saved);
  });

  it('comes back with its decision, from the zip and from each file that carries it', () => {
    const own = savedModel({}, 1, threeClasses, decided[3]);
    const files = bundleFiles(own, new Set(exportParts));
    expect(importModel(exportBundle(own, new Set(exportParts))).decision).toEqual(decided[3]);
    expect(importModel(files['model.safetensors']).decision).toEqual(decided[3]);
    const named = ['model.json', 'weights.bin', 'vocabulary.json'].map((name) => ({
      name,
      bytes: files[name],
    }));
    expect(importFiles(named).decision).toEqual(decided[3]);
  });

  it('of version 5, without a decision, answers as it did', () => {
    const old = withJson(modelFiles(saved), 'settings.json', ({ decision: _decision, ...settings }) => ({
      ...settings,
      version: 5,
    }));
    expect(importModel(zipOf(old))).toEqual(saved);
  });

  it('of several classes comes back as it was', () => {
    const own = savedModel({ loss: 'cross-entropy' }, 1, ['joy', 'anger', 'fear']);
    expect(importModel(exportBundle(own, new Set(exportParts)))).toEqual(own);
  });

  it.each(cellNames)('of a network of the cell %s comes back as it was', (cell) => {
    const own = savedModel({ cell, bidirectional: true });
    expect(importModel(exportBundle(own, new Set(exportParts)))).toEqual(own);
    const files = bundleFiles(own, new Set(['safetensors']));
    expect(importModel(files['model.safetensors'])).toEqual({ ...own, seen: null });
  });
});

describe('the files one by one', () => {
  it('are a model with the tfjs files and the words', () => {
    expect(importFiles(pick(all, 'model.json', 'weights.bin', 'vocabulary.json'))).toEqual(unmeasured);
    expect(importFiles(pick(all, 'weights.bin', 'vocabulary.json', 'settings.json', 'model.json'))).toEqual(
      unmeasured,
    );
  });

  it('may be everything that was unpacked, from a folder', () => {
    const files = Object.entries(all).map(([name, bytes]) => ({ name: `my model/${name}`, bytes }));
    expect(importFiles(files)).toEqual(saved);
    expect(importFiles([{ name: 'renamed.zip', bytes: exportBundle(saved, new Set(['tfjs'])) }])).toEqual(
      saved,
    );
  });

  it('say what is missing', () => {
    const missing = (...names: string[]) => refusal(() => importFiles(pick(all, ...names)));
    expect(missing('model.json', 'weights.bin')).toBe(
      'vocabulary.json is missing. Choose it together with the other files of the model.',
    );
    expect(missing('weights.bin', 'vocabulary.json')).toContain('settings.json is missing');
    expect(missing('model.json', 'vocabulary.json')).toContain('no weights in these files');
    expect(missing('settings.json', 'weights.bin', 'vocabulary.json')).toContain('model.json is missing');
    expect(missing('model.json')).toContain('Choose the other parts with it');
    expect(missing()).toContain('Choose the files');
  });

  it('say what does not belong', () => {
    const files = pick(all, 'model.json', 'weights.bin', 'vocabulary.json');
    expect(refusal(() => importFiles([...files, { name: 'cat.jpg', bytes: new Uint8Array(1) }]))).toContain(
      'cat.jpg',
    );
    expect(refusal(() => importFiles([...files, { ...files[0], name: 'copy/model.json' }]))).toContain(
      'two files named model.json',
    );
    const foreign = withJson(all, 'model.json', ({ userDefinedMetadata: _own, ...model }) => model);
    expect(
      refusal(() => importFiles(pick(foreign, 'model.json', 'weights.bin', 'vocabulary.json'))),
    ).toContain('not written by Forget Gate');
    const words = bundleFiles({ ...saved, vocabulary: saved.vocabulary.with(5, 'other') }, new Set(['tfjs']));
    expect(refusal(() => importFiles([...files.slice(0, 2), ...pick(words, 'vocabulary.json')]))).toContain(
      'vocabulary.json in these files is that of another model',
    );
  });
});

describe('safetensors', () => {
  it('hold all that a model is', () => {
    const alone = { ...saved, seen: null };
    expect(importModel(all['model.safetensors'])).toEqual(alone);
    expect(importFiles([{ name: 'weights.safetensors', bytes: all['model.safetensors'] }])).toEqual(alone);
    expect(importModel(Buffer.concat([Buffer.from('x'), all['model.safetensors']]).subarray(1))).toEqual(
      alone,
    );
  });

  it('are refused with weights of another network, or from elsewhere', () => {
    const other = savedModel({ layerSizes: [7, 4], bidirectional: true, pooling: 'mean-max' });
    const weights = bundleFiles(other, new Set(['safetensors']))['model.safetensors'];
    const zip = zipOf({ ...bundleFiles(saved, new Set(['safetensors'])), 'model.safetensors': weights });
    expect(refusal(() => importModel(zip))).toContain('does not hold the weights');
    const header = new TextEncoder().encode('{"__metadata__":{}}     ');
    const empty = new Uint8Array(8 + header.length);
    empty[0] = header.length;
    empty.set(header, 8);
    expect(refusal(() => importModel(empty))).toContain('not written by Forget Gate');
  });
});

describe('the optimizer’s state', () => {
  const slots = new Map(
    parameterSpecs(saved.config, sizesOf(saved)).map(({ name, shape }) => {
      const size = shape.reduce((product, count) => product * count, 1);
      return [name, [new Float32Array(size).fill(0.5), new Float32Array(size).fill(0.25)]] as const;
    }),
  );

  it('goes into the bundle for training, where there is one', () => {
    const optimizer = { optimizer: 'adam', steps: 12, slots } as const;
    expect(Object.keys(bundleFiles(saved, new Set(['training']), { optimizer }))).toContain(
      'optimizer.safetensors',
    );
    expect(Object.keys(bundleFiles(saved, new Set(['code']), { optimizer }))).not.toContain(
      'optimizer.safetensors',
    );
    expect(importModel(exportBundle(saved, new Set(['training']), { optimizer }))).toEqual(saved);
  });

  it('must be that of the settings’ optimizer, for each parameter', () => {
    const write = (values: object) =>
      bundleFiles(saved, new Set(['training']), {
        optimizer: { optimizer: 'adam', steps: 1, slots, ...values },
      });
    expect(() => write({ optimizer: 'sgd' })).toThrow('another optimizer');
    expect(() => write({ slots: new Map([...slots].slice(1)) })).toThrow('m of embedding does not fit');
  });
});
