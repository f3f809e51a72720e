import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { isolation, policyInPage, siteHeaders } from './scripts/site/headers.mjs';
import { stateLayerOrder } from './scripts/site/layer-order.mjs';
import { listLazyParts } from './scripts/site/lazy-parts.mjs';
import { markdownAsHtml } from './scripts/site/markdown.mjs';
import { collectLicences } from './scripts/site/licenses.mjs';
import { sitePackages } from './scripts/site/packages.mjs';
import { separateWorkerEntries } from './scripts/site/worker-entries.mjs';

const licences = collectLicences();

export default defineConfig({
  base: './',
  plugins: [react(), markdownAsHtml(), policyInPage(), listLazyParts(), stateLayerOrder(), licences.page],
  worker: { format: 'es', plugins: () => [separateWorkerEntries(), licences.worker()] },
  build: {
    target: 'es2022',
    sourcemap: true,
    chunkSizeWarningLimit: 1_000,
    // What the page needs at first is one file: it packs better than a dozen, and is asked for once.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
  optimizeDeps: { include: sitePackages },
  server: { headers: { ...isolation, 'X-Content-Type-Options': 'nosniff' }, port: 5173 },
  preview: { headers: siteHeaders, port: 4173 },
});
