import axe from 'axe-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Inside the network' });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });

async function openTraced(text: string): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15 }, undefined, 'understand');
  await expect.element(sheet.getByText(/^Train a network or load one/)).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await sheet.getByRole('textbox', { name: 'The text to look at' }).fill(text);
  await expect.element(sheet.getByRole('toolbar', { name: 'Words of the text' })).toBeVisible();
}

async function violations(): Promise<string[]> {
  const found = await axe.run('.panel-inside', { resultTypes: ['violations'] });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 100)}`);
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('steps through the running verdict by keys, and plays', async () => {
  await openTraced('great food and bad service');
  await expect
    .element(sheet.getByRole('button', { name: 'great: positive 83.2% if the text ended here' }))
    .toBeVisible();
  await expect.element(sheet.getByText(/also reads backwards from the end/)).toBeVisible();
  await button('service: positive 55.0% if the text ended here').click();
  await userEvent.keyboard('{Home}');
  await expect.element(sheet.getByText('After “great” the probability of positive is 83.2%.')).toBeVisible();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  await expect
    .element(sheet.getByText('“bad” moves the probability of positive from 83.2% to 55.0%.'))
    .toBeVisible();
  expect(document.activeElement?.textContent).toBe('bad');
  await button('Play').click();
  await expect.element(sheet.getByText(/^“service” moves/)).toBeVisible();
  await expect.element(button('Play')).toBeVisible();
});

it('shows a unit close up, its equations and numbers, and all units in a picture; axe finds nothing', async () => {
  await openTraced('great food and bad service');
  await expect.element(sheet.getByText(/^Unit 1 writes most at “great” \(input gate 0\.60\)/)).toBeVisible();
  await expect
    .element(sheet.getByRole('figure', { name: /^forget gate, 0\.58 at “service”$/ }))
    .toBeVisible();
  await button('great: positive 83.2% if the text ended here').click();
  await button('The equations').click();
  await expect
    .element(sheet.getByText('c_t = f_t ∘ c_{t−1} + i_t ∘ c̃_t = 0.90 · 0.00 + 0.60 · 0.66 = 1.00'))
    .toBeVisible();
  await button('All units').click();
  await sheet.getByRole('combobox', { name: 'Gate or state' }).selectOptions('forget gate');
  const picture = sheet.getByRole('img', { name: 'forget gate: 6 units by 5 words' });
  await expect.element(picture).toBeVisible();
  await picture.click({ position: { x: 5, y: 5 } });
  await button('The same as numbers').click();
  const table = sheet.getByRole('table', { name: 'Gates and states of unit 1 over the words' });
  await expect.element(table.getByRole('row', { name: /^great 0\.90 0\.60/ })).toBeVisible();
  await expect.poll(violations).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(violations).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('looks at another direction, in another order', async () => {
  await openTraced('great food');
  await sheet.getByRole('combobox', { name: 'Units by' }).selectOptions('how long they remember');
  await expect.element(sheet.getByRole('combobox', { name: 'Unit', exact: true })).toHaveValue('2');
  await expect.element(sheet.getByText(/It forgets nothing here/)).toBeVisible();
  await sheet.getByRole('combobox', { name: 'Layer and direction' }).selectOptions('Layer 1, backwards');
  await button('food: positive 83.2% if the text ended here').click();
  await button('The equations').click();
  // Read backwards it is the first word: there is no state before.
  await expect.element(sheet.getByText(/· 0\.00 \+/)).toBeVisible();
});

it('puts a gate where it stays and shuts a unit: probabilities change at once, accuracy is measured', async () => {
  await openTraced('great food');
  await expect.element(button('Measure on validation reviews')).toBeDisabled();
  await sheet.getByRole('combobox', { name: 'Forget gates' }).selectOptions('always open');
  await expect
    .element(sheet.getByText(/Changed: positive 50\.0% for the whole text instead of 83\.2%\./))
    .toBeVisible();
  await button('Shut unit 1').click();
  await expect.element(sheet.getByText(/Unit 1 is shut\./)).toBeVisible();
  const asked = app.workers.flatMap(({ received }) => received).filter(({ name }) => name === 'trace');
  expect(asked.at(-1)?.request).toEqual({
    text: 'great food',
    change: { gates: { forget: 'open' }, unit: { layer: 'lstm_0', direction: 'forward', unit: 0 } },
  });
  await button('Measure on validation reviews').click();
  await expect
    .element(sheet.getByText(/right on 84\.7% of 298 reviews that it was validated on, instead of 90\.1%/))
    .toBeVisible();
  await expect.poll(violations).toEqual([]);
  await button('As trained').click();
  await expect.element(button('great: positive 83.2% if the text ended here')).toBeVisible();
  await expect.element(sheet.getByText(/right on/)).not.toBeInTheDocument();
});
