/** The programs of a bundle on bad input: one sentence, exit code 1, never a traceback. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportParts } from '../../contract/export-parts.ts';
import { bundleFiles, makeGolden } from './index.ts';
import { describeWithPython, folderOf } from './testing/python.ts';
import { savedModel, threeClasses } from './testing/saved.ts';

function unpacked(classNames?: readonly string[]): string {
  const saved = savedModel({ bidirectional: true, pooling: 'mean-max' }, 1, classNames);
  return folderOf(bundleFiles(saved, new Set(exportParts), { golden: makeGolden(saved) }));
}

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

function start(folder: string, words: readonly string[], input: string | Uint8Array = ''): Ended {
  const [program, ...args] = words;
  const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
  return spawnSync(program, args, { cwd: folder, input, encoding: 'utf8', env });
}

function expectSentence({ status, stdout, stderr }: Ended, sentence: string): void {
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect([status, stdout]).toEqual([1, '']);
}

/** Each file that a program reads, and ways to break it. */
const breaks: readonly [string, string, (bytes: Uint8Array) => Uint8Array | string | null][] = [
  ['settings.json', 'is not there', () => null],
  ['settings.json', 'is no JSON', () => '{'],
  ['settings.json', 'is not UTF-8', () => Uint8Array.of(0x22, 0xe9, 0x22)],
  ['settings.json', 'is another object', () => '{"config":{}}'],
  [
    'settings.json',
    'has another size',
    (bytes) => text(bytes).replace(/(?<="name": "dense\/kernel",\s+"shape": \[\s+)\d+/, '99'),
  ],
  [
    'settings.json',
    'has a text for a size',
    (bytes) => text(bytes).replace(/"shape": \[\s+\d+/, '"shape": ["5"'),
  ],
  [
    'settings.json',
    'has a name too many',
    (bytes) => text(bytes).replace('"negative",', '"negative", "neutral",'),
  ],
  [
    'settings.json',
    'has another activation',
    (bytes) => text(bytes).replace('"activation": "sigmoid"', '"activation": "tanh"'),
  ],
  [
    'settings.json',
    'has a temperature of 0',
    (bytes) => text(bytes).replace('"temperature": 1', '"temperature": 0'),
  ],
  [
    'settings.json',
    'has a weight too many',
    (bytes) => text(bytes).replace('"weights": [', '"weights": [1,'),
  ],
  ['vocabulary.json', 'is not there', () => null],
  ['vocabulary.json', 'is shorter', () => '["<pad>","<unk>"]'],
  ['vocabulary.json', 'is an object', () => '{}'],
  ['model.safetensors', 'is not there', () => null],
  ['model.safetensors', 'is empty', () => ''],
  ['model.safetensors', 'is cut off', (bytes) => bytes.subarray(0, bytes.length - 4)],
  [
    'model.safetensors',
    'has a header without an end',
    (bytes) => bytes.map((byte, i) => (i < 8 ? 255 : byte)),
  ],
];
const goldenBreaks: typeof breaks = [
  ['golden.json', 'is not there', () => null],
  ['golden.json', 'is empty', () => '{"tolerance":1,"cases":[]}'],
  ['golden.json', 'is no JSON', () => '\0'],
];

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Runs the program once for each broken file, which is whole again afterwards. */
function expectBroken(folder: string, words: readonly string[], all: typeof breaks): void {
  for (const [name, how, change] of all) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    const broken = change(new Uint8Array(bytes));
    if (broken === null) rmSync(path);
    else writeFileSync(path, broken);
    const ended = start(folder, words);
    writeFileSync(path, bytes);
    // Settings with another size are good in themselves; the weights tell.
    const told = how === 'has another size' ? 'model.safetensors' : name;
    expect(ended.stderr, `${name} ${how}`).toContain(
      broken === null ? `${name} is not in ` : `${told} is damaged, or no file of this model.`,
    );
    expect(ended.stderr.trim().split('\n'), `${name} ${how}`).toHaveLength(1);
    expect([ended.status, ended.stdout], `${name} ${how}`).toEqual([1, '']);
  }
}

const withoutWords = ['good', '👍', 'bad'];

describe('the JavaScript of a bundle, on bad input', () => {
  it('names the file that is missing or damaged', () => {
    const folder = unpacked();
    expectBroken(folder, ['node', 'predict.mjs', 'good'], breaks);
    expectBroken(folder, ['node', 'verify.mjs'], [...breaks.slice(-4), ...goldenBreaks]);
  }, 60_000);

  it('refuses input that is no UTF-8', () => {
    const ended = start(unpacked(), ['node', 'predict.mjs'], Uint8Array.of(0x63, 0xe9, 10));
    expectSentence(ended, 'The input is not UTF-8. Convert it first');
  });

  it('answers the others where one text has no words', () => {
    const { status, stdout, stderr } = start(unpacked(), ['node', 'predict.mjs', '--json', ...withoutWords]);
    const answers = JSON.parse(stdout) as { probability: number | null }[];
    expect(answers.map(({ probability }) => probability === null)).toEqual([false, true, false]);
    expect(stderr).toBe('There is no word in text 2, “👍”: it has no answer.\n');
    expect(status).toBe(0);
    expect(start(unpacked(), ['node', 'predict.mjs', '👍']).status).toBe(1);
  });

  it('says how it is used, also without its model', () => {
    const folder = unpacked();
    rmSync(join(folder, 'settings.json'));
    for (const flag of ['--help', '-h']) {
      const { status, stdout, stderr } = start(folder, ['node', 'predict.mjs', flag]);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^Says of what class each text is/);
      for (const option of [
        'predict.mjs reviews.csv --out',
        '--json',
        '--text-column NAME',
        '--no-calibrated',
      ])
        expect(stdout).toContain(option);
      expect(stdout).not.toMatch(/^ ?\*|\*\/|import/m);
    }
  });

  it('ends without a word when nobody reads on', () => {
    const pipe = 'set -o pipefail; node predict.mjs | head -1';
    const { status, stdout, stderr } = start(unpacked(), ['bash', '-c', pipe], 'good\n'.repeat(20_000));
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect([status, stderr]).toEqual([141, '']);
  });
});

