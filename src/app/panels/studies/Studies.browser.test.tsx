import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import { fakeSamples } from '../../testing/fake-answers.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { openSavedStudies } from '../../state/studies/saved-studies.ts';

let app: RenderedApp;
const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options);
  app.controller.settings.set('epochs', '2');
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const seeds = (count: number) => page.getByRole('radio', { name: String(count), exact: true });
const measured = () =>
  app.workers
    .flatMap(({ received }) => received)
    .flatMap((command) => (command.name === 'measure' ? [command.request.config] : []));
const rows = () =>
  page
    .getByRole('table', { name: /Settings by validation accuracy/ })
    .getByRole('row')
    .elements()
    .map((row) => [...row.querySelectorAll('td, th')].map((cell) => cell.textContent));

async function forgetStudies(): Promise<void> {
  const saved = openSavedStudies();
  for (const { id } of await saved.list()) await saved.remove(id);
}

beforeAll(() => page.viewport(1280, 900));
beforeEach(forgetStudies);
afterEach(() => app.unmount());

/** keep_prob 0.5 and 1, with two folds. */
async function sweep(): Promise<void> {
  await button('Sweep').click();
  await button('Vary a setting').click();
  await page.getByRole('textbox', { name: 'Values' }).fill('0.5, 1');
  await page.getByRole('combobox', { name: 'Repeated with' }).selectOptions('folds');
  await page.getByRole('spinbutton', { name: 'How many' }).fill('2');
}

describe('several seeds', () => {
  it('are one press away: the run button trains them, and the results show mean, interval and baseline', async () => {
    await open();
    await seeds(3).click();
    await expect.element(page.getByText('1 setting, 3 runs')).toBeVisible();
    await button('Start training').click();
    await expect.element(page.getByRole('region', { name: 'Chosen by validation' })).toBeVisible();
    expect(measured().map(({ seed }) => seed)).toEqual([1, 2, 3]);
    expect(app.workers[0].received.some(({ name }) => name === 'train')).toBe(false);
    // 0.71, 0.72 and 0.70: 4.30 · 0.01 / √3 to each side.
    const chosen = page.getByRole('region', { name: 'Chosen by validation' });
    await expect.element(chosen).toHaveTextContent('Validation71.0% ± 1.0 (95% interval 68.5–73.5)');
    await expect.element(chosen).toHaveTextContent('N-gram baseline, same reviews78.0%');
    expect(app.runs.saved.size).toBe(0);
    expect(app.controller.store.getState().run.status).toBe('idle');
  });

  it('leave a single run as it is', async () => {
    await open();
    await expect.element(seeds(1)).toBeChecked();
    await button('Start training').click();
    await expect.poll(() => app.workers[0].received.some(({ name }) => name === 'train')).toBe(true);
    expect(measured()).toEqual([]);
  });
});

