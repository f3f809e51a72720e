/** A study whose runs go side by side, as processes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saying } from '../src/contract/messages/testing/saying.ts';
import { parseFlagsAndPaths } from './flags.ts';
import { loadStudy } from './study-files.ts';
import { jobsAsked, studyOptions } from './study-flags.ts';
import { jobsInMemory } from './study-jobs.ts';
import { commandOf, plainReviews, run, smallNetwork, type Run } from './testing/command.ts';

let folder: string;
let study: Run;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-jobs-'));
  await writeFile(join(folder, 'reviews.csv'), plainReviews(200));
  study = await commandOf('study');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const quick = ['reviews.csv', ...smallNetwork, '--epochs', '2'];
const runsOf = (stdout: string) => stdout.split('\n').filter((line) => line.startsWith('{"event":"run"'));

/** Processes whose parent is this one. */
async function childrenOf({ pid }: { pid?: number }): Promise<number[]> {
  const { stdout } = await run(['ps', '-eo', 'pid=,ppid='], {});
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, parent]) => parent === pid).map(([child]) => child);
}

/** Runs of it are made by these; found when the first one has ended. */
function watch(then: (children: readonly number[], child: ChildProcess) => void) {
  const seen: { children: number[] } = { children: [] };
  const look = async (child: ChildProcess) => {
    seen.children = await childrenOf(child);
    then(seen.children, child);
  };
  const onOutput = (said: string, child: ChildProcess) => {
    if (seen.children.length > 0 || runsOf(said).length === 0) return;
    seen.children = [Number.NaN];
    void look(child);
  };
  return { seen, onOutput };
}

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

