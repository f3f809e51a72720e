import { afterEach, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Errors by kind' });
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);

async function openTested(options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15, ...options }, undefined, 'understand');
  await expect.element(sheet.getByText(/The test of a network is shown here by length/)).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('shows the test by length, with intervals and bars; axe finds nothing, on a phone neither', async () => {
  await openTested();
  const table = sheet.getByRole('table', { name: 'Length in words' });
  await expect
    .element(table.getByRole('row', { name: '7 to 10 58 86.2%' }))
    .toHaveTextContent('7 to 105886.2%77.3% to 95.1%');
  const bar = document.querySelector('.group-bar')!.getBoundingClientRect();
  const fill = document.querySelector('.group-fill')!.getBoundingClientRect();
  const whole = document.querySelector('.group-whole')!.getBoundingClientRect();
  expect(fill.width / bar.width).toBeCloseTo(0.77, 1);
  expect((whole.left - bar.left) / bar.width).toBeCloseTo(0.822, 1);
  await expect.poll(() => violations('.panel-error-groups')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-error-groups')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('shows it by what is chosen, and says which groups are surely worse', async () => {
  await openTested();
  await sheet.getByRole('combobox', { name: 'By' }).selectOptions('Share of unknown words');
  const table = sheet.getByRole('table', { name: 'Share of unknown words' });
  await expect
    .element(table.getByRole('row', { name: /over 20% 68/ }))
    .toHaveTextContent('63.0%below the mean');
  await expect.element(table.getByRole('row', { name: /none 120/ })).not.toHaveTextContent('below');
  await sheet.getByRole('combobox', { name: 'By' }).selectOptions('Column “label”');
  const columns = sheet.getByRole('table', { name: 'Column “label”' });
  await expect.element(columns.getByRole('row', { name: /31 other values/ })).toBeVisible();
  await expect.element(columns.getByRole('row', { name: /\(empty\)/ })).toBeVisible();
  expect(received('group-errors').at(-1)?.request).toEqual({ by: { kind: 'column', column: 'label' } });
});

it('says why there is none', async () => {
  await openTested({
    fail: { 'group-errors': { code: 'bad-input', told: { code: 'tested-reviews-gone' } } },
  });
  await expect.element(sheet.getByText(/are not loaded: test again to see them/)).toBeVisible();
});
