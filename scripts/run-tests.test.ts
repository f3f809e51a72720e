import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { closingLine, countPlaywright, countVitest, runSuites, type Suite } from './run-tests.mjs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'forget-gate-reports-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A suite whose runner writes these counts; null writes no report. */
function suite(name: string, counts: object | null): Suite & { run: () => void } {
  const report = join(folder, `${name}.json`);
  return {
    report,
    args: [name],
    count: (text) => JSON.parse(text),
    run: () => counts && writeFileSync(report, JSON.stringify(counts)),
  };
}

function runAll(suites: ReturnType<typeof suite>[], exits: boolean[]) {
  const called: string[] = [];
  const counts = runSuites(suites, ([name = '']) => {
    called.push(name);
    const at = suites.findIndex((one) => one.args[0] === name);
    suites[at]?.run();
    return exits[at] ?? false;
  });
  return { counts, called };
}

describe('counting', () => {
  test('a file that broke before its first test is a failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  test('a test that passed at a second try is a failure', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 4 };
    expect(countPlaywright({ stats })).toEqual({ passed: 3, failed: 2, skipped: 4 });
  });

  test('the closing line names skipped tests only when there are some', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 3, skipped: 1 })).toBe('12 passed, 3 failed, 1 skipped');
  });
});

describe('running', () => {
  test('adds up all suites, the later ones also after a failure', () => {
    const first = suite('a', { passed: 2, failed: 1, skipped: 0 });
    const second = suite('b', { passed: 3, failed: 0, skipped: 1 });
    const { counts, called } = runAll([first, second], [false, true]);
    expect(called).toEqual(['a', 'b']);
    expect(counts).toEqual({ passed: 5, failed: 1, skipped: 1 });
  });

  test('a runner that fails without a failed test is a failure', () => {
    const only = suite('c', { passed: 2, failed: 0, skipped: 0 });
    expect(runAll([only], [false]).counts).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  test('a report left by an earlier run is not counted', () => {
    const only = suite('d', null);
    writeFileSync(only.report, JSON.stringify({ passed: 9, failed: 0, skipped: 0 }));
    expect(runAll([only], [false]).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
