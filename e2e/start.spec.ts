/** `npm start` and `npm run dev` on a machine where nothing is built yet. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { freePort } from '../scripts/free-port.mjs';
import { builtSite } from '../scripts/site/built-site.mjs';
import { siteHeaders } from '../scripts/site/headers.mjs';
import { start } from '../scripts/start.mjs';
import { region, setField, setSmallNetwork, show, trainToTheEnd } from './page.ts';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-start-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

/** How often the page was loaded. */
function countLoads(page: Page): () => number {
  let count = 0;
  page.on('domcontentloaded', () => count++);
  return () => count;
}

const epochs = (page: Page) => page.getByRole('textbox', { name: 'Epochs', exact: true });

test('the page can be used before IMDB is built, and offers it as soon as it is', async ({
  page,
  request,
}) => {
  test.setTimeout(400_000);
  const server = await start({ port: await freePort(), samplesCache: folder });
  try {
    const loads = countLoads(page);
    await page.goto(`${server.url}#/data`);
    const card = page.getByRole('radio', { name: 'IMDB reviews' });
    await expect(card).toBeDisabled();
    await expect(region(page, 'Data')).toContainText('It is being built on this machine');
    await expect(region(page, 'Data')).toContainText('2,982 reviews');
    await setField(page, 'Epochs', '7');
    await show(page, 'Data');
    await expect(card).toBeEnabled({ timeout: 300_000 });
    await show(page, 'Train');
    await expect(epochs(page)).toHaveValue('7');
    expect(loads()).toBe(1);
    const sample = await request.get(`${server.url}datasets/imdb.reviews`);
    expect((await sample.body()).length).toBeGreaterThan(1e6);
    for (const path of ['', 'datasets/imdb.reviews', 'datasets/catalogue.json']) {
      const headers = (await request.get(server.url + path)).headers();
      for (const [name, value] of Object.entries(siteHeaders))
        expect(headers[name.toLowerCase()]).toBe(value);
    }
  } finally {
    await server.close();
  }
});

test('the site is not built again while its sources stay, and holds no samples', async () => {
  const site = builtSite();
  const began = performance.now();
  expect(builtSite()).toBe(site);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(existsSync(join(site, 'index.html'))).toBe(true);
  expect(existsSync(join(site, 'datasets'))).toBe(false);
});

test('the development server does not reload a first visit', async ({ page }) => {
  test.setTimeout(300_000);
  const server = await start({ dev: true, port: await freePort(), depsCache: folder });
  try {
    const loads = countLoads(page);
    await page.goto(server.url);
    await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled({ timeout: 120_000 });
    await setSmallNetwork(page, 'Automatic');
    await setField(page, 'Epochs', '1');
    await trainToTheEnd(page, 150_000);
    await expect(epochs(page)).toHaveValue('1');
    expect(loads()).toBe(1);
  } finally {
    await server.close();
  }
});