describeWithPython(
  'the Python of a bundle, on bad input',
  ['numpy'],
  ['predict.py', 'verify.py'],
  (python) => {
    const numpy = [python, 'predict.py', '--engine', 'numpy'];

    it('names the file that is missing or damaged', () => {
      const folder = unpacked();
      expectBroken(folder, [...numpy, 'good'], breaks);
      expectBroken(folder, [python, 'verify.py'], goldenBreaks);
    }, 120_000);

    it('refuses input that is no UTF-8', () => {
      expectSentence(start(unpacked(), numpy, Uint8Array.of(0x63, 0xe9, 10)), 'The input is not UTF-8.');
    });

    it('answers the others where one text has no words, as the JavaScript does', () => {
      const folder = unpacked();
      const { status, stdout, stderr } = start(folder, [...numpy, '--json', ...withoutWords]);
      const javascript = start(folder, ['node', 'predict.mjs', '--json', ...withoutWords]);
      const rounded = (json: string) =>
        (JSON.parse(json) as { probability: number | null }[]).map(({ probability }) =>
          probability?.toFixed(12),
        );
      expect(rounded(stdout)).toEqual(rounded(javascript.stdout));
      expect([status, stderr]).toEqual([0, javascript.stderr]);
      const none = start(folder, [...numpy, '👍']);
      expect([none.status, none.stdout]).toEqual([1, '–\t–\t👍\n']);
    });

    it('ends without a word when nobody reads on', () => {
      const pipe = `set -o pipefail; '${python}' predict.py --engine numpy | head -1`;
      const { status, stdout, stderr } = start(unpacked(), ['bash', '-c', pipe], 'good\n'.repeat(20_000));
      expect(stdout.trim().split('\n')).toHaveLength(1);
      expect([status, stderr]).toEqual([141, '']);
    });

    it('says what it needs that is not there', () => {
      const folder = unpacked();
      rmSync(join(folder, 'forget_gate.py'));
      for (const program of ['predict.py', 'verify.py'])
        expectSentence(start(folder, [python, program]), 'This program needs forget_gate.');
      if (start(folder, [python, '-c', 'import torch']).status !== 0)
        expectSentence(start(folder, [python, 'train.py']), 'This program needs torch.');
    });
  },
);

