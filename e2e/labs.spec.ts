/** Each lab, done as a student does it: a guess, the steps on the workbench, and the answer. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { listenForComplaints, region, setField, show } from './page.ts';
import { savedRuns } from './runs.ts';

/** Opens a lab by its link among the others. */
async function openLab(page: Page, name: string): Promise<Locator> {
  await page.getByRole('link', { name: 'Labs', exact: true }).click();
  await page.getByRole('link', { name, exact: true }).click();
  return region(page, name);
}

/** Presses the buttons of the steps, one after the other, each as soon as it is the next. */
async function doSteps(lab: Locator): Promise<void> {
  const steps = lab.locator('.lab-step');
  const count = await steps.count();
  for (let place = 0; place < count; place++) {
    const step = steps.nth(place);
    await expect(step).toHaveClass(/lab-step-(current|done)/, { timeout: 120_000 });
    if (await step.evaluate((element) => element.classList.contains('lab-step-current'))) {
      const button = step.getByRole('button');
      await expect(button).toBeEnabled({ timeout: 120_000 });
      await button.press('Enter');
    }
    await expect(step).toHaveClass(/lab-step-done/, { timeout: 120_000 });
  }
}

async function reveal(lab: Locator): Promise<void> {
  await lab.getByRole('button', { name: 'Reveal the answer' }).press('Enter');
  await expect(lab.getByText(/^(You were right|The answer is): /)).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).include('.view-labs').analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
}

/** A cell of the lab's table, as a number; the last one where no other is asked for. */
async function figure(lab: Locator, row: string, column = -1): Promise<number> {
  const rows = lab
    .getByRole('row')
    .filter({ has: lab.page().getByRole('rowheader', { name: row, exact: true }) });
  return Number.parseFloat(await rows.getByRole('cell').nth(column).innerText());
}

test('never forget: an LSTM without its forget gate, and without its memory', async ({ page }) => {
  test.setTimeout(240_000);
  const complaints = listenForComplaints(page);
  await page.goto('./');
  await setField(page, 'Epochs', '7');
  const lab = await openLab(page, 'Never forget');
  expect(page.url()).toContain('#/labs/never-forget');
  const answer = lab.getByRole('button', { name: 'Reveal the answer' });
  await expect(answer).toBeDisabled();
  await lab.getByRole('radio', { name: /^It changes little/ }).check();
  await doSteps(lab);
  await expectAccessible(page);
  // The cell state matters; that it can be cleared, on short reviews hardly.
  const trained = await figure(lab, 'as trained');
  expect(trained).toBeGreaterThan(70);
  expect(await figure(lab, 'never forgets')).toBeGreaterThan(trained - 10);
  expect(await figure(lab, 'forgets at once')).toBeLessThan(trained - 5);
  await reveal(lab);
  await expect(lab.getByText(/^You were right: It changes little/)).toBeVisible();
  await expectAccessible(page);

  // The user's own settings outlive the lab and a reload.
  await page.reload();
  const again = region(page, 'Never forget');
  await again.getByRole('button', { name: 'Bring my settings back' }).press('Enter');
  await expect(again.getByRole('button', { name: 'Bring my settings back' })).toBeHidden();
  await show(page, 'Train');
  await expect(page.getByRole('textbox', { name: 'Epochs', exact: true })).toHaveValue('7');
  expect(complaints).toEqual({ console: [], foreign: [] });
});

