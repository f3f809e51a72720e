/** Whatever is wrong with a model zip, the answer is one plain sentence, soon. */
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { exportZip, importZip, modelFiles } from './index.ts';
import { fileNames } from '../../contract/bundle.ts';
import { formatVersion } from './saved-model.ts';
import { refusal as refusalBy } from './testing/refusal.ts';
import { savedModel } from './testing/saved.ts';
import { directoryRecord, withJson, zipOf } from './testing/zip.ts';
import type { Files } from './testing/zip.ts';

const saved = savedModel({ bidirectional: true, pooling: 'mean-max' });
const good = exportZip(saved);
const files: Files = modelFiles(saved);
/** The sentence with which a zip is refused. */
const refusal = (zip: Uint8Array) => refusalBy(() => importZip(zip));

function refusalOf(changed: Files): string {
  return refusal(zipOf(changed));
}

function replaced(name: string, text: string): Files {
  return { ...files, [name]: new TextEncoder().encode(text) };
}

afterEach(() => expect(Object.keys(Object.prototype)).toEqual([]));

describe('what is not a zip, or not all of one', () => {
  it('is refused', () => {
    expect(refusal(new Uint8Array())).toBe(
      'This file is no model: choose a zip from here, its unpacked files, or a .safetensors file.',
    );
    expect(refusal(new TextEncoder().encode('review,label\ngood,1\n'))).toBe(
      'This file is no model: choose a zip from here, its unpacked files, or a .safetensors file.',
    );
    expect(refusal(new TextEncoder().encode('PK'.repeat(4_000)))).toContain('damaged');
    expect(refusal(zipOf({}))).toContain('no settings.json');
  });

  it('is refused at any length', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), (length) => {
        expect(refusal(good.subarray(0, length))).toMatch(/no model|damaged/);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused with bytes that do not belong to it', () => {
    const extra = fc.uint8Array({ minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(fc.nat(good.length), extra, (at, bytes) => {
        const zip = Uint8Array.of(...good.subarray(0, at), ...bytes, ...good.subarray(at));
        expect(refusal(zip)).toMatch(/no model|damaged/);
      }),
      { numRuns: 200 },
    );
  });

  it('never gives another model when bytes are wrong', () => {
    const flip = fc.record({ at: fc.nat(good.length - 1), bits: fc.integer({ min: 1, max: 255 }) });
    let refusals = 0;
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 3 }), (flips) => {
        const zip = good.slice();
        for (const { at, bits } of flips) zip[at] ^= bits;
        try {
          // Dates and other fields that nothing is read from may hold anything.
          expect(importZip(zip)).toEqual(saved);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          refusals++;
        }
      }),
      { numRuns: 400 },
    );
    expect(refusals).toBeGreaterThan(300);
  });

  it('is refused wherever a byte of a file is wrong', () => {
    // Not packed, so that each byte counts. The README is not read.
    const plain = zipOf(files, 0);
    const view = new DataView(plain.buffer);
    for (const name of Object.keys(files).filter((file) => file !== 'README.md')) {
      const start = view.getUint32(directoryRecord(plain, name) + 42, true) + 30 + name.length;
      const size = files[name].length;
      for (const at of [0, 1, Math.floor(size / 2), size - 1]) {
        const zip = plain.slice();
        zip[start + at] ^= 0x10;
        expect(refusal(zip)).toContain('damaged');
      }
    }
  });
});

