/** What a model's texts are cut into, in all files and programs of a bundle. */
import { describe, expect, it } from 'vitest';
import { told } from '../../contract/messages/testing/told.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { encodeText, readingOf, Vocabulary } from '../data/index.ts';
import { spacelessPattern } from '../data/scripts.ts';
import { exportParts } from '../../contract/export-parts.ts';
import { bundleFiles, exportZip, importFiles, makeGolden } from './index.ts';
import type { SavedModel } from './saved-model.ts';
import { spaceless } from './templates/forget-gate.mjs';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import { savedModel } from './testing/saved.ts';

const rules = ['words', 'characters', 'segmenter-zh', 'segmenter-th'] as const;

const spacelessWords = [
  '好',
  '吃',
  '好吃',
  '很',
  'とても',
  '店',
  'อร่อย',
  'มาก',
  'ก',
  'ອາຫານ',
  'អាហារ',
  'အရမ်း',
];

function bundle(values: Partial<RunConfig>) {
  const other = savedModel({ punctuation: true, maxLength: 40, ...values });
  const { length } = spacelessWords;
  const saved: SavedModel = {
    ...other,
    vocabulary: other.vocabulary.toSpliced(-length, length, ...spacelessWords),
  };
  return { saved, files: bundleFiles(saved, new Set(exportParts), { golden: makeGolden(saved) }) };
}

const folder = (values: Partial<RunConfig>) => folderOf(bundle(values).files);

const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;

it('tells scripts without spaces in the program as in the page, for every code point', () => {
  const ours = new RegExp(spacelessPattern, 'u');
  const all = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point));
  expect(all.filter((character) => ours.test(character) !== spaceless.test(character))).toEqual([]);
});