describe('the chosen setting', () => {
  const chosen = () => page.getByRole('region', { name: 'Chosen by validation' });
  const heading = () => chosen().getByRole('heading');
  const set = (name: 'epochs', value: string) => app.controller.settings.set(name, value);

  async function study(): Promise<void> {
    await open();
    await seeds(3).click();
    await button('Start training').click();
    await expect.element(chosen()).toBeVisible();
  }

  it('is compared with the form as it is now', async () => {
    await study();
    await expect.element(heading()).toHaveTextContent(/: as in the form$/);
    set('epochs', '3');
    await expect.element(heading()).toHaveTextContent(/: with Epochs 2, unlike the form$/);
    await expect
      .element(page.getByRole('button', { name: 'Use these settings: with Epochs 2, unlike the form' }))
      .toBeVisible();
    set('epochs', 'many');
    await expect.element(heading()).toHaveTextContent(/: as when the study began$/);
    set('epochs', '2');
    await expect.element(heading()).toHaveTextContent(/: as in the form$/);
  });

  it('has no network until one is trained with it, and then names that', async () => {
    await study();
    await expect.element(page.getByText('No run is saved yet')).toBeVisible();
    await expect.element(page.getByText(/The runs of studies are not in this list/)).toBeVisible();
    const train = button('Train a network with this setting');
    await expect
      .element(chosen().getByText(/A study saves figures and no network\. This trains one/))
      .toBeVisible();
    await app.controller.data.choose(fakeSamples[1].id);
    await expect.element(chosen().getByText(/Load the same data, “uci-sentences”/)).toBeVisible();
    await expect.element(train).toBeDisabled();
    await app.controller.data.choose(fakeSamples[0].id);
    set('epochs', '5');
    await train.click();
    await expect.poll(() => app.controller.store.getState().run.status).toBe('finished');
    const trained = app.workers[0].received.flatMap((command) =>
      command.name === 'train' ? [command.request.config] : [],
    );
    expect(trained.map(({ epochs, seed }) => [epochs, seed])).toEqual([[2, 1]]);
    app.controller.view.show('runs');
    await expect.element(chosen().getByText(/The run “.+” was trained with this setting/)).toBeVisible();
    await chosen()
      .getByRole('button', { name: /^Load “/ })
      .click();
    await expect.poll(() => app.workers[0].received.some(({ name }) => name === 'load-run')).toBe(true);
  });
});

describe('a sweep', () => {
  it('runs all settings over the folds, sorts by validation, and shows the test of the chosen one alone', async () => {
    await open();
    await sweep();
    await expect.element(page.getByText('2 settings, 4 runs')).toBeVisible();
    await button('Start training').click();
    await expect.element(page.getByRole('region', { name: 'Chosen by validation' })).toBeVisible();
    expect(measured().map(({ keepProb, fold }) => [keepProb, fold])).toEqual([
      [0.5, 1],
      [1, 1],
      [0.5, 2],
      [1, 2],
    ]);
    const tests = () =>
      rows()
        .slice(1)
        .map((cells) => cells.at(-4));
    await expect
      .poll(() =>
        rows()
          .slice(1)
          .map((cells) => cells[2]),
      )
      .toEqual(['1', '0.5']);
    expect(tests()).toEqual(['79.0% ± 0.0', '–']);
    await button('Show the tests of all settings').click();
    expect(tests()).toEqual(['79.0% ± 0.0', '69.0% ± 0.0']);
    await expect
      .element(page.getByRole('region', { name: 'Beside another setting' }))
      .toHaveTextContent(/keep_prob 1 is 10\.0 points better than keep_prob 0\.5 on the same validation/);
    // Both folds have the same figures: an interval of no width would claim what two runs can't.
    await expect
      .element(page.getByRole('region', { name: 'Chosen by validation' }))
      .toHaveTextContent(
        /81\.0% ± 0\.0 \(no interval: all runs are equal\).*1\.0 \(no interval: all runs are equal\)/,
      );
    expect(rows()[1]).toContain('all equal');
    expect(await violations('.studies-body')).toEqual([]);

    await page.getByRole('button', { name: 'Use these settings: keep_prob 0.5' }).click();
    expect(app.controller.store.getState().draft.keepProb).toBe('0.5');
    await expect.element(seeds(1)).toBeChecked();
  });

  it('takes the values of a choice as boxes, and says what is wrong with typed ones', async () => {
    await open();
    await button('Sweep').click();
    await button('Vary a setting').click();
    await page.getByRole('combobox', { name: 'Setting', exact: true }).selectOptions('optimizer');
    await page.getByRole('checkbox', { name: 'Adadelta' }).click();
    await expect.element(page.getByText(/^\d settings, \d runs/)).toBeVisible();
    const names = () => app.controller.store.getState().studies.form.varied[0].text.split(',');
    expect(names()).toContain('adam');
    expect(names()).not.toContain('adadelta');
    await page.getByRole('combobox', { name: 'Setting', exact: true }).selectOptions('keepProb');
    await page.getByRole('textbox', { name: 'Values' }).fill('0.5, 7');
    await expect.element(page.getByRole('alert')).toHaveTextContent('keep_prob must be');
    expect(await violations('.study-notes')).toEqual([]);
  });
});

