import { afterEach, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { renderApp, type RenderedApp } from '../testing/render-app.tsx';

let app: RenderedApp;
const region = (name: string) => page.getByRole('region', { name, exact: true });
const press = (panel: string, name: RegExp | string) =>
  region(panel).getByRole('button', { name, exact: true }).click();
const state = () => app.controller.store.getState();
const found = () => {
  const { insight, units, line, words } = state();
  return [insight.ablations.found, insight.proof.found, units.found, line.found, words.report.found];
};

beforeEach(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('shows nothing of the network of before once another one was trained, in another view', async () => {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15 }, undefined, 'understand');
  await expect.element(region('Inside the network')).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  const text = region('Inside the network').getByRole('textbox', { name: 'The text to look at' });
  await text.fill('great food and bad service');
  await press('Inside the network', 'Measure each part');
  await press('Inside the network', 'Measure on test reviews');
  await press('Where else does this unit fire?', 'Find the strongest places');
  await press('The line', 'Draw the line');
  await press('Words', 'Compare with counting');
  await expect.poll(() => found().every((one) => one !== null)).toBe(true);

  app.controller.view.show('train');
  await expect.element(text).not.toBeInTheDocument();
  app.controller.settings.set('cell', 'gru');
  await app.controller.run.start();
  app.controller.view.show('understand');
  await expect.element(text).toBeVisible();
  expect(found()).toEqual([null, null, null, null, null]);
  await expect
    .element(region('The line').getByRole('button', { name: 'Draw the line', exact: true }))
    .toBeVisible();
});
