/** Each lab, done as a student does it: a guess, the steps on the workbench, and the answer. */
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { axeFindings, listenForComplaints, region, setField, show } from './page.ts';
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
  await lab.getByRole('radio', { name: /^It falls, but by less/ }).check();
  await doSteps(lab);
  expect(await axeFindings(page, '.view-labs')).toEqual([]);
  // The cell state matters; that it can be cleared, on short reviews hardly.
  const trained = await figure(lab, 'as trained');
  expect(trained).toBeGreaterThan(70);
  expect(await figure(lab, 'never forgets')).toBeGreaterThan(trained - 10);
  expect(await figure(lab, 'forgets at once')).toBeLessThan(trained - 5);
  await reveal(lab);
  await expect(lab.getByText(/^You were right: It falls, but by less/)).toBeVisible();
  expect(await axeFindings(page, '.view-labs')).toEqual([]);

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
  /** The probability after each word, as its button says it. */
  const bars = () =>
    inside
      .getByRole('toolbar', { name: 'Words of the text' })
      .getByRole('button')
      .evaluateAll((all) =>
        all.map((word) => /[\d.]+%/.exec(word.getAttribute('aria-label') ?? '')?.[0] ?? ''),
      );
  const step = (name: string) => lab.getByRole('button', { name, exact: true });
  const isDone = (name: string) =>
    expect(lab.locator('.lab-step', { has: page.getByRole('button', { name, exact: true }) })).toHaveClass(
      /done/,
    );
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
  expect(await axeFindings(page, '.view-labs')).toEqual([]);
  expect(complaints).toEqual({ console: [], foreign: [] });
});

/** A page on which a lab was opened that trains runs of its own, and what it ends with. */
async function onOwnRuns(page: Page, name: string, work: (lab: Locator, training: Locator) => Promise<void>) {
  test.setTimeout(300_000);
  const complaints = listenForComplaints(page);
  await page.goto('./');
  const lab = await openLab(page, name);
  await lab.getByRole('radio').first().check();
  await expect(lab.getByRole('button').first()).toBeEnabled({ timeout: 60_000 });
  await work(lab, region(page, 'Training'));
  await reveal(lab);
  expect(await axeFindings(page, '.view-labs')).toEqual([]);
  // None of it is the user's: no run is saved, and no network is loaded.
  await expect(page.getByText('no model yet')).toBeVisible();
  expect(await savedRuns(page)).toEqual([]);
  expect(complaints).toEqual({ console: [], foreign: [] });
}

test('overfitting: without dropout training reaches 100%, and validation does not', ({ page }) =>
  onOwnRuns(page, 'keep_prob 1 against 0.5', async (lab) => {
    await doSteps(lab);
    expect(await figure(lab, 'keep_prob 1', 0)).toBeGreaterThan(97);
    expect(await figure(lab, 'keep_prob 1', 1)).toBeLessThan(88);
    expect(await figure(lab, 'keep_prob 0.5')).toBeLessThan(await figure(lab, 'keep_prob 1'));
  }));

test('why not a simple RNN: its gradient vanishes where that of an LSTM does not', ({ page }) =>
  onOwnRuns(page, 'Why not a simple RNN', async (lab, training) => {
    await doSteps(lab);
    const left = async (line: RegExp) => {
      const said = await training.getByText(line).innerText();
      const [, share] = /: (?:less than )?(\d+(?:\.\d+)?)%/.exec(said) ?? [];
      return Number(share);
    };
    expect(await left(/^simple RNN of the same sizes, before any training: /)).toBeLessThan(1);
    expect(await left(/^LSTM, epoch 4: .* 20 words before the end\.$/)).toBeGreaterThan(5);
    expect(await left(/^simple RNN, epoch 4: /)).toBeGreaterThan(0);
  }));

test('learning noise: shuffled labels are learned by heart, and nothing else', ({ page }) =>
  onOwnRuns(page, 'Learning noise', async (lab, training) => {
    const notice = training.getByText(/The labels of its training reviews are shuffled/);
    await lab.getByRole('button', { name: 'Train with the right labels' }).press('Enter');
    const next = lab.getByRole('button', { name: 'Train with shuffled labels' });
    await expect(next).toBeEnabled({ timeout: 120_000 });
    await next.press('Enter');
    await expect(notice).toBeVisible({ timeout: 60_000 });
    await doSteps(lab);
    await expect(notice).toBeHidden();
    expect(await figure(lab, 'right labels', 1)).toBeGreaterThan(70);
    expect(await figure(lab, 'shuffled labels', 0)).toBeGreaterThan(85);
    expect(await figure(lab, 'shuffled labels', 1)).toBeLessThan(60);
  }));

test('word order: shuffled words are nearly enough for short reviews', ({ page }) =>
  onOwnRuns(page, 'Word order', async (lab) => {
    await doSteps(lab);
    const [ordered, mixed] = [await figure(lab, 'words in order', 2), await figure(lab, 'shuffled words', 2)];
    expect(mixed).toBeGreaterThan(70);
    expect(Math.abs(ordered - mixed)).toBeLessThan(8);
  }));
