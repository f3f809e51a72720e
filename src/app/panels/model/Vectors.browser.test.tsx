import axe from 'axe-core';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { patch } from '../../state/store.ts';
import { fakeSamples } from '../../testing/fake-answers.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const button = (name: string) => page.getByRole('button', { name, exact: true });
const start = page.getByRole('combobox', { name: 'Embedding starts from', exact: true });
const said = (text: RegExp) => page.getByRole('region', { name: 'Model', exact: true }).getByText(text);
const received = () =>
  app.workers[0].received.flatMap((command) =>
    command.name === 'load-unlabelled' ? [command.request.files.map(({ path }) => path)] : [],
  );

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

it('learns vectors from texts without labels too, as long as that is wanted', async () => {
  app = await renderApp();
  await start.selectOptions('learned');
  await expect.element(said(/from the training reviews alone/)).toBeVisible();
  const files = ['more.csv', 'others.txt'].map((name) => new File(['text\nfine\n'], name));
  await page.getByLabelText('Add texts without labels').last().upload(files);
  await expect.element(said(/2,400 texts of more\.csv, others\.txt/)).toBeVisible();
  const { violations } = await axe.run('.vectors', { resultTypes: ['violations'] });
  expect(violations.map(({ id }) => id)).toEqual([]);
  await button('Leave them out').click();
  await expect.element(said(/from the training reviews alone/)).toBeVisible();
  expect(received()).toEqual([['more.csv', 'others.txt'], []]);
});

it('says what is wrong with a file, and keeps the texts of before', async () => {
  app = await renderApp({
    fail: {
      'load-unlabelled': { code: 'bad-input', told: { code: 'failed', detail: 'No texts are there.' } },
    },
  });
  await start.selectOptions('learned');
  await page
    .getByLabelText('Add texts without labels')
    .last()
    .upload(new File(['1'], 'numbers.csv'));
  await expect.element(page.getByText('No texts are there.')).toBeVisible();
  await expect.element(button('Add texts without labels')).toBeEnabled();
});

/** The catalogue says so when the page is opened, before any data is there. */
async function withEnglish(options: Parameters<typeof renderApp>[0] = {}): Promise<void> {
  app = await renderApp(options);
  const { store, data } = app.controller;
  patch(store, 'data', { loaded: null, hasEnglishVectors: true });
  await data.choose(fakeSamples[0].id);
}

const preset = (name: string) => page.getByRole('group', { name: 'Preset' }).getByRole('button', { name });

it('starts from English vectors as recommended where the texts are English, and from scratch when asked', async () => {
  await withEnglish();
  await expect.element(preset('Recommended')).toHaveAttribute('aria-pressed', 'true');
  await expect.element(preset('From scratch')).toHaveAttribute('aria-pressed', 'false');
  await expect.element(start).toHaveValue('english');
  await expect.element(said(/words start from English vectors/)).toBeVisible();
  await expect.element(said(/English vectors: 100,000 words/)).toBeVisible();
  await preset('From scratch').click();
  await expect.element(start).toHaveValue('random');
  await expect.element(page.getByRole('textbox', { name: 'Embedding size', exact: true })).toHaveValue('64');
});

it('does without English vectors when they can’t be loaded, says so, and takes them when they can', async () => {
  const fail = {
    'load-vectors': { code: 'bad-input', told: { code: 'failed', detail: 'Not there.' } },
  } as const;
  const failing: Record<string, (typeof fail)['load-vectors']> = { ...fail };
  await withEnglish({ fail: failing });
  await expect.element(start).toHaveValue('random');
  await expect.element(preset('Recommended')).toHaveAttribute('aria-pressed', 'true');
  await expect.element(page.getByText('Not there.')).toBeVisible();
  delete failing['load-vectors'];
  await button('Try again').click();
  await expect.element(start).toHaveValue('english');
  await expect.element(preset('Recommended')).toHaveAttribute('aria-pressed', 'true');
});

it('keeps English vectors when the data has no parts yet, and counts them when it has', async () => {
  const told = { code: 'failed', detail: 'No review is in the test part.' } as const;
  const failing: NonNullable<Parameters<typeof renderApp>[0]>['fail'] = {
    'vector-coverage': { code: 'bad-input', told },
  };
  await withEnglish({ fail: failing });
  await expect.element(said(/No review is in the test part/)).toBeVisible();
  await expect.element(start).toHaveValue('english');
  await expect.element(said(/English vectors: 100,000 words/)).toBeVisible();
  delete failing['vector-coverage'];
  app.controller.settings.set('splitSeed', '3');
  await expect.element(said(/have a vector/)).toBeVisible();
  await expect.element(said(/No review is in the test part/)).not.toBeInTheDocument();
});
