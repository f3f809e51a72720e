import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStudyData, readStudy, unpackRows } from '../src/model/index.ts';
import { saying } from '../src/contract/messages/testing/saying.ts';
import { parseFlagsAndPaths } from './flags.ts';
import { loadStudy } from './study-files.ts';
import { checkResumeFlags, studyOptions, studyRequest } from './study-flags.ts';
import { commandOf, plainReviews, smallNetwork, type Run } from './testing/command.ts';

let folder: string;
let study: Run;
let train: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-study-'));
  await writeFile(join(folder, 'reviews.csv'), plainReviews(200));
  [study, train] = await Promise.all([commandOf('study'), commandOf('train')]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Line {
  event: string;
  settings: Record<string, number>;
  seed: number;
  validation: number;
  test: number;
  cells: {
    settings: Record<string, number>;
    seeds: number;
    validation: { mean: number };
    test: { mean: number; deviation: number; interval: [number, number] | null };
    baseline: { mean: number };
    paired: { difference: number; interval: [number, number] | null };
    seconds: number;
  }[];
  chosen: number;
}

const lines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const quick = ['reviews.csv', ...smallNetwork, '--epochs', '2'];

describe('a study', () => {
  it('runs every combination with every seed, and sums up', async () => {
    const args = [...quick, '--seeds', '1..2', '--vary', 'keep-prob=0.5,1', '--out', 'study.csv', '--json'];
    const { code, stdout, stderr } = await study(args, { cwd: folder });
    expect(code, stderr).toBe(0);
    const said = lines(stdout);
    const runs = said.filter(({ event }) => event === 'run');
    expect(runs.map(({ settings, seed }) => [settings['keepProb'], seed])).toEqual([
      [0.5, 1],
      [1, 1],
      [0.5, 2],
      [1, 2],
    ]);
    const summary = said.at(-1);
    expect(summary?.event).toBe('summary');
    expect(summary?.cells.map(({ seeds }) => seeds)).toEqual([2, 2]);
    const means = summary?.cells.map(({ validation }) => validation.mean) ?? [];
    expect(means[summary?.chosen ?? -1]).toBe(Math.max(...means));
    const [first] = summary?.cells ?? [];
    const own = runs.filter(({ settings }) => settings['keepProb'] === 0.5);
    expect(first.test.mean).toBeCloseTo((own[0].test + own[1].test) / 2);
    expect(first.paired.difference).toBeCloseTo(first.test.mean - first.baseline.mean);
    expect(first.seconds).toBeGreaterThan(0);
    const csv = await readFile(join(folder, 'study.csv'), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(5);
    expect(csv).toContain('"keep-prob","seed","split_seed","validation_accuracy"');
    const { runs: saved } = readStudy(await readFile(join(folder, 'study.csv.json'), 'utf8'));
    // The rows that a run was right about come to its accuracies.
    for (const { validation, validationRows, test, testRows, right } of saved) {
      const rightOf = (rows: boolean[]) => rows.filter(Boolean).length;
      expect(rightOf(unpackRows(right.validation, validationRows))).toBe(
        Math.round(validation * validationRows),
      );
      expect(rightOf(unpackRows(right.test, testRows))).toBe(Math.round(test * testRows));
    }
  }, 60_000);

  it('trains the very runs that train does', async () => {
    const flags = [...quick, '--json'];
    const { stdout } = await study([...flags, '--seeds', '3', '--vary-split'], { cwd: folder });
    const trained = await train([...flags, '--seed', '3', '--split-seed', '3'], { cwd: folder });
    const { accuracy } = JSON.parse(trained.stdout.trim().split('\n').at(-1) ?? '') as { accuracy: number };
    expect(lines(stdout)[0].test).toBe(accuracy);
  }, 60_000);

  it('shows the test of the chosen setting alone, unless all are asked for', async () => {
    const args = [...quick, '--seeds', '1', '--vary', 'keep-prob=0.5,1'];
    const { stdout } = await study(args, { cwd: folder });
    expect(stdout.match(/test accuracy/g)).toHaveLength(1);
    expect(stdout).toContain('Chosen by validation: keep-prob');
    const all = await study([...args, '--show-tests'], { cwd: folder });
    expect(all.stdout.match(/test accuracy/g)).toHaveLength(2);
  }, 60_000);

  it('resumes what was interrupted, and ends as one that never stopped', async () => {
    const args = [...quick, '--seeds', '1-2', '--vary', 'keep-prob=0.5,1', '--json'];
    const cut = await study([...args, '--out', 'cut.csv'], {
      cwd: folder,
      onOutput: (said, child) => said.split('\n').length === 3 && child.kill('SIGINT'),
    });
    expect(cut.code).toBe(130);
    const done = lines(cut.stdout).filter(({ event }) => event === 'run').length;
    const rest = await study(['reviews.csv', '--resume', 'cut.csv', '--json'], { cwd: folder });
    expect(rest.code, rest.stderr).toBe(0);
    expect(lines(rest.stdout).filter(({ event }) => event === 'run')).toHaveLength(4 - done);
    expect(rest.stderr).not.toContain('replaces');
    const other = await study(['nowhere.csv', ...args.slice(1), '--out', 'cut.csv'], { cwd: folder });
    expect(other.stderr).toMatch(/^“cut.csv” holds a study already: this one replaces it./);
    const whole = await study([...args, '--out', 'whole.csv'], { cwd: folder });
    expect(whole.code, whole.stderr).toBe(0);
    const figures = async (name: string) => {
      const { plan, runs } = readStudy(await readFile(join(folder, name), 'utf8'));
      return { plan, runs: runs.map((run) => ({ ...run, seconds: 0, wall: 0 })) };
    };
    expect(await figures('cut.csv.json')).toEqual(await figures('whole.csv.json'));
  }, 240_000);

  it('validates on each fold in turn, and tests all on the same reviews', async () => {
    const args = [...quick, '--folds', '3', '--vary', 'keep-prob=0.5,1', '--halving', '--out', 'folds.json'];
    const { code, stdout, stderr } = await study(args, { cwd: folder });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Successive halving is on');
    expect(stdout).toContain('3 folds');
    expect(stdout).toContain('ended early by halving');
    const { runs } = readStudy(await readFile(join(folder, 'folds.json'), 'utf8'));
    // Both settings with the first fold, the better one with the other two.
    expect(runs.map(({ fold }) => fold)).toEqual([1, 1, 2, 3]);
    expect(new Set(runs.map(({ testRows }) => testRows)).size).toBe(1);
    const validated = runs.slice(1).map(({ validationRows }) => validationRows);
    const rows = validated.reduce((sum, count) => sum + count, 0);
    expect(rows + runs[0].testRows).toBe(200);
  }, 60_000);

  it('sums up what is done when it is interrupted', async () => {
    const { code, stdout, stderr } = await study([...quick, '--seeds', '1-50', '--json'], {
      cwd: folder,
      onOutput: (said, child) => said.split('\n').length === 3 && child.kill('SIGINT'),
    });
    expect(code).toBe(130);
    const { cells } = lines(stdout).at(-1) ?? { cells: [] };
    expect(cells[0].seeds).toBeGreaterThanOrEqual(2);
    expect(cells[0].seeds).toBeLessThan(50);
    expect(stderr).toContain('The runs that are done are summed up');
  }, 60_000);
});

describe('a study that is resumed', () => {
  it.each([
    [['--epochs', '9'], 'leave --epochs out'],
    [['--seeds', '1-9'], 'leave --seeds out'],
    [['--halving'], 'leave --halving out'],
  ])('has its plan: %j is refused', (args, sentence) => {
    const { values, positionals: paths } = parseFlagsAndPaths(studyOptions, 'study', { args });
    expect(() => checkResumeFlags(values, paths)).toThrow(saying(sentence));
  });

  it('needs its file, and the data that it was run on', async () => {
    await expect(loadStudy(join(folder, 'nothing.csv'))).rejects.toThrow(saying('no study to resume'));
    const data = { name: 'mine', fingerprint: 'abc', rows: 200 };
    expect(() => checkStudyData({ data }, { ...data, fingerprint: 'abd' })).toThrow(
      saying('run on other data: 200 reviews of “mine”'),
    );
    expect(() => checkStudyData({ data }, { ...data, name: 'renamed' })).not.toThrow();
  });
});

describe('flags of a study that are wrong get a sentence', () => {
  it.each([
    [['--vary', 'keep-prob'], '--vary takes a setting'],
    [['--vary', 'nonsense=1'], 'no setting “nonsense”'],
    [['--vary', 'seed=1,2'], 'Seeds vary by --seeds'],
    [['--vary', 'epochs=1', '--vary', 'epochs=2'], 'names epochs twice'],
    [['--vary', 'epochs=1,2', '--epochs', '3'], 'not both'],
    [['--seed', '4'], '--seeds'],
    [['--random', '0'], '--random takes'],
    [['--vary-split', '--split-seed', '4'], '--vary-split'],
    [['--seeds', '1-3', '--folds', '5'], 'Name --seeds or --folds'],
    [['--vary-split', '--folds', '5'], 'Name --folds or --vary-split'],
    [['--folds', 'many'], '--folds takes'],
    [['--fold', '2', '--folds', '5'], 'Name --fold or --folds'],
    [['--vary', 'fold=1,2'], 'Seeds vary by --seeds'],
    [['--vary', 'keep-prob=0.5,7'], 'keep_prob'],
  ])('%j', (args, sentence) => {
    const { values, positionals: paths } = parseFlagsAndPaths(studyOptions, 'study', { args });
    expect(() => studyRequest(values, paths)).toThrow(saying(sentence));
  });
});