describe('files that are missing, foreign or twice there', () => {
  it.each(['settings.json', 'vocabulary.json', 'metrics.json', 'model.json', 'weights.bin'])(
    'says that %s is missing',
    (name) => {
      const { [name]: _gone, ...rest } = files;
      expect(refusalOf(rest)).toContain(`has no ${name}.`);
    },
  );

  it('refuses names that no model has', () => {
    const { 'README.md': readme, ...rest } = files;
    const name = fc.oneof(
      fc.constantFrom('../settings.json', '/etc/passwd', 'a\\..\\b', 'model/model.json', 'WEIGHTS.BIN', '\0'),
      fc.string({ minLength: 1, maxLength: 300, unit: 'binary' }),
    );
    fc.assert(
      fc.property(name, (foreign) => {
        fc.pre(foreign !== '__proto__' && !fileNames.some((known) => known === foreign));
        expect(refusalOf({ ...rest, [foreign]: readme })).toMatch(/^“.*” is not a file of a model\./);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a name that comes twice, and more files than a model has', () => {
    const { 'README.md': readme, ...rest } = files;
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`file-${i}`, readme]));
    expect(refusalOf({ ...files, ...many })).toContain('38 files');
    const twice = zipOf({ ...rest, 'METRICS.json': readme });
    twice.set(new TextEncoder().encode('metrics'), directoryRecord(twice, 'METRICS.json') + 46);
    expect(refusal(twice)).toContain('metrics.json twice');
  });

  it('refuses files that share their bytes, or reach into the next one', () => {
    const shared = zipOf(files);
    const view = new DataView(shared.buffer);
    const [first, second] = ['settings.json', 'metrics.json'].map((name) => directoryRecord(shared, name));
    view.setUint32(second + 42, view.getUint32(first + 42, true), true);
    expect(refusal(shared)).toContain('damaged');
    const longer = zipOf(files);
    const record = directoryRecord(longer, 'settings.json');
    new DataView(longer.buffer).setUint32(
      record + 20,
      new DataView(longer.buffer).getUint32(record + 20, true) + 1,
      true,
    );
    expect(refusal(longer)).toContain('damaged');
  });

  it('refuses a file whose header says something else than the directory', () => {
    const zip = good.slice();
    const view = new DataView(zip.buffer);
    const local = view.getUint32(directoryRecord(zip, 'settings.json') + 42, true);
    // The first letter of its name.
    zip[local + 30] ^= 1;
    expect(refusal(zip)).toContain('damaged');
  });

  it('refuses a locked zip', () => {
    const zip = good.slice();
    zip[directoryRecord(zip, 'settings.json') + 8] |= 1;
    expect(refusal(zip)).toContain('locked with a password');
  });
});

describe('a zip that unpacks to more than it may', () => {
  /** A good zip whose named file inflates to `real` zeros, of which the directory admits `claimed`. */
  function bomb(name: string, real: number, claimed: number): Uint8Array {
    const packed = deflateSync(new Uint8Array(real), { level: 1 });
    const zip = zipOf({ ...files, [name]: packed }, 0);
    const view = new DataView(zip.buffer);
    const record = directoryRecord(zip, name);
    view.setUint16(record + 10, 8, true);
    view.setUint32(record + 24, claimed, true);
    return zip;
  }

  it('is refused by what it claims, before it is unpacked', () => {
    for (const name of Object.keys(files))
      expect(refusal(bomb(name, 1_000, 2 ** 32 - 1))).toContain('too large');
    expect(refusal(bomb('weights.bin', 1_000, 2 ** 20))).toContain('another size');
  });

  it('is refused by what comes out, however little it claims', () => {
    const real = 40 * 2 ** 20;
    expect(refusal(bomb('settings.json', real, 1_000))).toContain('damaged');
    expect(refusal(bomb('weights.bin', real, files['weights.bin'].length))).toContain('damaged');
  });

  it('is refused when less comes out than it claims', () => {
    expect(refusal(bomb('settings.json', 1_000, 1_001))).toContain('damaged');
  });
});

