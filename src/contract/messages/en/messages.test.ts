import { describe, expect, it } from 'vitest';
import type { AnyMessage } from '../say.ts';
import { messages } from './messages.ts';
import { say } from './say.ts';

/** A value for each name that sentences take. */
const values: Record<string, unknown> = {
  ...{ adapter: 'Some GPU', milliseconds: 4.1, others: [], isAutomatic: true, problems: [], seconds: 90 },
  ...{
    bytes: 2 ** 31,
    most: 1_000,
    detail: 'It broke.',
    verb: 'link',
    shader: 'gates',
    log: null,
    name: 'webgpu',
  },
  ...{ file: 'a.csv', fileName: 'a.csv', firstFile: 'b.csv', path: 'a.zip/b.csv', read: null, millions: 8 },
  ...{
    broken: 2,
    lines: 19,
    firstLines: 20,
    filled: 3,
    firstBroken: 1,
    line: 1,
    column: 'stars',
    columns: ['a', 'b'],
    schemes: ['two', 'each'],
    setting: 'keepProb',
    value: '0.5',
    megabytes: 50,
  },
  ...{
    entries: 10,
    kind: 'pdf',
    part: 'test',
    oneClass: false,
    why: 'few',
    only: 1,
    of: 1,
    least: 10,
    rows: 12,
  },
  codes: [{ value: '0', examples: ['Lovely'] }],
  ...{ negativeTo: 4, positiveFrom: 3, labels: ['a', 'b', 'c'], over: null, lacking: 0, values: ['a', 'b'] },
  ...{
    min: 1,
    max: 5,
    count: 1,
    share: 0.25,
    parts: 'test',
    isNear: true,
    limit: 50,
    keptEnd: 'end',
    size: 5_000,
  },
  ...{
    format: 'Parquet',
    encoding: 'UTF-8',
    likelier: 'KOI8-R',
    isRefused: true,
    test: 46,
    points: 15,
    names: ['bad', 'good'],
    rate: 0.1,
  },
  ...{
    difference: -0.03,
    interval: [-0.05, -0.01],
    epoch: 3,
    epochs: 5,
    reason: 'finished',
    restoredEpoch: 4,
  },
  ...{ times: 3, spread: 0.04, cut: 0.7, whole: 0.8, rare: 0.79, frequent: 0.9, recall: 0.3 },
  ...{ training: 0.95, validation: 0.8 },
  ...{
    step: 1_200,
    cycle: { after: 5, start: 0.001, top: 0.01 },
    reviews: 381,
    maxLength: 50,
    source: 'zip',
  },
  ...{
    before: 'webgpu',
    now: 'wasm',
    problem: 'Epochs must be whole.',
    key: 'settings',
    type: 'F16',
    files: 40,
  },
  ...{
    folder: 'out',
    reason: 'no room',
    choices: ['a', 'b'],
    flag: '--out',
    samples: ['a', 'b'],
    seed: 3,
    max: 9,
  },
  ...{ inside: 'out/link', corrections: 'c.json', named: 'a.csv', command: 'train', mostSeeds: 1_000 },
  ...{ word: 'good', words: ['good', 'bad'], found: '3', start: 'english' },
  coverage: {
    words: 9,
    wordsCovered: 8,
    tokens: 90,
    tokensCovered: 85,
    missing: [],
    wordsOfOtherTexts: 1,
    furtherWords: 0,
    repeated: 0,
  },
  ...{ language: 'th', emoji: '😡', unit: 'characters' },
  ...{ temperature: 1.6, weights: [0.25, 0.75] },
  ...{ bad: 'negative', good: 'positive', wordsOfBad: ['great', 'love'], wordsOfGood: ['worst', 'awful'] },
  ...{ what: { code: 'gpu-memory-full' }, sentence: 'An earlier version said so.' },
};

