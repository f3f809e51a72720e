/** Every figure beside a run says whose it is: the run's own, the earlier network's, or of other data. */
import { page } from 'vitest/browser';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { fakeSamples } from '../../testing/fake-answers.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const open = async (options: Partial<FakeOptions> = {}) => {
  app = await renderApp(options);
  app.controller.settings.set('epochs', '2');
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const training = () => page.getByRole('region', { name: 'Training', exact: true });
const loaded = () => page.getByLabelText('Loaded', { exact: true });
const run = () => app.controller.store.getState().run;

async function train(): Promise<void> {
  const before = run().config;
  await button('Start training').click();
  await expect.poll(() => run().config !== before && run().status).toBe('finished');
  await expect.element(training().getByText('See where it errs')).toBeVisible();
}
const chooseOther = () => app.controller.data.choose(fakeSamples[1].id);

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('the earlier network', () => {
  it('is called that while a new run trains', async () => {
    await open();
    await train();
    await expect.element(loaded()).not.toHaveTextContent(/earlier/);
    const trains = run().config;
    app.workers[0].holdAt(15);
    await button('Start training').click();
    await expect.poll(() => run().config !== trains && run().status).toBe('running');
    await expect.element(loaded()).toHaveTextContent(/· earlier network: /);
    app.workers[0].release();
    await expect.poll(() => run().status).toBe('finished');
    await expect.element(loaded()).not.toHaveTextContent(/earlier/);
  });

  it('is called that beside the curves of a study, also when that has ended', async () => {
    await open({ pace: 60 });
    await train();
    await expect.element(training().getByText('Earlier network')).not.toBeInTheDocument();
    await page.getByRole('radio', { name: '3', exact: true }).click();
    await button('Start training').click();
    await expect.element(training().getByText(/Study: run 2 of 3/)).toBeVisible();
    await expect.element(training().getByText('Earlier network, not this run:')).toBeVisible();
    await expect.element(loaded()).toHaveTextContent(/· earlier network: /);
    await expect.poll(() => app.controller.store.getState().studies.running).toBeNull();
    app.controller.view.show('train');
    await expect
      .element(training().getByText('The network that you have, not the one of these curves:'))
      .toBeVisible();
    await expect.element(loaded()).not.toHaveTextContent(/earlier/);
  });
});

describe('curves', () => {
  const keys = () =>
    [...document.querySelectorAll('.curve-keys:not(.curve-levels)')].map((key) => key.textContent ?? '');
  const levels = () => document.querySelectorAll('.levels path').length;
  const levelKeys = () => document.querySelector('.curve-levels')?.textContent;

  it('show the last run and the baselines on the same data, with their names outside of the plot', async () => {
    await open();
    await train();
    await expect.poll(levelKeys, { timeout: 10_000 }).toMatch(/n-gram baseline 79\.2%.*majority class/);
    await train();
    await expect.poll(() => keys().every((key) => key.includes('last run')), { timeout: 10_000 }).toBe(true);
    expect(document.querySelector('.levels text')).toBeNull();
    // The marks of the last epoch stand on the plot's edge.
    const marks = () => [...document.querySelectorAll('.curve-room svg :is(.dot-training, .dot-validation)')];
    await expect.poll(() => marks().length, { timeout: 5_000 }).toBe(8);
    expect(marks().filter((mark) => mark.closest('[clip-path]'))).toEqual([]);
  });

  it('say of which data they are, and leave the baselines of other data away', async () => {
    await open();
    await train();
    await expect.poll(levels, { timeout: 10_000 }).toBe(2);
    await chooseOther();
    await expect
      .element(
        training().getByText('These curves are of “uci-sentences”, and not of the data that is loaded.'),
      )
      .toBeVisible();
    await expect.poll(() => app.controller.store.getState().doctor.report?.fingerprint).toMatch(/imdb/);
    await expect.poll(levels, { timeout: 10_000 }).toBe(0);
    expect(levelKeys()).toBe('');
  });

  it('leave the last run away when that was of other data', async () => {
    await open();
    await train();
    await chooseOther();
    await train();
    await expect.poll(levels, { timeout: 10_000 }).toBe(2);
    expect(keys().some((key) => key.includes('last run'))).toBe(false);
    expect(run().previous).toBeNull();
  });

  it('say of the last run when its data has been changed since', async () => {
    await open();
    await train();
    const { data } = app.controller.store.getState();
    if (!data.loaded) throw new Error('No data.');
    const summary = { ...data.loaded.summary, fingerprint: 'corrected', corrections: 1 };
    app.controller.store.setState({ data: { ...data, loaded: { ...data.loaded, summary } } });
    await expect
      .element(training().getByText('These curves are of “uci-sentences” as it was before it was changed.'))
      .toBeVisible();
    await train();
    await expect.poll(() => keys().every((key) => key.includes('last run')), { timeout: 10_000 }).toBe(true);
    await expect
      .element(
        training().getByText(
          'The faint line of the last run is of this data as it was before it was changed.',
        ),
      )
      .toBeVisible();
  });
});
