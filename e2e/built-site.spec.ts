/** The built site's files, whichever browser opens them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { chunkNames, lazyParts, packagesInMaps, site, syntaxOf } from './site-files.ts';

/** WebKit evaluates a module worker's entry a second time when another chunk imports it. */
test('no chunk imports a worker’s entry', () => {
  const chunks = new Map(chunkNames().map((name) => [name, syntaxOf(name)]));
  const entries = new Set([...chunks.values()].flatMap(({ workers }) => workers));
  const plainNames = [...entries].map((name) => name.replace(/-.*/, ''));
  expect(plainNames.toSorted()).toEqual(['pool.worker', 'trainer.worker']);
  for (const [name, { imports, hasExports }] of chunks) {
    // Otherwise this test would not see what the browser loads.
    for (const one of imports) expect([...chunks.keys()], `${name} imports ${one}`).toContain(one);
    const imported = imports.filter((one) => entries.has(one));
    expect(imported, `the workers’ entries that ${name} imports`).toEqual([]);
    if (entries.has(name)) expect(hasExports, `${name} exports something`).toBe(false);
  }
});

test('the licences of all bundled packages are in the site, and the page leads to them', async ({ page }) => {
  const text = readFileSync(join(site, 'licenses.txt'), 'utf8');
  const packages = packagesInMaps();
  for (const name of ['react-dom', 'recharts', '@tensorflow/tfjs-core', 'fflate'])
    expect(packages).toContain(name);
  // The kernels hold parts of AssemblyScript's library, which no map tells.
  for (const name of [...packages, 'assemblyscript']) {
    expect(text.includes(`\n${name} `), `the licence of ${name}`).toBe(true);
  }
  expect(text).toContain('Apache License');
  expect(text).not.toContain('\nvitest ');
  await page.goto('./');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('link', { name: 'Licences of the software in this page' }).click();
  await expect(page.locator('body')).toContainText('react-dom');
});

test('every part that is loaded lazily is known to the page', () => {
  const sources = readdirSync('src/app', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => readFileSync(join('src/app', path), 'utf8'));
  const used = sources.flatMap((text) =>
    [...text.matchAll(/lazyPart\(\s*'([^']+)'/g)].map(([, name]) => name ?? ''),
  );
  expect(used.length).toBeGreaterThan(0);
  expect(Object.keys(lazyParts()).toSorted()).toEqual([...new Set(used)].toSorted());
});
