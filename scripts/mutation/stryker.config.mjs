// @ts-check
/**
 * `npm run mutate`: which changes of the code no test of the model notices. A few files alone:
 * `npm run mutate -- --mutate src/model/training/throughput.ts`
 */

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'src/model/{training,network,evaluation}/**/*.ts',
    'src/model/data/{split,batches}*.ts',
    '!src/**/*.test.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation/vitest.config.ts' },
  // All tests once, while Stryker notes which of them reach which line: some minutes, more beside other work.
  dryRunTimeoutMinutes: 40,
  // What is computed once, when a file is imported, would need all tests again for each change.
  ignoreStatic: true,
  ignorePatterns: ['/.cache/*', '!/.cache/kernels', '/public', '/dist', '/docs', '/e2e', '/bench'],
  // There is nothing to rewrite in tsconfig.json: Vitest does not read it.
  tsconfigFile: 'none',
  tempDirName: '.cache/mutation',
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: '.cache/mutation.html' },
  jsonReporter: { fileName: '.cache/mutation.json' },
};
