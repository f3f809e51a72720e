/** Each lab, done as a student does it: a guess, the steps on the workbench, and the answer. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { listenForComplaints, region, setField, show } from './page.ts';

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

/** A cell of the lab's table, as a number. */
async function figure(lab: Locator, row: string): Promise<number> {
  const cells = lab.getByRole('row', { name: new RegExp(`^${row} `) }).getByRole('cell');
  return Number.parseFloat(await cells.last().innerText());
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
