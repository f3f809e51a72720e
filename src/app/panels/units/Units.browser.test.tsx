import { afterEach, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Where else does this unit fire?' });
const inside = page.getByRole('region', { name: 'Inside the network' });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });
const places = () => sheet.getByRole('list', { name: 'Strongest places' });
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);

async function openTraced(text: string, options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15, ...options }, undefined, 'understand');
  await expect.element(sheet.getByText(/^Train a network or load one/)).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await expect.element(sheet.getByText(/^Write a review in “Inside the network”/)).toBeVisible();
  await inside.getByRole('textbox', { name: 'The text to look at' }).fill(text);
  await expect.element(button('Find the strongest places')).toBeVisible();
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('finds the strongest places of a gate or state, with the classes there; axe finds nothing, on a phone neither', async () => {
  await openTraced('great food');
  await sheet.getByRole('combobox', { name: 'Its gate or state' }).selectOptions('forget gate');
  expect(received('unit-places')).toEqual([]);
  await button('Find the strongest places').click();
  await expect
    .element(
      sheet.getByText('17 of these 20 reviews are positive (85.0%); of the reviews looked at, 50.0% are.'),
    )
    .toBeVisible();
  await expect.element(sheet.getByText(/^3,000 of 50,000 reviews were looked at, evenly/)).toBeVisible();
  await expect
    .element(places().getByRole('button', { name: /^we had good food on day 0 0\.99/ }))
    .toBeVisible();
  await expect.poll(() => document.querySelectorAll('.units-context mark').length).toBe(20);
  // The next ones come by themselves.
  await sheet.getByRole('combobox', { name: 'Looked for' }).selectOptions('lowest values');
  await expect.element(sheet.getByText('forget gate of unit 1: lowest values')).toBeVisible();
  expect(received('unit-places').at(-1)?.request).toEqual({
    query: { layer: 'lstm_0', direction: 'backward', unit: 0, part: 'forget', end: 'lowest' },
  });
  await expect.poll(() => violations('.panel-units')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-units')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('is asked by the microscope, and opens a place there: its review, its unit and its word', async () => {
  await openTraced('great food');
  await inside.getByRole('combobox', { name: 'Unit', exact: true }).selectOptions('Unit 3');
  await inside.getByRole('button', { name: 'Where else does unit 3 fire?' }).click();
  await expect.element(sheet.getByText('hidden state of unit 3: highest values')).toBeVisible();
  expect(document.activeElement).toBe(sheet.element());
  expect(received('unit-places').at(-1)?.request).toMatchObject({
    query: { layer: 'lstm_0', direction: 'forward', unit: 2 },
  });
  await places()
    .getByRole('button', { name: /on day 4 / })
    .click();
  const field = inside.getByRole('textbox', { name: 'The text to look at' });
  await expect.element(field).toHaveValue('we had good food on day 4');
  expect(document.activeElement).toBe(field.element());
  await expect.element(inside.getByRole('combobox', { name: 'Unit', exact: true })).toHaveValue('2');
  await expect
    .element(inside.getByRole('button', { name: /^good: positive/ }))
    .toHaveAttribute('aria-pressed', 'true');
  await expect.element(inside.getByText(/^Unit 3 writes most/)).toBeVisible();
});

it('finds where the same units are on as at chosen words', async () => {
  await openTraced('great food and bad service');
  await expect.element(button('Find where the same units are on')).toBeDisabled();
  await button('bad').click();
  await button('great').click();
  await button('Find where the same units are on').click();
  await expect.element(sheet.getByText('Units that are on at “great … bad”')).toBeVisible();
  await expect.element(sheet.getByText(/^Units 3 and 5 \(low\): on at these words and off at/)).toBeVisible();
  await expect
    .element(
      places()
        .getByRole('button', { name: /2 of 2 units on/ })
        .first(),
    )
    .toBeVisible();
  expect(received('same-units').at(-1)?.request).toMatchObject({
    query: { text: 'great food and bad service', words: [0, 3] },
  });
  await button('food').click();
  await button('and').click();
  await button('Find where the same units are on').click();
  await expect.element(sheet.getByText(/^No unit is on at all of these words/)).toBeVisible();
  await expect.poll(() => violations('.panel-units')).toEqual([]);
});

it('says what went wrong, and forgets all when another network comes', async () => {
  const told = { code: 'tested-reviews-gone' } as const;
  await openTraced('great food', { fail: { 'unit-places': { code: 'bad-input', told } } });
  await button('Find the strongest places').click();
  await expect.element(sheet.getByText(/are not loaded/)).toBeVisible();
  await app.controller.run.start();
  await expect.element(button('Find the strongest places')).toBeVisible();
  await expect.element(sheet.getByText(/are not loaded/)).not.toBeInTheDocument();
});
