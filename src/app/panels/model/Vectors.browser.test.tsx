import axe from 'axe-core';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';

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
