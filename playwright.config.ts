import { defineConfig } from '@playwright/test';

import { chromiumFlags, findInstalledBrowser } from './scripts/find-browser.mjs';
import { freePort } from './scripts/free-port.mjs';

/** `npm run test:long` sets this: then only the long tests run, else all others. */
const long = process.env['LONG_TESTS'] === '1';

/** Besides the long tests, or only those. */
const notLong = long ? [] : ['**/*.long.spec.ts'];

/** Where the site for the tests is built; `dist/` stays as it is. */
const site = '.cache/e2e-site';

// Playwright reads this file again in each of its processes, which inherit the first one's choice.
process.env['E2E_PORT'] ??= String(await freePort());
const port = process.env['E2E_PORT'];
const executablePath = findInstalledBrowser();

export default defineConfig({
  testDir: 'e2e',
  testMatch: long ? '**/*.long.spec.ts' : '**/*.spec.ts',
  outputDir: '.cache/e2e-results',
  timeout: long ? 3_600_000 : 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  // Each page trains on all cores.
  workers: 1,
  reporter: [['list'], ['json', { outputFile: '.cache/test-reports/e2e.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    headless: true,
    locale: 'en-US',
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumFlags, ...(executablePath && { executablePath }) },
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: ['**/other-browsers/**', ...notLong],
      use: { browserName: 'chromium', viewport: { width: 1280, height: 900 } },
    },
    // Playwright drives only builds of its own; these tests drive the browsers that users have.
    { name: 'other-browsers', testDir: 'e2e/other-browsers', testIgnore: notLong },
  ],
  webServer: {
    command: [
      `node e2e/build-site.mjs ${site}`,
      `node node_modules/vite/bin/vite.js preview --logLevel warn --outDir ${site} --host 127.0.0.1 --port ${port} --strictPort`,
    ].join(' && '),
    url: `http://127.0.0.1:${port}/`,
    timeout: 300_000,
  },
});
