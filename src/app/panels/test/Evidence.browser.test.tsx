import { page } from 'vitest/browser';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { violations } from '../../testing/axe.ts';
import { fakeTest } from '../../testing/fake-answers.ts';
import { fakeRun } from '../../testing/fake-runs.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { patch } from '../../state/store.ts';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Test', exact: true });

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

async function train(): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15 }, undefined, 'understand');
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await expect.element(sheet.getByText('82.2%').first()).toBeVisible();
}

describe('the evidence beside a test', () => {
  it('has the interval, the baselines on the same rows, a verdict without praise and advice', async () => {
    await train();
    await expect
      .element(sheet)
      .toHaveTextContent('298 reviews: ± 2.2 points (standard error), 95% interval 77.5% to 86.1%.');
    const table = sheet.getByRole('table', { name: 'Beside simple baselines, on the same reviews' });
    await expect
      .element(
        table.getByRole('row', {
          name: /Counting words and word pairs \(n-grams\) 79.2% \+3.0 −1.5 to \+7.5 0.243/,
        }),
      )
      .toBeVisible();
    await expect
      .element(table.getByRole('row', { name: /Majority class 50.3% \+31.9 .* < 0.001/ }))
      .toBeVisible();
    await expect.element(sheet.getByText(/not distinguishable from the n-gram baseline/)).toBeVisible();
    const reasons = sheet.getByRole('list', { name: 'The most likely reason and what to try' });
    await expect
      .element(reasons.getByRole('listitem').first())
      .toHaveTextContent(/298 reviews are too few to tell/);
    await expect.element(reasons).toHaveTextContent(/memorised rare words: 89.1% .* 79.8% of the 188 others/);
    const advice = sheet.getByRole('list', { name: 'What to try next' });
    await expect.element(advice).toHaveTextContent(/risen since epoch 6: more epochs will not help/);
    expect(await violations('.panel-test')).toEqual([]);
  });

  it('says what other seeds gave, and what an older report does not know', async () => {
    await train();
    const config = app.controller.store.getState().model.held?.config;
    if (!config) throw new Error('Nothing was trained.');
    const saved = [
      [7, 0.761],
      [8, 0.868],
    ].map(([seed, accuracy]) =>
      fakeRun(`${seed}`, {
        status: 'finished',
        config: { ...config, seed },
        test: { ...fakeTest, accuracy },
      }),
    );
    const list = {
      runs: saved,
      training: [],
      unreadable: 0,
      elsewhere: [],
      used: null,
      quota: null,
      problem: null,
    };
    patch(app.controller.store, 'runs', { list });
    await expect
      .element(sheet)
      .toHaveTextContent('Your 2 runs with these settings and other seeds or splits gave 76.1% to 86.8%.');
    const report = { ...fakeTest, baselines: null, verdict: null, advice: [] };
    patch(app.controller.store, 'test', { report });
    await expect.element(sheet.getByText(/need the reviews that the network was trained on/)).toBeVisible();
    expect(sheet.getByRole('list', { name: 'What to try next' }).query()).toBeNull();
  });
});
