/**
 * Serves the page on this machine and prints its address.
 *
 *     node scripts/start.mjs           the built site, built again when its sources changed
 *     node scripts/start.mjs --dev     the development server, which shows changes at once
 *
 * IMDB, which takes a while to build, is built beside it when it is missing.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';

import { createServer, preview } from 'vite';

import { buildKernels } from './build-kernels.mjs';
import { builtSite } from './site/built-site.mjs';
import { LiveSamples } from './site/live-samples.mjs';

const root = resolve(import.meta.dirname, '..');

/**
 * @typedef {object} StartOptions
 * @property {boolean} [dev]
 * @property {string | boolean} [host] the address to listen on; true: all of this machine
 * @property {number} [port]
 * @property {boolean} [open] shows the page in a browser
 * @property {string} [samplesCache] where samples are built
 * @property {string} [depsCache] where the development server keeps its bundled packages
 */

/**
 * @param {StartOptions} options
 * @returns {Promise<{ url: string, printUrls: () => void, close: () => Promise<void> }>} once the page can be opened
 */
export async function start({ dev = false, host, port, open = false, samplesCache, depsCache }) {
  await buildKernels();
  const samples = await LiveSamples.open(samplesCache);
  const listen = { host, open, ...(port !== undefined && { port }) };
  const shared = {
    root,
    plugins: [samples.plugin()],
    ...(depsCache !== undefined && { cacheDir: depsCache }),
  };
  const server = dev
    ? await (await createServer({ ...shared, server: listen })).listen()
    : await preview({ ...shared, preview: listen, build: { outDir: builtSite() } });
  const stop = samples.buildRest();
  return {
    url: server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0] ?? '',
    printUrls: () => server.printUrls(),
    async close() {
      stop();
      await server.close();
    },
  };
}

/** @param {string[]} args */
async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      dev: { type: 'boolean' },
      host: { type: 'string' },
      port: { type: 'string' },
      open: { type: 'boolean' },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Error(`--port is “${values.port}”: it must be a whole number from 1 to 65535.`);
  }
  const server = await start({ dev: values.dev, open: values.open, host: values.host, port });
  server.printUrls();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().finally(() => process.exit(0)));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.chdir(root);
  try {
    // `--host` alone means all addresses, as with Vite.
    await main(
      process.argv.slice(2).map((arg, i, all) => {
        const isAlone = arg === '--host' && (all[i + 1] === undefined || all[i + 1].startsWith('-'));
        return isAlone ? '--host=0.0.0.0' : arg;
      }),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
