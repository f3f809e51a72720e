import axe from 'axe-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';

import type { LabId } from '../../../contract/labs.ts';
import { patch } from '../../state/store.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { catchSavedFiles } from '../../testing/saved-files.ts';

let app: RenderedApp;

async function openLab(lab: LabId): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15 });
  app.controller.settings.set('epochs', '7');
  patch(app.controller.store, 'labs', { open: lab });
  app.controller.view.show('labs');
}

async function violations(): Promise<string[]> {
  const found = await axe.run('.view-labs', { resultTypes: ['violations'] });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 100)}`);
}

const commands = () => app.workers.flatMap(({ received }) => received);
const epochs = () => app.controller.store.getState().draft.epochs;

beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
  localStorage.clear();
});

it('goes through the steps in their order, and gives nothing away before a guess', async () => {
  await openLab('shuffled-labels');
  const lab = page.getByRole('region', { name: 'Learning noise' });
  const button = (name: string) => lab.getByRole('button', { name, exact: true });
  await expect.element(button('Train with shuffled labels')).toBeDisabled();
  await button('Train with the right labels').click();
  await expect.element(button('Train with shuffled labels')).toBeEnabled();
  await button('Train with shuffled labels').click();
  const table = lab.getByRole('table', { name: 'The runs of this lab' });
  await expect.element(table.getByRole('rowheader', { name: 'shuffled labels' })).toBeVisible();
  const asked = commands().flatMap((each) => (each.name === 'lab-run' ? [each.request] : []));
  expect(asked.map(({ shuffling }) => shuffling)).toEqual([null, 'labels']);
  expect(asked[1].config).toMatchObject({ cell: 'lstm', keepProb: 1, epochs: 10 });

  await expect.element(button('Reveal the answer')).toBeDisabled();
  await expect.element(lab.getByText('Choose an answer to the question first.')).toBeVisible();
  await lab.getByRole('radio', { name: /^About 50%/ }).click();
  await button('Reveal the answer').click();
  await expect.element(lab.getByText(/^The answer is: Over 85%/)).toBeVisible();
  await expect.poll(violations).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(violations).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('leaves no run and no network, and gives the settings back', async () => {
  await openLab('word-order');
  const lab = page.getByRole('region', { name: 'Word order' });
  await lab.getByRole('button', { name: 'Train in order' }).click();
  await expect.element(lab.getByRole('rowheader', { name: 'words in order' })).toBeVisible();
  const { run, model, draft } = app.controller.store.getState();
  expect([run.status, run.epochs, run.warnings, model.held]).toEqual(['idle', [], [], null]);
  expect(app.runs.answer({ id: 1, name: 'list-runs', request: {} })).toMatchObject({ runs: [] });
  expect(draft.epochs).toBe('6');
  await lab.getByRole('button', { name: 'Bring my settings back' }).click();
  expect(epochs()).toBe('7');
  await expect.element(lab.getByRole('button', { name: 'Bring my settings back' })).not.toBeInTheDocument();
});

it('looks inside after each epoch while that part is open', async () => {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15 });
  const training = page.getByRole('region', { name: 'Training', exact: true });
  const toggle = training.getByRole('button', { name: 'Look inside after each epoch' });
  app.controller.model.setText('great food and bad service');
  await toggle.click();
  await expect
    .element(training.getByText('The next run is looked at after each of its epochs.'))
    .toBeVisible();
  app.controller.settings.set('epochs', '3');
  await app.controller.run.start();
  await expect
    .element(training.getByText('LSTM, epoch 3: 4.9% is left 20 words before the end.'))
    .toBeVisible();
  await expect
    .element(training.getByText(/before any training: less than 0.1% is left 20 words/))
    .toBeVisible();
  await expect.element(training.getByText(/^Epoch 3: positive \d/)).toBeVisible();
  await training.getByRole('button', { name: 'Train a simple RNN beside it' }).click();
  await expect.element(training.getByText(/^simple RNN, epoch 3: less than 0.1% is left/)).toBeVisible();
  await training.getByRole('button', { name: 'The same as numbers' }).click();
  await expect.element(training.getByRole('row', { name: /^10 less than 0\.1% 0\.6% 22\.1%/ })).toBeVisible();
  const saved = catchSavedFiles();
  for (const group of ['Save the gradients:', 'Save the verdicts:'])
    for (const ending of ['SVG', 'PNG', 'CSV'])
      await training.getByRole('group', { name: group }).getByRole('button', { name: ending }).click();
  const endings = ['csv', 'png', 'svg'];
  await expect
    .poll(saved.names)
    .toEqual(['gradients', 'verdicts'].flatMap((name) => endings.map((end) => `${name}.${end}`)));
  // Before any training, and three epochs of each cell.
  expect((await saved.fileOf('gradients.csv').text()).split('\r\n')[0]).toMatch(
    /^\ufeff?"Words before the end"(,"[^"]+"){7}$/,
  );
  const verdicts = (await saved.fileOf('verdicts.csv').text()).trimEnd().split('\r\n');
  expect(verdicts[0]).toMatch(/^\ufeff?"Epoch","great","food","and","bad","service"$/);
  expect(verdicts.slice(1).map((line) => line.slice(0, 3))).toEqual(['"1"', '"2"', '"3"']);
  const bars = (await saved.svgOf('verdicts.svg'))?.querySelectorAll('rect');
  expect(bars).toHaveLength(1 + 3 * 5);
  // The run that was trained beside leaves the first one's figures.
  await expect.poll(() => app.controller.store.getState().run.config?.cell).toBe('lstm');
  const found = await axe.run('.panel-training', { resultTypes: ['violations'] });
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await toggle.click();
  await expect
    .poll(() => commands().findLast(({ name }) => name === 'watch-epochs')?.request)
    .toEqual({ flow: false, text: null });
});