describe('a study under way', () => {
  it('shows its results when done, but not to somebody who has gone elsewhere', async () => {
    await open();
    await seeds(3).click();
    await button('Start training').click();
    app.controller.view.show('understand');
    await expect.poll(() => app.controller.store.getState().studies.list?.[0]?.runs.length).toBe(3);
    await expect.poll(() => app.controller.store.getState().studies.running).toBeNull();
    expect(app.controller.store.getState().view).toBe('understand');
  });

  it('pauses, and stops with what is done; the rest can be run later', async () => {
    await open({ pace: 1_000 });
    await seeds(3).click();
    await button('Start training').click();
    await expect.element(page.getByText(/Study: run 2 of 3/)).toBeVisible();
    await button('Pause').click();
    await expect.element(button('Resume')).toBeVisible();
    const before = measured().length;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(measured()).toHaveLength(before);
    await button('Stop').click();
    // The run that is under way hears of it after its epoch, which takes a second.
    await expect.poll(() => app.controller.store.getState().studies.running, { timeout: 10_000 }).toBeNull();
    const [study] = app.controller.store.getState().studies.list ?? [];
    expect(study.isStopped).toBe(true);
    const done = study.runs.length;
    expect(done).toBeLessThan(3);
    // Train says so too, with the way on.
    const stopped = page.getByRole('region', { name: 'Stopped study' });
    await expect.element(stopped).toHaveTextContent(new RegExp(`was stopped after ${done} of 3 runs\\.`));
    await expect.element(stopped.getByRole('button', { name: `Run the other ${3 - done}` })).toBeVisible();
    await stopped.getByRole('button', { name: 'Later' }).click();
    await expect.element(stopped).not.toBeInTheDocument();
    app.controller.view.show('runs');
    await button(`Run the other ${3 - done}`).click();
    await expect
      .poll(() => app.controller.store.getState().studies.list?.[0].runs.map(({ seed }) => seed), {
        timeout: 20_000,
      })
      .toEqual([1, 2, 3]);
  });

  it('clears what was said of earlier attempts when it begins', async () => {
    await open({ pace: 100 });
    app.workers[0].breakDown('boom');
    const notice = button('Dismiss');
    await expect.element(notice).toBeVisible();
    await seeds(3).click();
    await button('Start training').click();
    await expect.element(page.getByText(/Study: run 2 of 3/)).toBeVisible();
    await expect.element(notice).not.toBeInTheDocument();
  });

  it('no longer says that it is of other data once its data is loaded', async () => {
    await open({ pace: 1_000 });
    await seeds(3).click();
    await button('Start training').click();
    await expect.element(page.getByText(/Study: run 2 of 3/)).toBeVisible();
    app.unmount();
    await open();
    await app.controller.data.choose(fakeSamples[1].id);
    const resume = page
      .getByRole('region', { name: 'Interrupted study' })
      .getByRole('button', { name: 'Resume' });
    await resume.click();
    const problem = page.getByText(/This study was run on other data/);
    await expect.element(problem).toBeVisible();
    await app.controller.data.choose(fakeSamples[0].id);
    await expect.element(problem).not.toBeInTheDocument();
  });

  it('is offered after a reload, and resumes with the run that it was at', async () => {
    await open({ pace: 1_000 });
    await seeds(3).click();
    await button('Start training').click();
    await expect.element(page.getByText(/Study: run 2 of 3/)).toBeVisible();
    app.unmount();
    await open();
    await expect
      .element(page.getByText(/was interrupted after 1 of 3 runs .*begins the run that was under way anew/))
      .toBeVisible();
    await page
      .getByRole('region', { name: 'Interrupted study' })
      .getByRole('button', { name: 'Resume' })
      .click();
    await expect.element(page.getByRole('region', { name: 'Chosen by validation' })).toBeVisible();
    expect(measured().map(({ seed }) => seed)).toEqual([2, 3]);
  });
});
