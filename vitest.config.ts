import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { configDefaults, defineConfig } from 'vitest/config';

import { chromiumFlags, findInstalledBrowser } from './scripts/find-browser.mjs';
import { isolation } from './scripts/site/headers.mjs';
import { markdownAsHtml } from './scripts/site/markdown.mjs';
import { sitePackages } from './scripts/site/packages.mjs';

/** `npm run test:long` sets this: then only the long tests run, else all others. */
const long = process.env['LONG_TESTS'] === '1';

const folders = '{src,cli,bench,scripts}';
const inBrowser = `${folders}/**/*.browser${long ? '.long' : ''}.test.{ts,tsx}`;
const inNode = `${folders}/**/*${long ? '.long' : ''}.test.ts`;
const browserTests = `${folders}/**/*.browser{.long,}.test.{ts,tsx}`;
const longTests = long ? [] : [`${folders}/**/*.long.test.{ts,tsx}`];

/** What Vite would otherwise find late and answer with a reload in the middle of a test. */
const packages = [...sitePackages, '@tensorflow/tfjs', 'axe-core', 'fast-check', 'hyparquet-writer'];

const executablePath = findInstalledBrowser() ?? undefined;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [inNode],
          exclude: [...configDefaults.exclude, browserTests, ...longTests],
          testTimeout: long ? 3_600_000 : 30_000,
        },
      },
      {
        plugins: [react(), markdownAsHtml()],
        optimizeDeps: { include: packages },
        server: { headers: isolation },
        worker: { format: 'es' },
        test: {
          name: 'browser',
          include: [inBrowser],
          exclude: [...configDefaults.exclude, ...longTests],
          testTimeout: long ? 3_600_000 : 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(executablePath && { executablePath }), args: chromiumFlags },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
