/** A thousand broken models, made from good ones: each is refused with one plain sentence, and nothing else happens. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Random } from '../data/random.ts';
import { bundleFiles, importFiles, importModel, makeGolden } from './index.ts';
import { refusal } from './testing/refusal.ts';
import { networks, savedModel } from './testing/saved.ts';
import { directoryRecord, withJson, zipOf } from './testing/zip.ts';
import type { Files } from './testing/zip.ts';

const goods = networks.map(([, values], seed) => {
  const saved = savedModel(values, seed);
  return {
    saved,
    files: bundleFiles(saved, new Set(['tfjs', 'safetensors']), { golden: makeGolden(saved) }),
  };
});
/** Of another network than any of the above. */
const stranger = bundleFiles(
  savedModel({ layerSizes: [13, 2], embeddingSize: 3 }, 99),
  new Set(['tfjs', 'safetensors']),
);

type Numbers = (bound: number) => number;

/** How a model comes: in a zip, as loose files, or as safetensors alone. */
type Broken = { how: string } & ({ kind: 'one'; bytes: Uint8Array } | { kind: 'several'; files: Files });

const json = ['settings.json', 'vocabulary.json', 'tokenizer.json', 'metrics.json', 'model.json'] as const;

function changedText(files: Files, name: string, change: (text: string) => string): Files {
  const text = new TextDecoder().decode(files[name]);
  const changed = change(text);
  if (changed === text) throw new Error(`${name} was not changed.`);
  return { ...files, [name]: new TextEncoder().encode(changed) };
}