describe('settings', () => {
  const settings = (change: (value: Record<string, unknown>) => unknown) =>
    refusalOf(withJson(files, 'settings.json', change));
  const config = (values: object) => settings((value) => ({ ...value, config: values }));

  it('must be JSON in UTF-8', () => {
    expect(refusalOf(replaced('settings.json', '{"format":'))).toContain('not JSON');
    expect(refusalOf({ ...files, 'settings.json': Uint8Array.of(0x22, 0xff, 0x22) })).toContain('not JSON');
    expect(refusalOf(replaced('settings.json', '['.repeat(400_000)))).toContain('not JSON');
  });

  it('must be those of this format', () => {
    expect(settings((value) => ({ ...value, version: formatVersion + 1 }))).toContain('newer Forget Gate');
    expect(settings((value) => ({ ...value, version: 0.5 }))).toContain('version');
    expect(settings((value) => ({ ...value, format: 'other' }))).toContain('format');
    expect(settings((value) => ({ ...value, extra: 1 }))).toContain('extra');
    for (const decision of [
      null,
      { temperature: 1 },
      { temperature: 0, weights: [1, 1] },
      { temperature: -2, weights: [1, 1] },
      { temperature: 1e300, weights: [1, 1] },
      { temperature: '1', weights: [1, 1] },
      { temperature: 1, weights: [1] },
      { temperature: 1, weights: [1, 1, 1] },
      { temperature: 1, weights: [0, 0] },
      { temperature: 1, weights: [1, -1] },
      { temperature: 1, weights: [1, 1e300] },
      { temperature: 1, weights: [1, null] },
      { temperature: 1, weights: [1, 1], more: 1 },
    ])
      expect(settings((value) => ({ ...value, decision }))).toContain('decision');
    const infinite = new TextDecoder()
      .decode(files['settings.json'])
      .replace(/"temperature": 1/, '"temperature": 1e999');
    expect(refusalOf(replaced('settings.json', infinite))).toContain('decision');
    expect(settings((value) => ({ ...value, classNames: ['a'] }))).toContain('classNames');
    expect(settings((value) => ({ ...value, trainedOn: null }))).toContain('trainedOn');
  });

  it('must be in range, with the sentence of the setting', () => {
    expect(config({ ...saved.config, layerSizes: [1e9] })).toContain('Layer sizes must be');
    expect(config({ ...saved.config, embeddingSize: 1e12 })).toContain('Embedding size must be');
    expect(config({ ...saved.config, pooling: 'none' })).toContain('Pooling over time must be');
    expect(config({ ...saved.config, speed: 1 })).toContain('“speed” is not a setting');
    expect(config([])).toContain('(config)');
  });

  it('do nothing with a key named __proto__', () => {
    const evil = (text: string) => text.replace('"config"', '"__proto__":{"polluted":1},"config"');
    const inner = (text: string) => text.replace('"seed"', '"__proto__":{"polluted":1},"seed"');
    const text = new TextDecoder().decode(files['settings.json']);
    expect(refusalOf(replaced('settings.json', evil(text)))).toContain('__proto__');
    expect(refusalOf(replaced('settings.json', inner(text)))).toContain('__proto__');
    expect('polluted' in {}).toBe(false);
  });

  it('and every other file are refused when they are any other JSON', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('settings.json', 'vocabulary.json', 'tokenizer.json', 'metrics.json', 'model.json'),
        fc.json({ maxDepth: 4 }),
        (name, text) => {
          expect(refusalOf(replaced(name, text))).toContain(`${name} in this zip `);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('and every other file are refused when a value in them has another type', () => {
    const wrong = fc.constantFrom<unknown>(null, true, -1, 1e300, 'x', [], {});
    fc.assert(
      fc.property(
        fc.constantFrom('settings.json', 'metrics.json', 'model.json'),
        fc.nat(),
        wrong,
        (name, pick, value) => {
          const before = new TextDecoder().decode(files[name]);
          const changed = withJson(files, name, (json) => replaceOne(json, pick, value));
          fc.pre(new TextDecoder().decode(changed[name]) !== JSON.stringify(JSON.parse(before)));
          takenOrRefused(zipOf(changed));
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Puts `value` in place of one of the values in `json`, chosen by `pick`. */
function replaceOne(json: Record<string, unknown>, pick: number, value: unknown): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    const holder = node as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push([holder, key]);
      walk(holder[key]);
    }
  };
  walk(json);
  const [holder, key] = places[pick % places.length];
  holder[key] = value;
  return json;
}

/** Another value may be a good one in its place; a zip that is taken then keeps to the settings' ranges. */
function takenOrRefused(zip: Uint8Array): void {
  try {
    expect(() => exportZip(importZip(zip))).not.toThrow(RangeError);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

describe('vocabulary', () => {
  const vocabulary = (change: (words: string[]) => unknown) =>
    refusalOf(withJson(files, 'vocabulary.json', (value) => change(value as unknown as string[])));

  it('must have each word once, the special ones first, and no more than the settings allow', () => {
    expect(vocabulary((words) => words.with(3, words[4]))).toContain('vocabulary.json');
    expect(vocabulary((words) => words.toReversed())).toContain('vocabulary.json');
    expect(vocabulary((words) => [...words, ''])).toContain('vocabulary.json');
    expect(vocabulary((words) => [...words, 7])).toContain('vocabulary.json');
    expect(vocabulary((words) => [...words, ...Array.from({ length: 5_000 }, (_, i) => `w${i}`)])).toContain(
      'vocabulary.json',
    );
  });

  it('must fit the weights', () => {
    // Without the fingerprint, as in files of version 1.
    const {
      vocabulary: _fingerprint,
      layers: _layers,
      ...old
    } = JSON.parse(new TextDecoder().decode(files['settings.json'])) as {
      vocabulary: unknown;
      layers: unknown;
    };
    const unsigned = withJson(files, 'settings.json', () => old);
    const refused = (change: (words: string[]) => unknown) =>
      refusalOf(withJson(unsigned, 'vocabulary.json', (value) => change(value as unknown as string[])));
    expect(refused((words) => words.slice(0, -1))).toContain('does not fit');
    expect(refused((words) => [...words, 'more'])).toContain('does not fit');
  });

  it('must be that of the model, by its fingerprint', () => {
    expect(vocabulary((words) => words.slice(0, -1))).toContain('fingerprint');
    expect(vocabulary((words) => words.with(3, words[4]).with(4, words[3]))).toContain('fingerprint');
    expect(vocabulary((words) => words.with(3, 'other'))).toContain('fingerprint');
  });
});

describe('weights', () => {
  it('must all be finite', () => {
    const count = files['weights.bin'].length / 4;
    const value = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(fc.nat(count - 1), value, (at, bad) => {
        const weights = files['weights.bin'].slice();
        new DataView(weights.buffer).setFloat32(4 * at, bad, true);
        expect(refusalOf({ ...files, 'weights.bin': weights })).toContain('not finite');
      }),
      { numRuns: 50 },
    );
  });

  it('must be exactly as many as the settings need', () => {
    const weights = files['weights.bin'];
    for (const bytes of [weights.subarray(4), weights.subarray(1), new Uint8Array(weights.length + 4)])
      expect(refusalOf({ ...files, 'weights.bin': bytes })).toContain('another size');
  });

  it('must be laid out as the settings say', () => {
    const text = new TextDecoder().decode(files['model.json']);
    const { config } = savedModel({ bidirectional: true, pooling: 'mean-max', layerSizes: [7, 4] });
    const other = withJson(files, 'settings.json', (value) => ({ ...value, config }));
    expect(refusalOf(other)).toContain('layers that do not fit its settings');
    const unlisted = withJson(other, 'settings.json', ({ layers: _layers, ...value }) => value);
    expect(refusalOf(unlisted)).toContain('model.json in this zip does not fit its settings.json');
    expect(refusalOf(replaced('model.json', text.replaceAll('float32', 'int32')))).toContain('model.json');
    expect(refusalOf(replaced('model.json', text.replace('weights.bin', '../weights.bin')))).toContain(
      'model.json',
    );
    expect(refusalOf(replaced('model.json', text.replace('dense/bias', 'dense/bias2')))).toContain(
      'does not fit',
    );
  });
});