describe('a study with --jobs 2', () => {
  it('ends with the very figures of one with --jobs 1, halving included', async () => {
    const plan = ['--seeds', '1..4', '--vary', 'keep-prob=0.5,0.7,1', '--halving', '--vary-split'];
    const figures = async (jobs: string) => {
      const args = [...quick, ...plan, '--jobs', jobs, '--json', '--out', `jobs-${jobs}.csv`];
      const { code, stdout, stderr } = await study(args, { cwd: folder });
      expect(code, stderr).toBe(0);
      const record = await loadStudy(join(folder, `jobs-${jobs}.csv`));
      expect(runsOf(stdout)).toHaveLength(record.runs.length);
      return record.runs.map((one) => ({ ...one, seconds: 0, wall: 0 }));
    };
    const inTurn = await figures('1');
    expect(inTurn.length).toBeGreaterThan(6);
    expect(await figures('2')).toEqual(inTurn);
  }, 120_000);

  it('ends all of its processes at Ctrl+C, and sums up', async () => {
    const { seen, onOutput } = watch((_, child) => child.kill('SIGINT'));
    const args = [...quick, '--seeds', '1-200', '--jobs', '2', '--json'];
    const { code, stdout } = await study(args, { cwd: folder, onOutput });
    expect(code).toBe(130);
    expect(seen.children).toHaveLength(2);
    expect(runsOf(stdout).length).toBeLessThan(200);
    expect(stdout.trim().split('\n').at(-1)).toContain('"event":"summary"');
    expect(seen.children.every(isGone)).toBe(true);
  }, 60_000);

  it('continues with the other process when one is killed', async () => {
    const { seen, onOutput } = watch(([first]) => process.kill(first, 'SIGKILL'));
    const args = [...quick, '--seeds', '1-20', '--epochs', '4', '--jobs', '2', '--json'];
    const { code, stdout, stderr } = await study(args, { cwd: folder, onOutput });
    expect(code, stderr).toBe(0);
    expect(seen.children).toHaveLength(2);
    expect(stderr).toContain('ended by itself (SIGKILL)');
    expect(runsOf(stdout)).toHaveLength(20);
  }, 60_000);

  it('ends with a sentence when all of them are killed, and resumes', async () => {
    const { onOutput } = watch((children) => children.forEach((pid) => process.kill(pid, 'SIGKILL')));
    const args = [...quick, '--seeds', '1-12', '--jobs', '2', '--json', '--out', 'killed.csv'];
    const { code, stdout, stderr } = await study(args, { cwd: folder, onOutput });
    expect(code).toBe(1);
    expect(stderr).toContain('no process is left to train its runs');
    expect(stderr).not.toMatch(/ {4}at /);
    const rest = await study(['reviews.csv', '--resume', 'killed.csv', '--jobs', '3', '--json'], {
      cwd: folder,
    });
    expect(rest.code, rest.stderr).toBe(0);
    expect(runsOf(stdout).length + runsOf(rest.stdout).length).toBe(12);
  }, 60_000);

  it('leaves no process behind when it is killed itself', async () => {
    const { seen, onOutput } = watch((_, child) => child.kill('SIGKILL'));
    // In the middle of a run, which would take longer than is waited for.
    const args = ['reviews.csv', ...smallNetwork, '--lstm-sizes', '128,128', '--vary', 'epochs=1,500'];
    await study([...args, '--seeds', '1-9', '--jobs', '2', '--json'], { cwd: folder, onOutput });
    expect(seen.children).toHaveLength(2);
    await expect.poll(() => seen.children.every(isGone), { timeout: 5_000 }).toBe(true);
  }, 60_000);

  it('has the same runs without a result as --jobs 1', async () => {
    const parts = ['test', 'validation', ...Array.from({ length: 6 }, () => 'train')];
    const [header, ...rows] = plainReviews(200).split('\n');
    const csv = [`${header},split`, ...rows.map((row, i) => `${row},${parts[(i >> 1) % parts.length]}`)];
    await writeFile(join(folder, 'parts.csv'), csv.join('\n'));
    const failures = async (jobs: string) => {
      const args = [
        'parts.csv',
        ...smallNetwork,
        '--folds',
        '4',
        '--jobs',
        jobs,
        '--out',
        `parts-${jobs}.csv`,
      ];
      const { code, stderr } = await study(args, { cwd: folder });
      expect(code, stderr).toBe(0);
      return (await loadStudy(join(folder, `parts-${jobs}.csv`))).failures;
    };
    const inTurn = await failures('1');
    expect(inTurn.map(({ fold, told }) => [fold, told.code])).toEqual([
      [2, 'fold-of-provided'],
      [3, 'fold-of-provided'],
      [4, 'fold-of-provided'],
    ]);
    expect(await failures('2')).toEqual(inTurn);
  }, 60_000);

  it('says what no setting is to blame for as --jobs 1 does', async () => {
    const args = [...quick, '--backend', 'webgpu', '--jobs'];
    const [one, two] = await Promise.all(['1', '2'].map((jobs) => study([...args, jobs], { cwd: folder })));
    expect(two.code).toBe(1);
    expect(two.stdout).toBe('No run came to its end.\n');
    expect(two.stderr).toMatch(/^[A-Z].*\.\n$/);
    expect(two).toEqual(one);
  }, 60_000);
});

describe('--jobs', () => {
  const asked = (args: string[]) => {
    const { values, positionals } = parseFlagsAndPaths(studyOptions, 'study', { args });
    return jobsAsked(values, positionals);
  };

  it('is measured, unless it is a number', () => {
    expect(asked([])).toBe('auto');
    expect(asked(['--jobs', '3'])).toBe(3);
    expect(asked(['-', '--jobs', '1'])).toBe(1);
  });

  it.each([
    [['--jobs', '0'], '--jobs takes auto'],
    [['--jobs', 'all'], '--jobs takes auto'],
    [['--jobs', '65'], 'from 1 to 64'],
    [['-', '--jobs', '2'], 'Standard input can be read once'],
    [['a.csv', '--corrections', '-', '--jobs', '2'], 'Standard input can be read once'],
  ])('%j is refused', (args, sentence) => {
    expect(() => asked(args)).toThrow(saying(sentence));
  });

  it('are no more than there is memory for, and at least one', () => {
    expect(jobsInMemory(300e6, 8e9)).toBe(5);
    expect(jobsInMemory(4e9, 5e9)).toBe(1);
  });
});
