/**
 * Every test: Vitest's in Node and in Chromium, then the page in real browsers with Playwright. `--long` runs the
 * long ones instead. The last lines name the tests that failed and say how many passed and failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { findBrowser } from './find-browser.mjs';
import { installOtherBrowsers } from './find-other-browsers.mjs';
import { reportVariable, stallVariable } from './stall-reporter.mjs';

const root = resolve(import.meta.dirname, '..');
const reports = join(root, '.cache', 'test-reports');

/** Milliseconds. The long tests have no limit. */
const suiteLimit = 40 * 60_000;

/** Milliseconds within which some test must end. The longest take one minute, or fifteen among the long ones. */
const stallLimit = { short: 5 * 60_000, long: 30 * 60_000 };

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @typedef {object} Outcome
 * @property {Counts} counts
 * @property {string[]} unfinished files of tests that had not ended
 * @property {string[]} failures names of the tests that failed
 */

/**
 * A file of tests or a group of them; `ok` is false where a test failed or passed only at another try.
 *
 * @typedef {object} PlaywrightSuite
 * @property {{ file: string, title: string, ok: boolean }[]} [specs]
 * @property {PlaywrightSuite[]} [suites]
 */

/**
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {PlaywrightSuite[]} suites
 */

const none = { passed: 0, failed: 0, skipped: 0 };

/** @param {Counts} a @param {Counts} b @returns {Counts} */
function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * @param {import('./stall-reporter.mjs').VitestReport} report
 * @returns {Outcome}
 */
export function readVitest({ files, unfinished, failures }) {
  return { counts: Object.values(files).reduce(add, none), unfinished, failures };
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {string[]}
 */
function playwrightFailures({ specs = [], suites: groups = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} > ${title}`);
  return [...own, ...groups.flatMap(playwrightFailures)];
}

/**
 * A test that passed only when it was tried again counts as failed.
 *
 * @param {PlaywrightReport} report
 * @returns {Outcome}
 */
export function readPlaywright({ stats, suites: groups }) {
  const { expected, unexpected, flaky, skipped } = stats;
  return {
    counts: { passed: expected, failed: unexpected + flaky, skipped },
    unfinished: [],
    failures: groups.flatMap(playwrightFailures),
  };
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
 * @property {(report: string) => Outcome} read
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
      `--reporter=${join(import.meta.dirname, 'stall-reporter.mjs')}`,
    ],
    read: (report) => readVitest(JSON.parse(report)),
  },
  {
    report: join(reports, 'e2e.json'),
    args: [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--pass-with-no-tests'],
    read: (report) => readPlaywright(JSON.parse(report)),
  },
];

/**
 * A runner that failed, or wrote no report, without a failed or unfinished test counts as one failure.
 *
 * @param {Suite} suite
 * @param {string[]} files only these; none for all
 * @param {(args: string[], report: string) => boolean} run whether it exited with 0
 * @returns {Outcome}
 */
function runOnce({ report, args, read }, files, run) {
  rmSync(report, { force: true });
  const good = run([...args, ...files], report);
  const outcome = existsSync(report)
    ? read(readFileSync(report, 'utf8'))
    : { counts: none, unfinished: [], failures: [] };
  if (good || outcome.counts.failed > 0 || outcome.unfinished.length > 0) return outcome;
  const name = `${basename(report, '.json')}: it failed outside of its tests`;
  return { ...outcome, counts: { ...outcome.counts, failed: 1 }, failures: [name] };
}

/**
 * Runs the suites one after the other and adds up. Files that a browser that had stopped answering left unfinished get a second
 * run, in a new browser; those that do not end then either count as failures.
 *
 * @param {Suite[]} all
 * @param {(args: string[], report: string) => boolean} run whether it exited with 0
 * @returns {Omit<Outcome, 'unfinished'>}
 */
export function runSuites(all, run) {
  let counts = none;
  /** @type {string[]} */
  const failures = [];
  for (const suite of all) {
    const first = runOnce(suite, [], run);
    counts = add(counts, first.counts);
    failures.push(...first.failures);
    if (first.unfinished.length === 0) continue;
    console.error(`Files that did not end are run again: ${first.unfinished.join(', ')}`);
    const second = runOnce(suite, first.unfinished, run);
    counts = add(add(counts, second.counts), { ...none, failed: second.unfinished.length });
    failures.push(...second.failures, ...second.unfinished);
  }
  return { counts, failures };
}

/** @param {string[]} args */
function main(args) {
  const unknown = args.find((arg) => arg !== '--long');
  if (unknown) throw new Error(`“${unknown}” is no option: there is only --long.`);
  const long = args.includes('--long');
  const env = {
    ...process.env,
    CHROMIUM_PATH: findBrowser(),
    LONG_TESTS: long ? '1' : '0',
    [stallVariable]: String(long ? stallLimit.long : stallLimit.short),
  };
  const missing = long ? [] : installOtherBrowsers();
  const timeout = long ? undefined : suiteLimit;
  mkdirSync(reports, { recursive: true });
  const { counts, failures } = runSuites(suites, (program, report) => {
    const { status, error } = spawnSync(process.execPath, program, {
      cwd: root,
      env: { ...env, [reportVariable]: report },
      stdio: 'inherit',
      timeout,
    });
    if (error) console.error(`The tests were stopped: ${error.message}`);
    return status === 0;
  });
  if (counts.passed + counts.failed === 0) console.error('No test ran.');
  for (const sentence of missing) console.error(sentence);
  for (const name of failures) console.log(`failed: ${name}`);
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
