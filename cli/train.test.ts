import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fields, fieldNames, flagOf } from '../src/model/index.ts';
import { configFromFlags } from './flags.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-train-'));
  const rows = Array.from({ length: 60 }, (_, i) => {
    const good = i % 2 === 1;
    return `"Number ${i}, ${good ? 'a good and lovely' : 'a bad and awful'} thing",${good ? 'pos' : 'neg'}`;
  });
  await writeFile(join(folder, 'reviews.csv'), ['words,verdict', ...rows].join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function train(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile('node', ['scripts/run-cli.mjs', 'train', ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const small = [
  '--lstm-sizes',
  '6,4',
  '--embedding-size',
  '5',
  '--epochs',
  '2',
  '--batch-size',
  '16',
  '--max-length',
  '12',
];

describe('npm run train', () => {
  it('trains on a file, prints one JSON object a line and writes the model unpacked', async () => {
    const file = [
      '--file',
      join(folder, 'reviews.csv'),
      '--text-column',
      'words',
      '--label-column',
      'verdict',
    ];
    const { code, stdout } = await train(...file, ...small, '--json', '--out', join(folder, 'model'));
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map((line) => line['event'])).toEqual(['epoch', 'epoch', 'test']);
    expect(Object.keys(lines[1])).toEqual([
      'event',
      'epoch',
      'loss',
      'accuracy',
      'validationLoss',
      'validationAccuracy',
      'seconds',
    ]);
    expect(Object.keys(lines[2]).slice(0, 4)).toEqual(['event', 'accuracy', 'loss', 'confusion']);
    expect(lines[2]).toMatchObject({
      seed: 1,
      baselines: { bagOfWords: { pValue: expect.any(Number) as number }, majority: {} },
      verdict: {
        code: expect.any(String) as string,
        message: expect.any(String) as string,
        difference: expect.any(Number) as number,
        interval: [expect.any(Number), expect.any(Number)] as number[],
        reasons: expect.any(Array) as unknown[],
      },
    });
    const { confusion, accuracy, loss } = lines[2] as {
      confusion: number[][];
      accuracy: number;
      loss: number;
    };
    expect(loss).toBeGreaterThan(0);
    expect((confusion[0][0] + confusion[1][1]) / confusion.flat().reduce((a, b) => a + b)).toBeCloseTo(
      accuracy,
      12,
    );
    const names = await readdir(join(folder, 'model'));
    expect(names).toEqual(
      expect.arrayContaining(['model.json', 'weights.bin', 'vocabulary.json', 'settings.json']),
    );
    const settings = await readFile(join(folder, 'model', 'settings.json'), 'utf8');
    expect(JSON.parse(settings)).toMatchObject({ config: { layerSizes: [6, 4], epochs: 2 } });
  }, 60_000);

  it('gives each seed a split of its own with --vary-split, and sums up with the baseline', async () => {
    const file = [join(folder, 'reviews.csv'), '--text-column', 'words', '--label-column', 'verdict'];
    const seeds = ['--seeds', '1-2', '--vary-split', '--json'];
    const { stdout } = await train(...file, ...small, ...seeds);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const tests = lines.filter((line) => line['event'] === 'test');
    expect(tests.map((line) => [line['seed'], line['splitSeed']])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(lines.at(-1)).toMatchObject({
      event: 'mean',
      seeds: [1, 2],
      deviation: expect.any(Number) as number,
      baseline: { accuracy: { mean: expect.any(Number) as number }, difference: {} },
    });
  }, 60_000);

  it.each([
    [['--epochs', 'many'], 'Epochs must be a whole number from 1 to 500.'],
    [['--optimizer', 'magic'], 'Optimizer must be one of: adadelta, adam, adamw, lion, rmsprop, sgd.'],
    [['--dataset', 'nothing'], 'There is no sample “nothing”'],
    [['--file', 'nowhere.csv'], 'The file “nowhere.csv” could not be read.'],
    [['--wrong-flag'], 'There is no --wrong-flag.'],
    [['--preset', 'best'], 'There is no preset “best”. Presets: recommended, from-scratch, article.'],
  ])(
    'says what is wrong with %j in one sentence',
    async (args, sentence) => {
      const { code, stdout, stderr } = await train(...args);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain(sentence);
      expect(stderr).not.toContain('    at ');
    },
    30_000,
  );
});

const noData = { size: { rowsUsed: 0, p95Length: 0 }, settings: {} };

describe('flags', () => {
  it('has one for each setting, none twice', () => {
    expect(new Set(fieldNames.map(flagOf)).size).toBe(fieldNames.length);
  });

  it('reads every kind of setting', () => {
    const config = configFromFlags(
      'article',
      { 'lstm-sizes': '5,6', 'keep-prob': '0.25', bidirectional: 'true' },
      noData,
    );
    expect(config).toMatchObject({
      layerSizes: [5, 6],
      keepProb: 0.25,
      bidirectional: true,
      optimizer: 'adadelta',
    });
  });

  it('puts the dataset’s own settings over the preset’s, and the user’s over both', () => {
    const data = {
      size: { rowsUsed: 50_000, p95Length: 589 },
      settings: { trainShare: 0.47, validationShare: 0.03 },
    };
    expect(configFromFlags('recommended', {}, data)).toMatchObject({
      vocabularySize: 20_000,
      trainShare: 0.47,
    });
    expect(configFromFlags('recommended', { 'train-share': '0.6' }, data)).toMatchObject({ trainShare: 0.6 });
  });

  it('gives each default back from its own text', () => {
    for (const name of fieldNames) {
      const value = fields[name].default;
      expect(configFromFlags(undefined, { [flagOf(name)]: String(value) }, noData)[name]).toEqual(value);
    }
  });
});
