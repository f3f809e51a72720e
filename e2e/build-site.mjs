/**
 * Builds the site that the tests open: with all samples and without English vectors, whatever lies in `public/`.
 *
 *     node e2e/build-site.mjs FOLDER
 */
import { build } from 'vite';

import { buildDatasets } from '../scripts/build-datasets.mjs';

const publicDir = '.cache/e2e-public';
const [outDir] = process.argv.slice(2);

await buildDatasets({ withImdb: true, folder: `${publicDir}/datasets` });
// Where samples were built anew, this process is in development mode, and would build React's own checks into the page.
process.env['NODE_ENV'] = 'production';
await build({ publicDir, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
