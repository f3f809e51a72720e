import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import {
  closingLine,
  readPlaywright,
  readVitest,
  runSuites,
  type Counts,
  type Outcome,
  type Suite,
} from './run-tests.mjs';
import StallReporter, { countModule, failuresOf } from './stall-reporter.mjs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'forget-gate-reports-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each run of a suite's runner writes, and whether it exits with 0. */
interface Run extends Partial<Omit<Outcome, 'counts'>> {
  counts: Counts | null;
  good: boolean;
}

function runAll(runs: Record<string, Run[]>) {
  const called: string[] = [];
  const left = structuredClone(runs);
  const suites = Object.keys(runs).map((name): Suite => ({
    report: join(folder, `${name}.json`),
    args: [name],
    read: (text) => JSON.parse(text),
  }));
  const outcome = runSuites(suites, ([name = '', ...files], report) => {
    called.push([name, ...files].join(' '));
    const next = left[name]?.shift();
    if (next?.counts) {
      const { counts, unfinished = [], failures = [] } = next;
      writeFileSync(report, JSON.stringify({ counts, unfinished, failures }));
    }
    return next?.good ?? false;
  });
  return { ...outcome, called };
}

const module = (moduleId: string, state: string, tests: string[]) => ({
  moduleId,
  state: () => state,
  children: {
    allTests: () =>
      tests.map((one, i) => ({ fullName: `group > test ${i}`, result: () => ({ state: one }) })),
  },
});

describe('counting', () => {
  test('a file that broke outside of its tests is a failure', () => {
    expect(countModule(module('a', 'passed', ['passed', 'skipped']))).toEqual({
      passed: 1,
      failed: 0,
      skipped: 1,
    });
    expect(countModule(module('b', 'failed', ['failed', 'passed']))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
    expect(countModule(module('c', 'failed', []))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('files are added up', () => {
    const files = { a: { passed: 1, failed: 0, skipped: 2 }, b: { passed: 3, failed: 1, skipped: 0 } };
    const rest = { unfinished: ['c'], failures: ['b > fails'] };
    expect(readVitest({ files, ...rest })).toEqual({ counts: { passed: 4, failed: 1, skipped: 2 }, ...rest });
  });

  test('a test that passed at a second try is a failure', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 4 };
    expect(readPlaywright({ stats, suites: [] }).counts).toEqual({ passed: 3, failed: 2, skipped: 4 });
  });

  test('tests that failed are named, and files that broke outside of their tests', () => {
    expect(failuresOf(module('a', 'passed', ['passed', 'skipped']))).toEqual([]);
    expect(failuresOf(module('b', 'failed', ['failed', 'passed']))).toEqual(['b > group > test 0']);
    expect(failuresOf(module('c', 'failed', []))).toEqual(['c']);

    const stats = { expected: 1, unexpected: 2, flaky: 0, skipped: 0 };
    const spec = (title: string, ok: boolean) => ({ file: 'a.spec.ts', title, ok });
    const group = { specs: [spec('third', false)] };
    const suites = [{ specs: [spec('first', true), spec('second', false)], suites: [group] }];
    const names = ['a.spec.ts > second', 'a.spec.ts > third'];
    expect(readPlaywright({ stats, suites }).failures).toEqual(names);
  });

  test('the closing line names skipped tests only when there are some', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 3, skipped: 1 })).toBe('12 passed, 3 failed, 1 skipped');
  });
});

describe('running', () => {
  test('adds up all suites, the later ones also after a failure', () => {
    const { counts, failures, called } = runAll({
      a: [{ counts: { passed: 2, failed: 1, skipped: 0 }, failures: ['a > fails'], good: false }],
      b: [{ counts: { passed: 3, failed: 0, skipped: 1 }, good: true }],
    });
    expect(called).toEqual(['a', 'b']);
    expect(counts).toEqual({ passed: 5, failed: 1, skipped: 1 });
    expect(failures).toEqual(['a > fails']);
  });

  test('a runner that fails without a failed test is a failure', () => {
    const { counts, failures } = runAll({
      c: [{ counts: { passed: 2, failed: 0, skipped: 0 }, good: false }],
    });
    expect(counts).toEqual({ passed: 2, failed: 1, skipped: 0 });
    expect(failures).toEqual(['c: it failed outside of its tests']);
  });

  test('a report left by an earlier run is not counted', () => {
    writeFileSync(join(folder, 'd.json'), JSON.stringify({ counts: { passed: 9, failed: 0, skipped: 0 } }));
    expect(runAll({ d: [{ counts: null, good: false }] }).counts).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });

  test('files that did not end are run once more, and are failures when they do not end then either', () => {
    const first = { counts: { passed: 5, failed: 0, skipped: 0 }, unfinished: ['x', 'y'], good: false };
    const ended = runAll({ e: [first, { counts: { passed: 2, failed: 0, skipped: 0 }, good: true }] });
    expect(ended.called).toEqual(['e', 'e x y']);
    expect(ended.counts).toEqual({ passed: 7, failed: 0, skipped: 0 });

    const second = { counts: { passed: 1, failed: 0, skipped: 0 }, unfinished: ['y'], good: false };
    const { counts, failures } = runAll({ e: [first, second] });
    expect(counts).toEqual({ passed: 6, failed: 1, skipped: 0 });
    expect(failures).toEqual(['y']);
  });
});

describe('a run in which nothing ends any more', () => {
  test('is given up with what had ended and what had not', () => {
    const report = join(folder, 'stalled.json');
    let exits = 0;
    const reporter = new StallReporter({
      env: { TEST_REPORT: report, TEST_STALL_MS: '60000' },
      exit: () => (exits += 1),
    });
    const modules = ['good', 'hangs', 'waits'].map((name) =>
      module(join(folder, name), 'passed', ['passed']),
    );
    reporter.onTestRunStart(modules);
    reporter.onTestModuleStart(modules[0]!);
    reporter.onTestModuleEnd(modules[0]!);
    reporter.onTestModuleStart(modules[1]!);
    reporter.check(Date.now() + 50_000);
    expect(exits).toBe(0);
    const said = vi.spyOn(console, 'error').mockReturnValue();
    reporter.check(Date.now() + 70_000);
    expect(exits).toBe(1);
    expect(said.mock.calls[0]?.[0]).toMatch(/^Nothing has ended for 60 s: given up in .*hangs\.$/);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({
      files: { [join(folder, 'good')]: { passed: 1, failed: 0, skipped: 0 } },
      unfinished: [join(folder, 'hangs'), join(folder, 'waits')],
      failures: [],
    });
  });
});
