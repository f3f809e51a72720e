/** What a visitor pays before the page is there, and until the first epoch is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { choose, listenForComplaints, openEpochs, region, setField, untilTested } from './page.ts';
import { serveSite } from './plain-host.ts';
import { site } from './site-files.ts';

const firstBundleLimit = 120_000;

/** The scripts that index.html loads, and all that those import statically. */
function firstScripts(): string[] {
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const found = new Set(
    [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path),
  );
  for (const path of found) {
    const code = readFileSync(join(site, path), 'utf8');
    for (const [, name] of code.matchAll(/(?:^|[;}\s])(?:import|export)[^'"()]*?['"]\.\/([^'"]+\.js)['"]/g)) {
      found.add(`assets/${name}`);
    }
  }
  return [...found];
}

test('the first bundle is small and holds no tfjs, no kernel and no chart', () => {
  const scripts = firstScripts();
  expect(scripts.length).toBeGreaterThan(0);
  const code = scripts.map((path) => readFileSync(join(site, path), 'utf8'));
  expect(code.reduce((sum, text) => sum + gzipSync(text).length, 0)).toBeLessThan(firstBundleLimit);
  // Each of these stands in the chunk that it belongs to, or the check would prove nothing.
  const marks = ['WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 'LstmSequence', '@workgroup_size', 'recharts-curve'];
  const all = readdirSync(join(site, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(site, 'assets', name), 'utf8'));
  for (const mark of marks) {
    expect(
      all.some((text) => text.includes(mark)),
      `${mark} is somewhere`,
    ).toBe(true);
    expect(
      code.some((text) => text.includes(mark)),
      `${mark} is not in the first bundle`,
    ).toBe(false);
  }
});

test('whichever stylesheet comes first says the order of the layers', () => {
  const [statement] = /^@layer [^;]+;/m.exec(readFileSync('src/app/styles/index.css', 'utf8')) ?? [''];
  const names = readdirSync(join(site, 'assets')).filter((name) => name.endsWith('.css'));
  expect(names.length).toBeGreaterThan(2);
  const others = names.filter(
    (name) => !readFileSync(join(site, 'assets', name), 'utf8').startsWith(statement),
  );
  expect(statement).toContain('base, controls');
  expect(others).toEqual([]);
});

/** From a cold open, on two cores without a GPU. */
const firstEpochLimit = 10_000;

test('the first epoch is done within ten seconds of opening the page', async ({ page }) => {
  const opened = performance.now();
  await page.goto('./');
  await page.getByRole('button', { name: 'Start training' }).click();
  const epochs = await openEpochs(page);
  await expect(epochs.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText(/\d/, { timeout: 60_000 });
  expect(performance.now() - opened).toBeLessThan(firstEpochLimit);
});

test('the site works from a sub-path of a plain host, where threads are not allowed', async ({ page }) => {
  const host = await serveSite('/some/where/');
  try {
    const complaints = listenForComplaints(page);
    await page.goto(host.url('127.0.0.1'));
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(false);
    await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
    await setField(page, 'Epochs', '1');
    await choose(page, 'Backend', 'WebAssembly');
    await page.getByRole('button', { name: 'Start training' }).click();
    await untilTested(page, 60_000);
    await expect(region(page, 'Model')).toContainText('one thread');
    await expect(region(page, 'Model')).toContainText('the server of this page does not isolate it');
    expect(complaints.console.filter((text) => !text.includes('favicon'))).toEqual([]);
    expect(complaints.foreign).toEqual([]);
  } finally {
    host.close();
  }
});
