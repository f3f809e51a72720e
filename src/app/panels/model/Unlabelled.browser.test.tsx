import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';

import { openSavedFiles } from '../../state/saved-data/saved-files.ts';
import { draftOf, readDraft } from '../../state/settings/draft.ts';
import { violations } from '../../testing/axe.ts';
import { fakeRun } from '../../testing/fake-runs.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';

let app: RenderedApp;
const saved = openSavedFiles('unlabelled');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const start = page.getByRole('combobox', { name: 'Embedding starts from', exact: true });
const said = (text: RegExp) => page.getByRole('region', { name: 'Model', exact: true }).getByText(text);
const received = () => app.workers[0].received.map(({ name }) => name);
const readTexts = () =>
  app.workers[0].received.flatMap((command) =>
    command.name === 'load-unlabelled' ? [command.request.files.map(({ path }) => path)] : [],
  );
const textsIn = (...names: string[]) =>
  names.map((name) => new File(['text\nfine\n'], name, { lastModified: 1_000 }));
const add = (files: File[]) => page.getByLabelText('Add texts without labels').last().upload(files);

async function switchOnLabels(): Promise<void> {
  await page.getByText('More settings', { exact: true }).click();
  await page.getByRole('switch', { name: 'Pseudo-labels' }).click();
}

beforeAll(() => page.viewport(1280, 900));
beforeEach(() => saved.delete());
afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
});

it('learns vectors from texts without labels too, as long as that is wanted', async () => {
  app = await renderApp();
  await start.selectOptions('learned');
  await expect.element(said(/from the training reviews alone/)).toBeVisible();
  await add(textsIn('more.csv', 'others.txt'));
  await expect.element(said(/2,400 texts of more\.csv, others\.txt/)).toBeVisible();
  expect(await violations('.vectors')).toEqual([]);
  await button('Remove these texts').click();
  await expect.element(said(/from the training reviews alone/)).toBeVisible();
  expect(readTexts()).toEqual([['more.csv', 'others.txt'], []]);
});

it('trains on texts with pseudo-labels once there are some', async () => {
  app = await renderApp();
  await switchOnLabels();
  await expect.element(page.getByText(/Pseudo-labels need texts without labels/)).toBeVisible();
  await expect.element(button('Start training')).toBeDisabled();
  await add(textsIn('more.csv'));
  await expect
    .element(said(/Trained on besides the labelled reviews: 1,200 texts of more\.csv/))
    .toBeVisible();
  await expect.element(button('Start training')).toBeEnabled();
});

it('says what is wrong with a file, and keeps the texts of before', async () => {
  app = await renderApp({
    fail: {
      'load-unlabelled': { code: 'bad-input', told: { code: 'failed', detail: 'No texts are there.' } },
    },
  });
  await start.selectOptions('learned');
  await add(textsIn('numbers.csv'));
  await expect.element(page.getByText('No texts are there.')).toBeVisible();
  await expect.element(button('Add texts without labels')).toBeEnabled();
});

it('saves texts when asked to, finds them as soon as the form asks for some, and removes both', async () => {
  app = await renderApp();
  await start.selectOptions('learned');
  await add(textsIn('more.csv', 'others.txt'));
  await expect.element(said(/Save these texts on this device/)).toBeVisible();
  await button('Save').click();
  await expect.element(said(/They are saved on this device until you remove them/)).toBeVisible();
  app.unmount();

  app = await renderApp();
  expect(readTexts()).toEqual([]);
  await switchOnLabels();
  await expect.element(said(/2,400 texts of more\.csv, others\.txt/)).toBeVisible();
  await expect.element(said(/They are saved on this device until you remove them/)).toBeVisible();
  expect(readTexts()).toEqual([['more.csv', 'others.txt']]);
  // Learned from as well, they are still chosen and saved in one place.
  await start.selectOptions('learned');
  await expect.element(said(/^Learned from the training reviews and 2,400 texts/)).toBeVisible();
  await expect.element(said(/^Trained on besides the labelled reviews: 2,400 texts/)).toBeVisible();
  expect(button('Remove these texts').elements()).toHaveLength(1);
  await button('Remove these texts').click();
  await expect.element(said(/from the training reviews alone/)).toBeVisible();
  await expect.poll(() => saved.read()).toBeNull();
});

it('asks of texts once, and of none that are too large', async () => {
  app = await renderApp();
  const files = textsIn('more.csv');
  await start.selectOptions('learned');
  await add(files);
  await button('Not now').click();
  await expect.element(said(/Choose them again after a reload/)).toBeVisible();
  expect(await saved.read()).toBeNull();
  const large = textsIn('large.csv');
  Object.defineProperty(large[0], 'size', { value: 400_000_000 });
  const { unlabelledOf } = await import('../../state/unlabelled/actions.ts');
  await unlabelledOf(app.controller.context).load([{ path: 'large.csv', file: large[0] }]);
  await expect.element(said(/too large to be saved in the browser/)).toBeVisible();
});

it('says that the device is full, and keeps the texts loaded', async () => {
  app = await renderApp();
  await start.selectOptions('learned');
  await add(textsIn('more.csv'));
  vi.spyOn(navigator.storage, 'estimate').mockResolvedValue({ quota: 5, usage: 4 });
  await button('Save').click();
  await expect.element(page.getByText(/no room/)).toBeVisible();
  await expect.element(said(/1,200 texts of more\.csv/)).toBeVisible();
  expect(await saved.read()).toBeNull();
});

it('reads saved texts before a run that needs them, whatever the form says', async () => {
  await saved.save(textsIn('more.csv').map((file) => ({ path: file.name, file })));
  app = await renderApp();
  const { config } = readDraft({ ...app.controller.store.getState().draft, pseudoLabels: true });
  if (!config) throw new Error('The settings are wrong.');
  await app.controller.run.resumeRun(fakeRun('a', { config }), config);
  expect(readTexts()).toEqual([['more.csv']]);
  expect(received().indexOf('load-unlabelled')).toBeLessThan(received().indexOf('train'));
  expect(app.controller.store.getState().draft).toMatchObject({ pseudoLabels: draftOf(config).pseudoLabels });
});

it('gives the texts to the next worker when one dies', async () => {
  app = await renderApp({ trouble: [{ step: 10, code: 'worker-died' }] });
  await start.selectOptions('learned');
  await add(textsIn('more.csv'));
  await expect.element(said(/1,200 texts of more\.csv/)).toBeVisible();
  await button('Start training').click();
  await expect.poll(() => app.workers.at(1)?.received.map(({ name }) => name)).toContain('train');
  const names = app.workers[1].received.map(({ name }) => name);
  expect(names.indexOf('load-unlabelled')).toBeGreaterThan(-1);
  expect(names.indexOf('load-unlabelled')).toBeLessThan(names.indexOf('train'));
});
