import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { patch } from '../../state/store.ts';
import { violations } from '../../testing/axe.ts';
import { fakeSamples } from '../../testing/fake-answers.ts';
import { openSavedFiles } from '../../state/saved-data/saved-files.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const button = (name: string) => page.getByRole('button', { name, exact: true });
const start = page.getByRole('combobox', { name: 'Embedding starts from', exact: true });
const said = (text: RegExp) => page.getByRole('region', { name: 'Model', exact: true }).getByText(text);
beforeAll(() => page.viewport(1280, 900));
beforeEach(() => openSavedFiles('vectors').delete());
afterEach(() => app.unmount());

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

it('marks one preset where two have the same values: the one that was pressed, which the form then follows', async () => {
  app = await renderApp();
  const pressed = () =>
    page
      .getByRole('group', { name: 'Preset' })
      .getByRole('button', { pressed: true })
      .elements()
      .map((element) => element.textContent);
  await expect.poll(pressed).toEqual(['Recommended']);
  await preset('From scratch').click();
  await expect.poll(pressed).toEqual(['From scratch']);
  patch(app.controller.store, 'data', { loaded: null, hasEnglishVectors: true });
  await app.controller.data.choose(fakeSamples[0].id);
  await expect.poll(pressed).toEqual(['From scratch']);
  await expect.element(start).toHaveValue('random');
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

const line = (word: string) => `${word} ${[1, 2, 3, 4, 5].map((n) => (n / 7).toFixed(3)).join(' ')}\n`;
const glove = (name = 'small.txt') =>
  new File([line('good'), line('bad'), line('phone')], name, { lastModified: 1_000 });
const drop = (file: File) => app.controller.take([{ path: file.name, file }]);
const loadedFiles = () =>
  app.workers[0].received.flatMap((command) =>
    command.name === 'load-vectors' && 'file' in command.request ? [command.request.file.path] : [],
  );

it('takes a file of vectors that is dropped anywhere, and saves it when asked to', async () => {
  app = await renderApp({}, undefined, 'data');
  await drop(glove());
  expect(app.controller.store.getState().view).toBe('train');
  await expect.element(start).toHaveValue('file');
  await expect.element(said(/small\.txt: 3 numbers each/)).toBeVisible();
  await expect.element(said(/Save this file on this device/)).toBeVisible();
  expect(await violations('.vectors')).toEqual([]);
  // A setting that a file has changed is taken back like any other.
  await button('Undo').click();
  await button('Undo').click();
  await expect.element(start).toHaveValue('random');
  await start.selectOptions('file');
  await button('Save').click();
  await expect.element(said(/It is saved on this device/)).toBeVisible();
  app.unmount();

  app = await renderApp();
  await start.selectOptions('file');
  await expect.element(said(/small\.txt: 3 numbers each/)).toBeVisible();
  expect(loadedFiles()).toEqual(['small.txt']);
  await expect.element(said(/It is saved on this device/)).toBeVisible();
  await button('Delete the saved copy').click();
  await expect.element(said(/Choose it again after a reload/)).toBeVisible();
  expect(await openSavedFiles('vectors').read()).toBeNull();
});

it('asks of each file once, and of none that is too large', async () => {
  app = await renderApp();
  const file = glove();
  await drop(file);
  await button('Not now').click();
  await expect.element(said(/Choose it again after a reload/)).toBeVisible();
  await drop(file);
  await expect.poll(() => loadedFiles().length).toBe(2);
  await expect.element(said(/Choose it again after a reload/)).toBeVisible();
  const large = glove('large.txt');
  Object.defineProperty(large, 'size', { value: 400_000_000 });
  await drop(large);
  await expect.element(said(/too large to be saved in the browser/)).toBeVisible();
});

it('takes no vectors while a network trains, and says so', async () => {
  app = await renderApp({ holdAt: 15 });
  await button('Start training').click();
  await expect.element(button('Pause')).toBeEnabled();
  await drop(glove());
  await expect
    .element(page.getByText(/“small\.txt” holds word vectors, and the network is training/))
    .toBeVisible();
  await expect.element(start).toHaveValue('random');
  expect(loadedFiles()).toEqual([]);
});
