/**
 * The built site for this machine, under `.cache/site/`: built again only when its sources changed. Samples are not in
 * it: the server adds them, so that what may not be published is never in a site.
 *
 * As a program it builds into a folder: `node scripts/site/built-site.mjs FOLDER`. A process of its own, so that the
 * memory for building is free again while the site is served.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '../..');

/** A server that still runs keeps its site for this many newer ones. */
const keptSites = 3;

/** Every file that the site is made from, in one order. */
function sourceFiles() {
  /** @param {string} folder */
  const under = (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => !path.includes('.test.') && statSync(join(root, path)).isFile());
  return [
    ...under('src').toSorted(),
    ...under('scripts/site').toSorted(),
    ...['.cache/kernels/stamp', 'index.html', 'package.json', 'package-lock.json', 'vite.config.ts'],
  ];
}

/** Changes when any of the sources does. */
function siteKey() {
  const hash = createHash('sha256');
  for (const path of sourceFiles()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} [cache] where sites are stored
 * @returns {string} the folder of the site as the sources are now
 * @throws {Error} when it can't be built
 */
export function builtSite(cache = join(root, '.cache/site')) {
  const folder = join(cache, siteKey());
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  // Renamed when whole: a build that is cut off, or one beside this one, leaves no half site.
  const unfinished = `${folder}.${process.pid}`;
  const { status } = spawnSync(process.execPath, [import.meta.filename, unfinished], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error('The site could not be built: the lines above say why.');
  }
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  forgetOldSites(cache);
  return folder;
}

/** @param {string} cache */
function forgetOldSites(cache) {
  const sites = readdirSync(cache)
    .map((name) => join(cache, name))
    .map((path) => ({ path, made: statSync(path).mtimeMs }))
    .toSorted((a, b) => b.made - a.made);
  for (const { path } of sites.slice(keptSites)) rmSync(path, { recursive: true, force: true });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { build } = await import('vite');
  await build({
    root,
    logLevel: 'warn',
    build: { outDir: process.argv[2], emptyOutDir: true, copyPublicDir: false },
  });
}
