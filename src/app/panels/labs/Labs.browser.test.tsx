import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';

import type { LabId } from '../../../contract/labs.ts';
import { patch } from '../../state/store.ts';
import { violations } from '../../testing/axe.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { catchSavedFiles } from '../../testing/saved-files.ts';

let app: RenderedApp;

async function openLab(lab: LabId): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15 });
  app.controller.settings.set('epochs', '7');
  patch(app.controller.store, 'labs', { open: lab });
  app.controller.view.show('labs');
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
  await expect.poll(() => violations('.view-labs')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.view-labs')).toEqual([]);
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

/** As a reload does it: nothing of the page is left. */
async function reopen(lab: LabId): Promise<void> {
  app.unmount();
  await openLab(lab);
}

it('keeps the curves of its runs below their steps, the second beside the first', async () => {
  await openLab('keep-prob');
  const lab = page.getByRole('region', { name: 'keep_prob 1 against 0.5' });
  const steps = () => [...document.querySelectorAll('.lab-step')];
  const curvesOf = (step: number) => [...steps()[step].querySelectorAll('.lab-plots .lab-line')].length;
  await lab.getByRole('button', { name: 'Train with keep_prob 1' }).click();
  await expect.element(lab.getByRole('rowheader', { name: 'keep_prob 1' })).toBeVisible();
  // Training and validation, of accuracy and of loss; their last values as a sentence.
  expect(curvesOf(0)).toBe(4);
  await expect
    .element(lab.getByText(/^Training reviews: \d+\.\d%\. Validation reviews: \d+\.\d%\.$/))
    .toBeVisible();
  await lab.getByRole('button', { name: 'Train with keep_prob 0.5' }).click();
  await expect.element(lab.getByRole('rowheader', { name: 'keep_prob 0.5' })).toBeVisible();
  expect([curvesOf(0), curvesOf(1)]).toEqual([4, 6]);
  await expect.poll(() => violations('.view-labs')).toEqual([]);
});

it('continues after a reload where the user was, with the guess and the figures', async () => {
  await openLab('shuffled-labels');
  const lab = page.getByRole('region', { name: 'Learning noise' });
  await lab.getByRole('radio', { name: /^About 65%/ }).click();
  await lab.getByRole('button', { name: 'Train with the right labels' }).click();
  await expect.element(lab.getByRole('rowheader', { name: 'right labels' })).toBeVisible();
  await reopen('shuffled-labels');
  await expect.element(lab.getByRole('radio', { name: /^About 65%/ })).toBeChecked();
  await expect.element(lab.getByRole('rowheader', { name: 'right labels' })).toBeVisible();
  await expect.element(lab.getByRole('button', { name: 'Train with shuffled labels' })).toBeEnabled();
  patch(app.controller.store, 'labs', { open: null });
  await expect.element(page.getByText('1 of 2 steps done')).toBeVisible();
  patch(app.controller.store, 'labs', { open: 'shuffled-labels' });
  await lab.getByRole('button', { name: 'Begin again' }).click();
  await reopen('shuffled-labels');
  await expect.element(lab.getByRole('button', { name: 'Train with shuffled labels' })).toBeDisabled();
  await expect.element(lab.getByRole('radio', { name: /^About 65%/ })).not.toBeChecked();
});

it('says after a reload that its network is gone, and continues when it is trained again', async () => {
  await openLab('never-forget');
  const lab = page.getByRole('region', { name: 'Never forget' });
  const button = (name: string) => lab.getByRole('button', { name, exact: true });
  const names = ['Train the lab’s network', 'Write the text', 'Never forget', 'Measure without forgetting'];
  for (const name of names) {
    await expect.element(button(name)).toBeEnabled();
    await button(name).click();
  }
  await expect.element(lab.getByText(/^Changed, it is right on 84\.7% of 298 reviews/)).toBeVisible();
  await expect.element(button('Forget at once')).toBeEnabled();
  await reopen('never-forget');
  await expect.element(lab.getByText(/^The network of this lab is no longer loaded/)).toBeVisible();
  await expect.element(lab.getByRole('rowheader', { name: 'never forgets' })).toBeVisible();
  await expect.element(button('Forget at once')).toBeDisabled();
  await button('Train the lab’s network').click();
  // What was measured was another network's.
  await expect.element(button('Measure without forgetting')).toBeEnabled();
  await expect.element(lab.getByRole('rowheader', { name: 'never forgets' })).not.toBeInTheDocument();
  await expect.element(button('Forget at once')).toBeDisabled();
  await button('Measure without forgetting').click();
  await expect.element(lab.getByRole('rowheader', { name: 'never forgets' })).toBeVisible();
  expect(app.controller.store.getState().attempt.text).toMatch(/^The food was great, but/);
});

it('shows on a phone below its step what the step has changed', async () => {
  await openLab('gates');
  const lab = page.getByRole('region', { name: 'What does a gate do' });
  const button = (name: string) => lab.getByRole('button', { name, exact: true });
  await button('Train the lab’s network').click();
  await expect.element(button('Write the review')).toBeEnabled();
  await button('Write the review').click();
  await expect.element(button('Shut the input gates')).toBeEnabled();
  const verdict = lab.getByRole('figure');
  await expect.element(verdict).not.toBeInTheDocument();
  await page.viewport(390, 844);
  await expect.element(verdict).toBeVisible();
  await expect.element(verdict.getByText(/^After “back” the probability of positive is/)).toBeVisible();
  await button('Shut the input gates').click();
  await expect
    .element(verdict.getByText(/^Changed: positive 50\.0% for the whole text instead of/))
    .toBeVisible();
  const step = document.querySelectorAll('.lab-step')[2];
  expect(step.contains(verdict.element())).toBe(true);
  expect(verdict.element().querySelectorAll('li')).toHaveLength(16);
  await expect.poll(() => violations('.view-labs')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
  await button('More in “Inside the network”, below').click();
  expect(document.activeElement?.classList.contains('panel-inside')).toBe(true);
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
  expect(await violations('.panel-training')).toEqual([]);
  await toggle.click();
  await expect
    .poll(() => commands().findLast(({ name }) => name === 'watch-epochs')?.request)
    .toEqual({ flow: false, text: null });
});
