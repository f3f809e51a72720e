/**
 * Every test: Vitest's in Node and in Chromium, then the page in real browsers with Playwright. `--long` runs the
 * long ones instead. The last line says how many passed and failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { findBrowser } from './find-browser.mjs';
import { installOtherBrowsers } from './find-other-browsers.mjs';

const root = resolve(import.meta.dirname, '..');
const reports = join(root, '.cache', 'test-reports');

/** Milliseconds. A browser that hangs is a failure, not a wait without end; the long tests have no limit. */
const suiteLimit = 40 * 60_000;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one for each file
 */

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 */

/**
 * A file that fails before its first test counts as one failure.
 *
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * A test that passed only when it was tried again counts as failed.
 *
 * @param {PlaywrightReport} report
 * @returns {Counts}
 */
export function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A runner, and how to read what it wrote.
 *
 * @typedef {object} Suite
 * @property {string} report path of its JSON report
 * @property {string[]} args its program and arguments, for Node
 * @property {(report: string) => Counts} count
 */

/** @type {Suite[]} */
const suites = [
  {
    report: join(reports, 'vitest.json'),
    args: [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(reports, 'vitest.json')}`,
    ],
    count: (report) => countVitest(JSON.parse(report)),
  },
  {
    report: join(reports, 'e2e.json'),
    args: [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--pass-with-no-tests'],
    count: (report) => countPlaywright(JSON.parse(report)),
  },
];

/**
 * Runs the suites one after the other and adds up. A runner that failed, or wrote no report, without a failed test
 * counts as one failure.
 *
 * @param {Suite[]} all
 * @param {(args: string[]) => boolean} run whether it exited with 0
 * @returns {Counts}
 */
export function runSuites(all, run) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { report, args, count } of all) {
    rmSync(report, { force: true });
    const good = run(args);
    const written = existsSync(report);
    const { passed, failed, skipped } = written
      ? count(readFileSync(report, 'utf8'))
      : { passed: 0, failed: 0, skipped: 0 };
    total.passed += passed;
    total.failed += failed === 0 && !good ? 1 : failed;
    total.skipped += skipped;
  }
  return total;
}

/** @param {string[]} args */
function main(args) {
  const unknown = args.find((arg) => arg !== '--long');
  if (unknown) throw new Error(`“${unknown}” is no option: there is only --long.`);
  const env = {
    ...process.env,
    CHROMIUM_PATH: findBrowser(),
    LONG_TESTS: args.includes('--long') ? '1' : '0',
  };
  const missing = args.includes('--long') ? [] : installOtherBrowsers();
  const timeout = args.includes('--long') ? undefined : suiteLimit;
  mkdirSync(reports, { recursive: true });
  const counts = runSuites(suites, (program) => {
    const { status, error } = spawnSync(process.execPath, program, {
      cwd: root,
      env,
      stdio: 'inherit',
      timeout,
    });
    if (error) console.error(`The tests were stopped: ${error.message}`);
    return status === 0;
  });
  if (counts.passed + counts.failed === 0) console.error('No test ran.');
  for (const sentence of missing) console.error(sentence);
  console.log(closingLine(counts));
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
