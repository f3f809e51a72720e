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
await build({ publicDir, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
