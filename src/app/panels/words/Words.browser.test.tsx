import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { catchSavedFiles } from '../../testing/saved-files.ts';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Words', exact: true });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });

async function openTrained(options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15, ...options }, undefined, 'understand');
  await expect.element(sheet.getByText(/^Train a network or load one/)).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await expect.element(sheet.getByRole('textbox', { name: 'Word' })).toBeVisible();
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
});

it('finds the nearest words of a typed or pressed word', async () => {
  await openTrained();
  await sheet.getByRole('textbox', { name: 'Word' }).fill('great');
  await userEvent.keyboard('{Enter}');
  await expect.element(sheet.getByRole('list', { name: 'Nearest to “great”' })).toBeVisible();
  await button('great-1, cosine 0.90').click();
  await expect.element(sheet.getByRole('list', { name: 'Nearest to “great-1”' })).toBeVisible();
  await expect.element(sheet.getByRole('textbox', { name: 'Word' })).toHaveValue('great-1');
  await sheet.getByRole('textbox', { name: 'Word' }).fill('qwertz');
  await button('Find the nearest').click();
  await expect.element(sheet.getByText(/does not know “qwertz”/)).toBeVisible();
});

it('compares the network with counting, in a table and a map; axe finds nothing, on a phone neither', async () => {
  await openTrained();
  await button('Compare with counting').click();
  await expect
    .element(
      sheet.getByText(
        /^They differ most on “not”: −1\.20 by the network, \+0\.10 by counting\. The ranks of both correlate by 0\.71\. On 40 of 100 reviews/,
      ),
    )
    .toBeVisible();
  const table = sheet.getByRole('table', { name: /^Words by how far network and counting differ/ });
  await expect.element(table.getByRole('row', { name: 'not 12 −1.20 +0.10 −1.30' })).toBeVisible();
  const map = sheet.getByRole('img', { name: /^4 words that counting tells the classes by/ });
  await map.click({ position: { x: 30, y: 30 } });
  await expect.element(sheet.getByRole('list', { name: 'Nearest to “awful”' })).toBeVisible();
  await button('The words of the map').click();
  await button('great (positive)').click();
  await expect.element(sheet.getByRole('list', { name: 'Nearest to “great”' })).toBeVisible();
  await table.getByRole('button', { name: 'not' }).click();
  await expect.element(sheet.getByRole('list', { name: 'Nearest to “not”' })).toBeVisible();
  await expect.poll(() => violations('.panel-words')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-words')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('saves the map as a picture, and map and table as numbers', async () => {
  await openTrained();
  await button('Compare with counting').click();
  const saved = catchSavedFiles();
  const map = sheet.getByRole('group', { name: 'Save the map:' });
  for (const ending of ['SVG', 'PNG', 'CSV']) await map.getByRole('button', { name: ending }).click();
  await sheet.getByRole('group', { name: 'Save the table:' }).getByRole('button').click();
  await expect
    .poll(saved.names)
    .toEqual(['network-and-counting.csv', 'word-map.csv', 'word-map.png', 'word-map.svg']);
  const svg = await saved.svgOf('word-map.svg');
  const labels = [...(svg?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent);
  expect(labels).toEqual(expect.arrayContaining(['great', 'awful', 'speaks for negative']));
  const map0 = (await saved.fileOf('word-map.csv').text()).split('\r\n');
  expect(map0[0]).toMatch(/^\ufeff?"Word","Speaks for","Weight in counting","First component",/);
  expect(map0).toHaveLength(1 + 4 + 1);
  expect(await saved.fileOf('network-and-counting.csv').text()).toContain('"not","12","-1.2","0.1","-1.3"');
});

it('says why words cannot be compared', async () => {
  await openTrained({ fail: { 'word-report': { code: 'bad-input', told: { code: 'no-validation-rows' } } } });
  await button('Compare with counting').click();
  await expect.element(sheet.getByText(/No review of the loaded data was validated on/)).toBeVisible();
});