describeWithPython('train.py, on bad input', ['torch', 'numpy'], ['train.py'], (python) => {
  const rows = (...lines: string[]) => ['review,stars', ...lines].join('\n');
  const good = rows('good,1', 'bad,0', 'great,1', 'not good,0');
  const flags = [
    '--text',
    'review',
    '--label',
    'stars',
    '--negative',
    '0',
    '--positive',
    '1',
    '--epochs',
    '0',
  ];

  it('says in one sentence what is wrong with the file, the flags or the folder', () => {
    const folder = unpacked();
    const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
    write('good.csv', good);
    write('latin.csv', Buffer.from(rows('caf\u00e9,1', 'bad,0'), 'latin1'));
    write('utf16.csv', Buffer.from(`\ufeff${good}`, 'utf16le'));
    write('open.csv', rows(`"${'a '.repeat(4_100_000)}`, 'bad,0'));
    write('one.csv', rows('good,1', 'great,1'));
    write('empty.csv', '');
    const train = (...args: string[]) => start(folder, [python, 'train.py', ...args, ...flags]);
    expectSentence(train('none.csv'), 'There is no file “none.csv”.');
    expectSentence(train('.'), '“.” could not be read: Is a directory.');
    expectSentence(train('latin.csv'), '“latin.csv” is not UTF-8. Save it as UTF-8, or name its encoding');
    expectSentence(train('utf16.csv'), '“utf16.csv” is not UTF-8.');
    expectSentence(train('open.csv'), 'field larger than field limit (8000000), from line 2 on.');
    expectSentence(train('one.csv'), '0 rows have the label “0” and 2 rows have the label “1”. Both classes');
    expectSentence(train('empty.csv'), 'has no column “review”. It is empty.');
    expectSentence(train('good.csv', '--encoding', 'none'), 'There is no encoding “none”.');
    expectSentence(train('good.csv', '--validation', '1'), '--validation must be from 0');
    expectSentence(train('good.csv', '--batch-size', '0'), '--batch-size must be 1 or more.');
    expectSentence(train('good.csv', '--learning-rate', 'nan'), '--learning-rate must be more than 0.');
    expectSentence(train('good.csv', '--out', 'good.csv'), 'Nothing can be written to “good.csv”: a file');
    expectSentence(train('good.csv', '--out', 'good.csv/in'), 'Nothing can be written to “good.csv/in”');
    expectSentence(train('none.csv', '--processes', '2'), 'There is no file “none.csv”.');
    write('optimizer.safetensors', 'no tensors');
    const damaged = train('good.csv');
    expect(damaged.status).toBe(1);
    expect(damaged.stderr).toMatch(/^optimizer\.safetensors is damaged, or no file of this model\.[^\n]*\n$/);
  }, 300_000);

  it('says in one sentence which labels of three classes are wrong', () => {
    const folder = unpacked(threeClasses);
    writeFileSync(join(folder, 'two.csv'), rows('good,positive', 'bad,negative', 'film,meh'));
    const train = (...args: string[]) =>
      start(folder, [python, 'train.py', 'two.csv', ...flags.slice(0, 4), '--epochs', '0', ...args]);
    expectSentence(train(), '“two.csv”: 0 rows have the label “neutral”. Every class is needed');
    expectSentence(train('--negative', 'bad'), '--negative and --positive are for two classes.');
    expectSentence(
      train('--label-of', 'mixed=meh'),
      'names no class, as NAME=LABEL. The classes are: “negative”,',
    );
    expectSentence(train('--label-of', 'neutral=positive'), 'The label “positive” means two classes.');
    expect(train('--label-of', 'neutral=meh').stdout).toContain('3 reviews to train on');
  }, 120_000);

  it('reads another encoding that is named, and a long review', () => {
    const folder = unpacked();
    writeFileSync(
      join(folder, 'utf16.csv'),
      Buffer.from(`\ufeff${good}\n${'a '.repeat(100_000)},1`, 'utf16le'),
    );
    const words = [python, 'train.py', 'utf16.csv', ...flags, '--encoding', 'utf-16', '--out', 'deep/new'];
    const { status, stdout, stderr } = start(folder, words);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('5 reviews to train on, 0 held out, 0 with another label excluded.');
  }, 60_000);

  it('holds out no copy of a review that it trains on, and says what its accuracy is worth', () => {
    const folder = unpacked();
    const copies = ['good', 'bad', 'great', 'not good', 'the film', 'a phim'].flatMap((review, i) =>
      [review, `${review}!`, review.toUpperCase()].map((copy) => `${copy},${i % 2}`),
    );
    writeFileSync(join(folder, 'copies.csv'), rows(...copies));
    const divide =
      'from train import divide\nreviews = [([i % 6], 0) for i in range(18)]\nrows, held = divide(reviews, 0.4, 1)\n' +
      'print(len(rows), len(held), len({i % 6 for i in rows} & {i % 6 for i in held}))';
    expect(start(folder, [python, '-c', divide]).stdout).toBe('12 6 0\n');
    const { stdout } = start(folder, [python, 'train.py', 'copies.csv', ...flags, '--validation', '0.4']);
    expect(stdout).toContain('12 reviews to train on, 6 held out');
    expect(stdout).toContain('may be among those held out: their accuracy is no test.');
  }, 60_000);

  it('names a broken file of the model', () => {
    expectBroken(
      unpacked(),
      [python, 'verify_torch.py'],
      [...breaks.slice(3, 8), ...breaks.slice(-4, -2), ...goldenBreaks],
    );
  }, 120_000);
});
