/**
 * Vitest's reporter of `npm test`: writes what each file of tests came to, and ends a run in which nothing ends any more. A
 * page of tests that dies without closing its connection leaves Vitest waiting for ever (vitest-dev/vitest, issue 10791).
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * @typedef {object} VitestReport
 * @property {Record<string, import('./run-tests.mjs').Counts>} files what each file that ended came to, by its path
 * @property {string[]} unfinished files that had not ended when the run was given up
 * @property {string[]} failures names of the tests that failed
 */

/** Where the report goes, and how long nothing may end: `run-tests.mjs` sets both. */
export const reportVariable = 'TEST_REPORT';
export const stallVariable = 'TEST_STALL_MS';

/** The exit status of a run that was given up. */
export const stalled = 75;

/**
 * The part of Vitest's `TestModule` that is read here.
 *
 * @typedef {{ fullName: string, result(): { state: string } }} TestCase
 * @typedef {object} TestModule
 * @property {string} moduleId
 * @property {() => string} state
 * @property {{ allTests(): Iterable<TestCase> }} children
 */

/**
 * A file that fails before its first test, or outside of any, counts as one failure.
 *
 * @param {TestModule} module
 * @returns {import('./run-tests.mjs').Counts}
 */
export function countModule(module) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const state = test.result().state;
    if (state === 'passed' || state === 'failed') counts[state] += 1;
    else counts.skipped += 1;
  }
  if (module.state() === 'failed' && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * The names of a file's tests that failed; the file's own where it broke outside of them.
 *
 * @param {TestModule} module
 * @returns {string[]}
 */
export function failuresOf(module) {
  if (module.state() !== 'failed') return [];
  const file = relative(process.cwd(), module.moduleId);
  const names = [...module.children.allTests()]
    .filter((test) => test.result().state === 'failed')
    .map(({ fullName }) => `${file} > ${fullName}`);
  return names.length > 0 ? names : [file];
}

export default class StallReporter {
  /** @type {VitestReport} */
  report = { files: {}, unfinished: [], failures: [] };
  /** @type {Set<string>} */
  running = new Set();
  lastEnd = Date.now();

  /** @param {{ env?: Record<string, string | undefined>, exit?: () => void }} [options] Vitest gives none */
  constructor({ env = process.env, exit = () => process.exit(stalled) } = {}) {
    this.path = env[reportVariable] ?? '';
    this.limit = Number(env[stallVariable]);
    this.exit = exit;
  }

  /** @param {readonly { moduleId: string }[]} specifications */
  onTestRunStart(specifications) {
    this.report.unfinished = specifications.map(({ moduleId }) => moduleId);
    this.lastEnd = Date.now();
    setInterval(() => this.check(), Math.min(this.limit / 4, 10_000)).unref();
  }

  /** @param {TestModule} module */
  onTestModuleStart({ moduleId }) {
    this.running.add(moduleId);
    this.lastEnd = Date.now();
  }

  onTestCaseResult() {
    this.lastEnd = Date.now();
  }

  /** @param {TestModule} module */
  onTestModuleEnd(module) {
    this.lastEnd = Date.now();
    this.running.delete(module.moduleId);
    this.report.unfinished = this.report.unfinished.filter((file) => file !== module.moduleId);
    this.report.files[module.moduleId] = countModule(module);
    this.report.failures.push(...failuresOf(module));
  }

  onTestRunEnd() {
    this.write();
  }

  check(now = Date.now()) {
    if (now - this.lastEnd < this.limit) return;
    const files = [...this.running].map((file) => relative(process.cwd(), file)).join(', ');
    console.error(
      `Nothing has ended for ${Math.round(this.limit / 1000)} s: given up in ${files || 'no file'}.`,
    );
    this.write();
    this.exit();
  }

  write() {
    if (this.path) writeFileSync(this.path, JSON.stringify(this.report));
  }
}
