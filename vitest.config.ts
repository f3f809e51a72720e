import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { configDefaults, defineConfig } from 'vitest/config';

import { chromiumFlags, findInstalledBrowser } from './scripts/find-browser.mjs';

/** `npm run test:long` sets this: then only the long tests run, else all others. */
const long = process.env['LONG_TESTS'] === '1';

const folders = '{src,cli,bench,scripts}';
const inBrowser = `${folders}/**/*.browser${long ? '.long' : ''}.test.{ts,tsx}`;
const inNode = `${folders}/**/*${long ? '.long' : ''}.test.ts`;
const browserTests = `${folders}/**/*.browser{.long,}.test.{ts,tsx}`;
const longTests = long ? [] : [`${folders}/**/*.long.test.{ts,tsx}`];

/** WebAssembly threads need a page that is isolated from other origins, as in vite.config.ts. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What Vite would otherwise find late and answer with a reload in the middle of a test. */
const packages = [
  '@tanstack/react-virtual',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-webgl',
  '@tensorflow/tfjs-backend-webgpu',
  '@tensorflow/tfjs-layers',
  'axe-core',
  'fast-check',
  'fflate',
  'hyparquet',
  'hyparquet-compressors',
  'hyparquet-writer',
  'hyparquet/src/column.js',
  'hyparquet/src/datapage.js',
  'hyparquet/src/delta.js',
  'hyparquet/src/encoding.js',
  'hyparquet/src/schema.js',
  'idb',
  'papaparse',
  'react',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  'react-aria-components',
  'react-dom',
  'react-dom/client',
  'recharts',
  'valibot',
  'zustand',
  'zustand/vanilla',
];

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
        plugins: [react()],
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
