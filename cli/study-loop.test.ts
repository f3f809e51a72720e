import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { saying } from '../src/contract/messages/testing/saying.ts';
import { BackendError, beginStudy, defaultSettings, InputError } from '../src/model/index.ts';
import type { MeasuredRun, RunConfig } from '../src/model/index.ts';
import { parseFlagsAndPaths } from './flags.ts';
import { studyOptions } from './study-flags.ts';
import { StudyLoop } from './study-loop.ts';
import { RunnerLost, type Runner } from './study-runner.ts';

let said: string[];
beforeEach(() => {
  said = [];
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** One who trains in no time, as `measure` says, and is closed in the end. */
function runner(measure: (config: RunConfig) => MeasuredRun | null) {
  const seeds: number[] = [];
  const made = {
    seeds,
    isClosed: false,
    async measure(config: RunConfig) {
      seeds.push(config.seed);
      await new Promise((resolve) => setTimeout(resolve, config.seed));
      return measure(config);
    },
    close: () => (made.isClosed = true),
  };
  return made;
}

const good = (): MeasuredRun => ({
  ...{ validation: 0.8, validationRows: 200, test: 0.7, testRows: 200, baseline: null },
  ...{ epochs: 3, seconds: 2, wall: 3, right: { validation: '', test: '' } },
});
const bad = new InputError({ code: 'no-usable-weights' });
const lost = () => {
  throw new RunnerLost('SIGKILL');
};

function study(count: number, runners: readonly Runner[]): Promise<void> {
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  const repeats = { kind: 'seeds' as const, seeds, varySplit: false };
  const plan = { base: { ...defaultSettings }, cells: [{}], repeats, halving: false };
  const { values } = parseFlagsAndPaths(studyOptions, 'study', { args: [] });
  const data = { name: 'reviews', fingerprint: 'abc', rows: 900 };
  return new StudyLoop({ ...beginStudy(plan), data }, values, runners).run();
}

const done = () => said.filter((line) => /^\d+\/\d+ /.test(line));

it('shares the runs among all, each of them once, and closes all of them', async () => {
  const runners = [runner(good), runner(good), runner(good)];
  await study(7, runners);
  expect(runners.flatMap(({ seeds }) => seeds).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(runners.every(({ seeds }) => seeds.length > 0)).toBe(true);
  expect(runners.every(({ isClosed }) => isClosed)).toBe(true);
  expect(done()).toHaveLength(7);
});

it('has the run of one that is lost made by another, and says so', async () => {
  const runners = [runner(lost), runner(good)];
  await study(3, runners);
  expect(done()).toHaveLength(3);
  expect(runners[1].seeds.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  expect(said).toContainEqual(expect.stringContaining('ended by itself (SIGKILL)'));
  expect(said.join('\n')).toContain('1 process continues');
});

it('ends with a sentence, and with what is done, when none is left', async () => {
  let count = 0;
  const runners = [runner(lost), runner(() => (++count > 1 ? lost() : good()))];
  await expect(study(5, runners)).rejects.toThrow(saying('no process is left'));
  expect(done()).toHaveLength(1);
  expect(said.join('\n')).toContain('Chosen by validation');
});

it('takes a run that fails for one, as soon as another has come to its end', async () => {
  const runners = [1, 2].map(() =>
    runner((config) => {
      if (config.seed === 1) throw bad;
      return good();
    }),
  );
  await study(3, runners);
  expect(done()).toHaveLength(2);
  expect(said.filter((line) => line.includes('has no result'))).toHaveLength(1);
});

it('ends when all fail before any run has come to its end: what is wrong is no matter of one setting', async () => {
  const runners = [1, 2].map(() =>
    runner(() => {
      throw bad;
    }),
  );
  await expect(study(9, runners)).rejects.toBe(bad);
  expect(runners.flatMap(({ seeds }) => seeds)).toHaveLength(2);
  expect(said).toEqual(['No run came to its end.']);
});

it('ends with what no setting is to blame for, and sums up', async () => {
  const full = new BackendError('out-of-memory', { code: 'wasm-no-memory' });
  const runners = [
    runner(good),
    runner(({ seed }) => {
      if (seed > 2) throw full;
      return good();
    }),
  ];
  await expect(study(40, runners)).rejects.toBe(full);
  expect(runners.every(({ isClosed }) => isClosed)).toBe(true);
  expect(said.join('\n')).toContain('Chosen by validation');
});

it('begins nothing more after Ctrl+C', async () => {
  const runners = [runner(good), runner(good)];
  const running = study(40, runners);
  process.emit('SIGINT');
  await running;
  expect(runners.flatMap(({ seeds }) => seeds)).toHaveLength(2);
  expect(process.exitCode).toBe(130);
});
