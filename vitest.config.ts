import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { configDefaults, defineConfig } from 'vitest/config';

import { chromiumFlags, findInstalledBrowser } from './scripts/find-browser.mjs';
import { propertyTests } from './scripts/property-tests.mjs';
import { isolation } from './scripts/site/headers.mjs';
import { markdownAsHtml } from './scripts/site/markdown.mjs';
import { sitePackages } from './scripts/site/packages.mjs';

/** `npm run test:long` sets this: then only the long tests run, else all others. */
const long = process.env['LONG_TESTS'] === '1';

const folderNames = ['src', 'cli', 'bench', 'scripts'];
const folders = `{${folderNames.join()}}`;
const inBrowser = `${folders}/**/*.browser${long ? '.long' : ''}.test.{ts,tsx}`;
const inNode = `${folders}/**/*${long ? '.long' : ''}.test.ts`;
const browserTests = `${folders}/**/*.browser{.long,}.test.{ts,tsx}`;
/**
 * A change is not judged by chance: `npm test` tries the same examples each time. The long tests try others, and
 * fast-check says which seed failed.
 */
const propertySeed = long ? Math.floor(Math.random() * 2 ** 31) : 1;
const alsoLong = long ? propertyTests(import.meta.dirname, folderNames) : [];
const isInBrowser = (path: string) => path.includes('.browser.');

const longTests = long ? [] : [`${folders}/**/*.long.test.{ts,tsx}`];

/** What Vite would otherwise find late and answer with a reload in the middle of a test. */
const packages = [...sitePackages, '@tensorflow/tfjs', 'axe-core', 'fast-check', 'hyparquet-writer'];

const executablePath = findInstalledBrowser() ?? undefined;

const setupFiles = ['scripts/property-seed.ts'];

export default defineConfig({
  test: {
    provide: { propertySeed },
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          setupFiles,
          include: [inNode, ...alsoLong.filter((path) => !isInBrowser(path))],
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
          setupFiles,
          include: [inBrowser, ...alsoLong.filter(isInBrowser)],
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