function without(files: Files, ...names: string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

/** A file with its end cut off, or with bytes added to it. */
function resized(bytes: Uint8Array, number: Numbers): Uint8Array {
  if (number(2) === 0) return bytes.subarray(0, number(bytes.length));
  return Uint8Array.of(...bytes, ...Array.from({ length: 1 + number(40) }, () => number(256)));
}

const huge = [1e9, 2 ** 31, 2 ** 53, 1e300, -1, 0.5];

/** Each gives files that are broken in one way. */
const breakers: ((files: Files, number: Numbers) => Files)[] = [
  // Truncated, or with extra bytes.
  (files, number) => {
    const name = ['weights.bin', 'model.safetensors'][number(2)];
    return { ...files, [name]: resized(files[name], number) };
  },
  (files, number) => {
    const name = json[number(json.length)];
    return { ...files, [name]: files[name].subarray(0, number(files[name].length - 2)) };
  },
  (files, number) => {
    const name = json[number(json.length)];
    return { ...files, [name]: Uint8Array.of(...files[name], 0x78) };
  },
  // Not finite.
  (files, number) => {
    const values = files['weights.bin'].slice();
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][number(3)];
    new DataView(values.buffer).setFloat32(4 * number(values.length / 4), bad, true);
    return { ...files, 'weights.bin': values };
  },
  (files, number) => {
    const bytes = files['model.safetensors'].slice();
    const floats = files['weights.bin'].length;
    new DataView(bytes.buffer).setUint32(bytes.length - floats + 4 * number(floats / 4), 0x7f800000, true);
    return { ...files, 'model.safetensors': bytes };
  },
  // Wrong shapes and huge dimensions.
  (files, number) =>
    changedText(files, 'model.json', (text) => {
      const shapes = [...text.matchAll(/"shape": \[\s*(\d+)/g)];
      const { index, 0: found, 1: size } = shapes[number(shapes.length)];
      const other = [...huge, Number(size) + 1][number(huge.length + 1)];
      const at = index + found.length - size.length;
      return text.slice(0, at) + String(other) + text.slice(at + size.length);
    }),
  (files, number) =>
    withJson(files, 'settings.json', (settings) => {
      const field = ['layerSizes', 'embeddingSize', 'vocabularySize', 'maxLength'][number(4)];
      const value = huge[number(huge.length)];
      const config = {
        ...(settings['config'] as object),
        [field]: field === 'layerSizes' ? [3, value] : value,
      };
      return { ...settings, config };
    }),
  (files, number) =>
    changedText(files, 'settings.json', (text) =>
      text.replace(/"layerSizes": \[/, `"layerSizes": [${1 + number(9)},${'1,'.repeat(5)}`),
    ),
  (files, number) => ({
    ...files,
    'model.safetensors': hugeHeader(files['model.safetensors'], number),
  }),
  // A key that would reach every object, at each depth.
  (files, number) => {
    const name = ['settings.json', 'metrics.json'][number(2)];
    return changedText(files, name, (text) => {
      const braces = [...text.matchAll(/\{/g)];
      const { index } = braces[number(braces.length)];
      return `${text.slice(0, index + 1)}"__proto__":{"polluted":1},${text.slice(index + 1)}`;
    });
  },
  (files, number) => {
    const key = ['constructor', 'prototype', 'toString', 'extra'][number(4)];
    return changedText(files, 'settings.json', (text) => text.replace('{', `{"${key}":{},`));
  },
  // Swapped with those of another model, or with each other.
  (files, number) => {
    const name = ['settings.json', 'vocabulary.json', 'model.json', 'weights.bin', 'model.safetensors'][
      number(5)
    ];
    // The vocabulary is the same in all of them: its last words are swapped instead.
    if (name === 'vocabulary.json')
      return withJson(files, name, (words) => {
        const list = words as unknown as string[];
        return list.with(3 + number(5), list[2]).with(2, list[3 + number(5)]);
      });
    return { ...files, [name]: stranger[name] };
  },
  (files, number) => {
    const first = number(json.length);
    const second = (first + 1 + number(json.length - 1)) % json.length;
    return { ...files, [json[first]]: files[json[second]], [json[second]]: files[json[first]] };
  },
  // Missing, foreign, not UTF-8, too deep.
  (files, number) =>
    without(files, ['settings.json', 'vocabulary.json', 'model.json', 'weights.bin'][number(4)]),
  (files, number) => ({ ...files, [`${'../'.repeat(number(3))}x${number(1_000)}.bin`]: Uint8Array.of(1) }),
  (files, number) => ({
    ...files,
    [json[number(json.length)]]: Uint8Array.of(0x22, 0x80 + number(64), 0x22),
  }),
  (files, number) => ({
    ...files,
    [json[number(json.length)]]: new TextEncoder().encode('['.repeat(1 + number(100_000))),
  }),
];

/** The length of the header as it is not: up to 2⁶⁴ − 1. */
function hugeHeader(file: Uint8Array, number: Numbers): Uint8Array {
  const bytes = file.slice();
  const view = new DataView(bytes.buffer);
  const length = [2n ** 64n - 1n, 2n ** 63n, BigInt(bytes.length), 2n ** 40n, 0n, 7n][number(6)];
  view.setBigUint64(0, length, true);
  return bytes;
}

/** Broken as zips, whatever is in them. */
const zipBreakers: ((zip: Uint8Array<ArrayBuffer>, number: Numbers) => Uint8Array)[] = [
  (zip, number) => zip.subarray(0, number(zip.length)),
  (zip, number) => Uint8Array.of(...zip, ...Array.from({ length: 1 + number(40) }, () => number(256))),
  (zip, number) => {
    const at = number(zip.length);
    return Uint8Array.of(...zip.subarray(0, at), number(256), ...zip.subarray(at));
  },
  // The directory claims another size, place, packing or sum, or a password.
  (zip, number) => {
    const changed = zip.slice();
    const record = directoryRecord(changed, 'settings.json');
    const field = [8, 10, 16, 20, 24, 42][number(6)];
    if (field === 8) changed[record + 8] |= 1;
    else if (field === 10) changed[record + 10] = 1 + number(7);
    else changed[record + field + number(4)] ^= 1 + number(255);
    return changed;
  },
];

function breakOne(files: Files, number: Numbers): Broken {
  const choice = number(breakers.length + zipBreakers.length + 1);
  const how = `way ${choice}`;
  if (choice === breakers.length + zipBreakers.length)
    return { how, kind: 'one', bytes: brokenSafetensors(files['model.safetensors'], number) };
  if (choice >= breakers.length)
    return { how, kind: 'one', bytes: zipBreakers[choice - breakers.length](zipOf(files), number) };
  const broken = breakers[choice](files, number);
  return number(3) === 0 && isBrokenLoose(broken)
    ? { how, kind: 'several', files: broken }
    : { how, kind: 'one', bytes: zipOf(broken) };
}

/** Loose files without settings.json are a good model: `model.json` carries the settings. */
function isBrokenLoose(files: Files): boolean {
  return ['settings.json', 'vocabulary.json', 'model.json', 'weights.bin'].every((name) => name in files);
}

function brokenSafetensors(file: Uint8Array, number: Numbers): Uint8Array {
  if (number(3) === 0) return hugeHeader(file, number);
  if (number(2) === 0) return resized(file, number);
  const bytes = file.slice();
  // A letter of the header: of a key, a shape, an offset, a word or a setting.
  const header = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const text = new TextDecoder().decode(file.subarray(8, 8 + header));
  const places = [...text.matchAll(/F32|data_offsets|shape|dtype|"settings"|"vocabulary"/g)];
  const { index } = places[number(places.length)];
  bytes[8 + new TextEncoder().encode(text.slice(0, index)).length + 1] ^= 0x01;
  return bytes;
}

it('a thousand broken models are refused, each with a sentence', () => {
  const before = goods.map(({ saved }) => JSON.stringify([...saved.parameters.values()].map((v) => [...v])));
  const sentences = new Set<string>();
  fc.assert(
    fc.property(fc.nat(goods.length - 1), fc.nat(), (which, seed) => {
      const random = new Random(seed);
      const number: Numbers = (bound) => random.below(bound);
      const broken = breakOne(goods[which].files, number);
      sentences.add(refusal(() => load(broken), `A model broken in ${broken.how}`));
    }),
    { numRuns: 1_000 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
  expect(sentences.size).toBeGreaterThan(40);
  // What had been loaded is as it was.
  goods.forEach(({ saved, files }, i) => {
    expect(JSON.stringify([...saved.parameters.values()].map((v) => [...v]))).toBe(before[i]);
    expect(importModel(zipOf(files))).toEqual(saved);
  });
});

function load(broken: Broken): void {
  if (broken.kind === 'one') importModel(broken.bytes);
  else importFiles(Object.entries(broken.files).map(([name, bytes]) => ({ name, bytes })));
}