describe.each(rules)('a model of %s', (tokenization) => {
  it('is read back from its bundle with its rule, and answers with the same ids', () => {
    const { saved, files } = bundle({ tokenization });
    const read = importFiles(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
    expect(read.config.tokenization).toBe(tokenization);
    const ids = (of: typeof saved) =>
      encodeText('好吃 อร่อยมาก', new Vocabulary(of.vocabulary), readingOf(of)).ids;
    expect([...ids(read)]).toEqual([...ids(saved)]);
  });

  it('has its golden answers in Node', () => {
    expect(run('node', ['verify.mjs'], folder({ tokenization }))).toMatch(
      /^JavaScript: 50 texts, all the same;/,
    );
  });
});

it('cuts into what its rule says', () => {
  const tokens = (tokenization: RunConfig['tokenization']) =>
    encodeText('好吃, do อร่อยมาก', new Vocabulary(savedModel().vocabulary), {
      ...readingOf(savedModel()),
      tokenization,
    }).tokens.map(({ token }) => token);
  expect(tokens('words')).toEqual(['好吃', 'do', 'อร่อยมาก']);
  expect(tokens('characters')).toEqual(['好', '吃', 'd', 'o', 'อ', 'ร่', 'อ', 'ย', 'ม', 'า', 'ก']);
  expect(tokens('segmenter-th')).toEqual(['好吃', 'do', 'อร่อย', 'มาก']);
});

it('takes a bundle of before the rules for one of words', () => {
  const { files } = bundle({ tokenization: 'words' });
  const settings = json(files['settings.json']);
  const { tokenization: _, ...config } = settings.config as RunConfig;
  const old = new TextEncoder().encode(JSON.stringify({ ...settings, config }));
  const own = ['vocabulary.json', 'tokenizer.json', 'model.safetensors'] as const;
  const read = importFiles([
    { name: 'settings.json', bytes: old },
    ...own.map((name) => ({ name, bytes: files[name] })),
  ]);
  expect(read.config.tokenization).toBe('words');
});

it('refuses a bundle whose rule is still open, or is not that of its tokenizer', () => {
  const { files } = bundle({ tokenization: 'characters' });
  const settings = json(files['settings.json']);
  const read = (tokenization: string) => () => {
    const config = { ...(settings.config as RunConfig), tokenization };
    const bytes = new TextEncoder().encode(JSON.stringify({ ...settings, config }));
    const others = Object.entries(files).filter(([name]) => name !== 'settings.json');
    return importFiles([
      { name: 'settings.json', bytes },
      ...others.map(([name, of]) => ({ name, bytes: of })),
    ]);
  };
  for (const wrong of ['automatic', 'segmenter', 'words', 'segmenter-zh'])
    expect(read(wrong)).toThrow(told({ code: 'tokenizer-does-not-fit', source: 'files' }));
  expect(read('characters')().config.tokenization).toBe('characters');
});

describe('a model of texts without markup', () => {
  const own = ['vocabulary.json', 'tokenizer.json', 'model.safetensors'] as const;
  const written = { ...savedModel(), cleaning: { stripMarkup: true } };
  const files = bundleFiles(written, new Set(exportParts));
  const settings = json(files['settings.json']);
  const read = (changed: object, names: readonly (typeof own)[number][] = own) =>
    importFiles([
      { name: 'settings.json', bytes: new TextEncoder().encode(JSON.stringify({ ...settings, ...changed })) },
      ...names.map((name) => ({ name, bytes: files[name] })),
    ]);

  it('is read back with its rule from all files and from each that holds it', () => {
    expect(read({}).cleaning).toEqual({ stripMarkup: true });
    expect(importFiles([{ name: 'x', bytes: files['model.safetensors'] }]).cleaning.stripMarkup).toBe(true);
    expect(importFiles([{ name: 'x', bytes: exportZip(written) }])).toEqual(written);
  });

  it('is refused where its tokenizer says another rule, and read without one in files that had none', () => {
    const tokenizer = settings.tokenizer as { markup: { entities: object } };
    const { markup, ...plain } = tokenizer;
    const misfit = told({ code: 'tokenizer-does-not-fit', source: 'files' });
    expect(() => read({ tokenizer: { ...tokenizer, version: 3 } })).toThrow(misfit);
    expect(() => read({ tokenizer: plain })).toThrow(misfit);
    const entities = { ...markup.entities, lt: 'x' };
    expect(() => read({ tokenizer: { ...tokenizer, markup: { ...markup, entities } } })).toThrow(
      told({
        code: 'model-file-wrong',
        ...{ file: 'settings.json', source: 'files', path: 'tokenizer.markup.entities.lt' },
      }),
    );
    const other = told({ code: 'rules-do-not-fit', source: 'files' });
    expect(() => read({ tokenizer: { ...plain, version: 3 } })).toThrow(other);
    const old = { version: 6, tokenizer: { ...plain, version: 3 } };
    expect(read(old, ['vocabulary.json', 'model.safetensors']).cleaning.stripMarkup).toBe(false);
  });
});

const lacking =
  'Python has no segmenter: texts without spaces are cut by the words the model knows, so answers may differ.';

const allPoints = `
import json, sys
from forget_gate import SPACELESS
print(json.dumps([point for point in range(0x110000) if SPACELESS.match(chr(point))]))
`;

describeWithPython('the rules in Python', ['numpy'], ['predict.py', 'verify.py'], (python) => {
  it.each(rules)('has the golden answers of a model of %s', (tokenization) => {
    expect(run(python, ['verify.py'], folder({ tokenization }))).toMatch(/^NumPy: 50 texts, all the same;/);
  });

  it('says that it lacks a segmenter, and cuts by the words that the model knows', () => {
    const at = folder({ tokenization: 'segmenter-th' });
    const script = `
import sys
sys.stderr = sys.stdout
from forget_gate import read_settings
_, encode = read_settings(".")
print(" ".join(encode("อร่อยมากก film")[0]))`;
    expect(run(python, ['-c', script], at)).toBe(`${lacking}\nอร่อย มาก ก film\n`);
  });

  it('knows the same scripts without spaces', () => {
    const points = JSON.parse(run(python, ['-c', allPoints], folder({}))) as number[];
    const ours = new RegExp(spacelessPattern, 'u');
    const expected = Array.from({ length: 0x110000 }, (_, point) => point).filter((point) =>
      ours.test(String.fromCodePoint(point)),
    );
    expect(points).toEqual(expected);
  });
});
