import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { separateWorkerEntries } from './scripts/site/worker-entries.mjs';

/** WebAssembly threads need a page that is isolated from other origins. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es', plugins: () => [separateWorkerEntries()] },
  build: { target: 'es2022', sourcemap: true },
  server: { headers: isolation, port: 5173 },
  preview: { headers: isolation, port: 4173 },
});
