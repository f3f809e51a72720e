import { afterEach, beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { patch, type BusyStatus } from './state/store.ts';
import type { ViewId } from './state/view/slice.ts';
import { renderApp, type RenderedApp } from './testing/render-app.tsx';

let app: RenderedApp;
const button = (name: string) => page.getByRole('button', { name, exact: true });
const region = (name: string) => page.getByRole('region', { name, exact: true });

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

const show = (view: ViewId) => app.controller.view.show(view);

/** The page in the middle of a run, with everything on it that waits for the run's end. */
async function openDuringRun() {
  app = await renderApp({ holdAt: 45 });
  show('data');
  await expect.element(button('Look through the reviews')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'What was found' })).toBeVisible();
  await button('Start training').click();
  await expect.element(button('Pause')).toBeEnabled();
}

const told: Record<BusyStatus, RegExp> = {
  starting: /The network is training/,
  running: /The network is training/,
  pausing: /Training is about to pause/,
  paused: /Training is paused/,
  stopping: /Training is stopping/,
  recovering: /Training is being recovered/,
};

it('says everywhere what the run is doing, and only that', async () => {
  await openDuringRun();
  const places = {
    data: ['Data', 'Check the data', 'Reviews'],
    train: ['Model'],
    export: ['Export'],
  } as const;
  for (const [status, sentence] of Object.entries(told) as [BusyStatus, RegExp][]) {
    patch(app.controller.store, 'run', { status });
    for (const [view, names] of Object.entries(places)) {
      show(view as keyof typeof places);
      for (const name of names)
        await expect.element(region(name), { timeout: 5_000 }).toHaveTextContent(sentence);
      // What is hidden says the new state when it is shown again.
      for (const other of Object.values(told).filter(({ source }) => source !== sentence.source))
        expect(document.body.innerText).not.toMatch(other);
    }
  }
});

it('names a paused run as paused in the tab, at the top and in the list of runs', async () => {
  await openDuringRun();
  show('runs');
  await expect.element(region('Runs').getByText('training', { exact: true })).toBeVisible();
  await button('Pause').click();
  await expect.element(button('Resume')).toBeEnabled();
  expect(document.title).toMatch(/^Paused at \d+% – Forget Gate$/);
  await expect.element(region('Runs').getByText('paused', { exact: true })).toBeVisible();
  expect(region('Runs').getByText('training', { exact: true }).query()).toBeNull();
  await button('Resume').click();
  await expect.element(region('Runs').getByText('training', { exact: true })).toBeVisible();
  expect(document.title).toMatch(/^\d+% trained/);
});

it('takes back what it said against a change when the run has ended', async () => {
  await openDuringRun();
  const alert = region('Data').getByRole('alert');
  await app.controller.take([{ path: 'reviews.csv', file: new File(['review,sentiment\n'], 'reviews.csv') }]);
  await expect
    .element(alert)
    .toHaveTextContent('The network is training. Stop it before you change the data.');
  await button('Pause').click();
  await expect.element(alert).toHaveTextContent('Training is paused. Stop it before you change the data.');
  await button('Stop').click();
  await expect.element(button('Start training')).toBeEnabled();
  expect(alert.query()).toBeNull();
  await button('Start training').click();
  await expect.element(button('Pause')).toBeEnabled();
  expect(alert.query()).toBeNull();
});