/** Where a name means something else. */
const own: Record<string, object> = {
  'wrong-result': { part: 'recurrent-kernel' },
  'run-ended': { reason: 'finished' },
  'epochs-within-budget': { asked: 10 },
  'too-few-of-a-class': { excluded: [{ reason: 'two-labels', count: 12 }] },
  'compared-runs': { kind: 'seeds', other: 'keep 0.5', runs: 5 },
  'compared-equal': { kind: 'seeds', other: 'keep 0.5', runs: 2 },
  'compared-rows': { pValue: 0.03, onlyName: 12, onlyOther: 4, other: 'keep 0.5' },
  'trust-method': { method: 'occlusion' },
  'say-columns': { scores: 'points', threshold: '40,59' },
  'label-is-scores': { min: 0, max: 99, threshold: '40,59', canBeEach: true },
  'no-such-flag': { flag: 'epoch', near: 'epochs' },
  'no-such-method': { method: 'magic', methods: ['occlusion', 'lrp'] },
  'no-such-unit': { layer: 'lstm_1' },
  'no-such-part': { parts: ['tfjs'] },
  'name-file-again': { why: 'files', files: 'a.csv' },
  'broken-json': { column: 14 },
  'setting-wrong': { problem: { kind: 'value', setting: 'layerSizes' } },
  'model-setting-wrong': { problem: { kind: 'unknown', name: 'colour' } },
  'too-many-columns': { columns: 2_000 },
  'run-not-saved': { why: { code: 'storage-slow' } },
  'runs-not-saved': { why: 'full' },
  'found-joined-cells': { text: 'Warm, soft', label: '1' },
  'effect-tokens': { kind: 'segmenter' },
  'no-unlabelled': { before: { names: ['more.csv'], texts: 1_200 } },
  'other-unlabelled': { before: { names: ['more.csv'], texts: 1_200 } },
  'vectors-count': { found: 3 },
  'vectors-cut-short': { found: 3 },
  'vectors-several-files': { files: ['glove.50d.txt', 'glove.100d.txt'] },
};

/** They stand inside of another sentence, or are somebody else's words. */
const clauses = /^(guess-|software-adapter$)/;

const codes = Object.keys(messages);

describe('every message', () => {
  it.each(codes)('%s is a sentence with all of its values', (code) => {
    const message: AnyMessage = { ...values, ...own[code], code };
    const sentence = say(message);
    expect(sentence).not.toMatch(/undefined|NaN|\[object|\$\{/);
    expect(sentence).not.toBe(code);
    if (clauses.test(code)) expect(sentence).toMatch(/^\S.*[^.]$/);
    else if (code === 'name-file-again') expect(sentence).toMatch(/--resume out$/);
    else expect(sentence).toMatch(/^["“A-Z0-9a-z-].*[.?]$/);
  });

  it('never asks to try again and to choose another backend in one message', () => {
    for (const code of codes) {
      const sentence = say({ ...values, ...own[code], code });
      expect(/try again\b(?!.*if it)/i.test(sentence) && /another backend/.test(sentence), code).toBe(false);
    }
  });

  it('has one sentence: no code stands in two subjects', async () => {
    const subjects = await Promise.all([
      ...[
        import('./backends.ts'),
        import('./commands.ts'),
        import('./dataset.ts'),
        import('./findings.ts'),
        import('./intake.ts'),
      ],
      ...[import('./models.ts'), import('./results.ts'), import('./runs.ts'), import('./training.ts')],
      import('./worker.ts'),
    ]);
    const all = subjects.flatMap((subject) =>
      Object.entries(subject).flatMap(([name, group]) =>
        name.endsWith('Messages') ? Object.keys(group) : [],
      ),
    );
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
  });
});

describe('a message whose code is of another version', () => {
  it('is its code', () => {
    expect(say({ code: 'from-the-future', rows: 3 })).toBe('from-the-future');
    expect(say({ code: 'toString' })).toBe('toString');
  });
});