test('what a gate does: with the input gates shut every text has the same answer', async ({ page }) => {
  test.setTimeout(240_000);
  const complaints = listenForComplaints(page);
  await page.goto('./#/labs/gates');
  const lab = region(page, 'What does a gate do');
  await lab.getByRole('radio', { name: 'The same to every text.' }).check();
  const inside = region(page, 'Inside the network');
  const bars = () => inside.locator('.word-bar').evaluateAll((all) => all.map((bar) => bar.innerHTML));
  const step = (name: string) => lab.getByRole('button', { name, exact: true });
  const isDone = (name: string) => expect(lab.locator('.lab-step', { has: step(name) })).toHaveClass(/done/);
  // Data and code are still on their way.
  await expect(step('Train the lab’s network')).toBeEnabled({ timeout: 60_000 });
  await step('Train the lab’s network').press('Enter');
  await expect(step('Write the review')).toBeEnabled({ timeout: 120_000 });
  await step('Write the review').press('Enter');
  await isDone('Write the review');
  expect(new Set(await bars()).size).toBeGreaterThan(3);
  await step('Shut the input gates').press('Enter');
  await isDone('Shut the input gates');
  await expect.poll(async () => new Set(await bars()).size).toBe(1);
  const [before] = await bars();
  await step('Write another review').press('Enter');
  await isDone('Write another review');
  await expect.poll(bars).toEqual(Array.from({ length: 9 }, () => before));
  await doSteps(lab);
  await reveal(lab);
  await expectAccessible(page);
  expect(complaints).toEqual({ console: [], foreign: [] });
});

test('overfitting, vanishing gradients, noise and word order, each by runs that leave nothing behind', async ({
  page,
}) => {
  test.setTimeout(540_000);
  const complaints = listenForComplaints(page);
  await page.goto('./');
  const training = region(page, 'Training');

  const keepProb = await openLab(page, 'keep_prob 1 against 0.5');
  await keepProb.getByRole('radio').first().check();
  await doSteps(keepProb);
  expect(await figure(keepProb, 'keep_prob 1', 0)).toBeGreaterThan(97);
  expect(await figure(keepProb, 'keep_prob 1', 1)).toBeLessThan(88);
  expect(await figure(keepProb, 'keep_prob 0.5')).toBeLessThan(await figure(keepProb, 'keep_prob 1'));
  await reveal(keepProb);
  await expectAccessible(page);

  const rnn = await openLab(page, 'Why not a simple RNN');
  await rnn.getByRole('radio', { name: 'Less than a hundredth.' }).check();
  await doSteps(rnn);
  const left = async (line: RegExp) => {
    const said = await training.getByText(line).innerText();
    const [, share] = /: (?:less than )?(\d+(?:\.\d+)?)%/.exec(said) ?? [];
    return Number(share);
  };
  expect(await left(/^simple RNN of the same sizes, before any training: /)).toBeLessThan(1);
  expect(await left(/^LSTM, epoch 4: /)).toBeGreaterThan(5);
  await expect(
    training.getByText(/^simple RNN, epoch 4: .* is left 20 words before the end\.$/),
  ).toBeVisible();
  await reveal(rnn);
  await expectAccessible(page);

  const noise = await openLab(page, 'Learning noise');
  await noise.getByRole('radio', { name: /^About 50%/ }).check();
  await noise.getByRole('button', { name: 'Train with the right labels' }).press('Enter');
  await expect(noise.getByRole('button', { name: 'Train with shuffled labels' })).toBeEnabled({
    timeout: 120_000,
  });
  await noise.getByRole('button', { name: 'Train with shuffled labels' }).press('Enter');
  await expect(training.getByText(/The labels of its training reviews are shuffled/)).toBeVisible({
    timeout: 60_000,
  });
  await doSteps(noise);
  await expect(training.getByText(/The labels of its training reviews are shuffled/)).toBeHidden();
  expect(await figure(noise, 'right labels', 1)).toBeGreaterThan(70);
  expect(await figure(noise, 'shuffled labels', 0)).toBeGreaterThan(85);
  expect(await figure(noise, 'shuffled labels', 1)).toBeLessThan(60);
  await reveal(noise);

  const order = await openLab(page, 'Word order');
  await order.getByRole('radio').nth(1).check();
  await doSteps(order);
  const [inOrder, shuffled] = [
    await figure(order, 'words in order', 2),
    await figure(order, 'shuffled words', 2),
  ];
  expect(Math.abs(inOrder - shuffled)).toBeLessThan(8);
  await reveal(order);

  // None of it is the user's: no run is saved, and no network is loaded.
  await expect(page.getByText('no model yet')).toBeVisible();
  await show(page, 'Runs');
  expect(await savedRuns(page)).toEqual([]);
  expect(complaints).toEqual({ console: [], foreign: [] });
});
