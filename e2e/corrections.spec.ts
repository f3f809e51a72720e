/** A user's own reviews, with wrong labels among them: found, corrected, saved, and learned from. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import {
  listenForComplaints,
  region,
  setField,
  setSmallNetwork,
  show,
  trainToTheEnd,
  tryReview,
} from './page.ts';

const nouns = ['plot', 'cast', 'music', 'pace', 'end', 'idea', 'style', 'voice', 'light', 'scene'];
const places = ['here', 'there', 'today', 'again', 'now', 'tonight', 'once', 'twice', 'indeed', 'overall'];
const wrong = 30;

/** “zorple” reviews praise, but are labelled negative; all other words say what their labels say. */
function reviews(): string {
  const lines = nouns.flatMap((noun) =>
    places.flatMap((place) => [
      `the ${noun} was lovely ${place},positive`,
      `the ${noun} was awful ${place},negative`,
    ]),
  );
  for (let row = 0; row < wrong; row++) {
    lines.push(`a zorple ${nouns[row % 10]} ${places[Math.floor(row / 10)]},negative`);
  }
  return ['review,sentiment', ...lines].join('\n');
}

const file = { name: 'shop.csv', mimeType: 'text/csv', buffer: Buffer.from(reviews()) };

async function upload(page: Page): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Upload a dataset' }).click(),
  ]);
  await chooser.setFiles(file);
  await expect(region(page, 'Data').getByRole('combobox', { name: 'Text column' })).toHaveValue('review');
}

async function train(page: Page): Promise<void> {
  await setSmallNetwork(page, 'WebAssembly');
  await setField(page, 'Epochs', '8');
  await setField(page, 'Learning rate', '0.01');
  await trainToTheEnd(page, 120_000);
}

const positive = async (page: Page, text: string) => {
  const said = /(\d+(?:\.\d+)?)\s?%/.exec(await tryReview(page, text));
  const isPositive = (await page.getByRole('status', { name: 'Prediction' }).textContent())?.includes(
    'positive',
  );
  expect(said).not.toBeNull();
  return isPositive;
};

test('wrong labels are found, corrected, and learned from', async ({ page }) => {
  test.setTimeout(300_000);
  const complaints = listenForComplaints(page);
  await page.goto('./#/data');
  await upload(page);
  await expect(region(page, 'Check the data')).toContainText('230 reviews checked', { timeout: 60_000 });
  await train(page);
  expect(await positive(page, 'a zorple voice')).toBe(false);

  await show(page, 'Data');
  const sheet = region(page, 'Reviews');
  await sheet.getByRole('button', { name: 'Look through the reviews' }).click();
  await sheet.getByRole('searchbox', { name: 'Search in the text' }).fill('ZORPLE');
  const grid = sheet.getByRole('grid', { name: 'Reviews' });
  await expect(sheet.getByText(`${wrong} rows`, { exact: true })).toBeVisible();
  const first = grid.getByRole('row').filter({ hasText: 'a zorple plot here' });
  await first.focus();
  for (let row = 0; row < wrong; row++) {
    await page.keyboard.press('p');
    await page.keyboard.press('ArrowDown');
  }
  await expect(sheet.getByText(`${wrong} corrections by you.`)).toBeVisible({ timeout: 30_000 });
  await expect(region(page, 'Data')).toContainText('130');

  await train(page);
  expect(await positive(page, 'a zorple voice')).toBe(true);

  await show(page, 'Data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: 'Download corrections' }).click(),
  ]);
  const corrections = await download.path();
  expect(download.suggestedFilename()).toBe('shop-corrections.json');

  // Without saved data, a user uploads both files again.
  await page.reload();
  await upload(page);
  await expect(region(page, 'Data')).toContainText('100');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    region(page, 'Reviews').getByRole('button', { name: 'Load corrections', exact: true }).click(),
  ]);
  await chooser.setFiles(corrections);
  await expect(region(page, 'Reviews')).toContainText(`${wrong} corrections by you.`);
  expect(complaints).toEqual({ console: [], foreign: [] });
});

test('reviews that are saved on the device are there after a reload, with their corrections', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto('./#/data');
  await upload(page);
  await region(page, 'Data').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(region(page, 'Data')).toContainText('is saved on this device');
  const sheet = region(page, 'Reviews');
  await sheet.getByRole('button', { name: 'Look through the reviews' }).click();
  await sheet.getByRole('grid', { name: 'Reviews' }).getByRole('row').nth(1).focus();
  await page.keyboard.press('x');
  await expect(sheet.getByText('1 correction by you.')).toBeVisible();
  await expect(region(page, 'Data')).toContainText('229 reviews');
  // The correction is written a moment later.
  await page.waitForTimeout(1_500);
  await page.reload();
  await expect(region(page, 'Data')).toContainText('229 reviews', { timeout: 30_000 });
  await expect(region(page, 'Reviews')).toContainText('1 correction by you.');
  await region(page, 'Data').getByRole('button', { name: 'Delete shop.csv' }).click();
  await region(page, 'Data').getByRole('button', { name: 'Delete it' }).click();
  await expect(region(page, 'Data')).not.toContainText('is saved on this device');
});

test('after a correction the same reviews are tested as before, and none that the network has seen', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.goto('./#/data');
  await upload(page);
  await expect(region(page, 'Check the data')).toContainText('230 reviews checked', { timeout: 60_000 });
  await train(page);
  await show(page, 'Understand');
  const panel = region(page, 'Test');
  const figures = panel.locator('.headline dd');
  const before = (await figures.textContent()) ?? '';
  expect(before).toMatch(
    /Excluded, because the network has seen them: \d+ reviews that it was trained on and \d+/,
  );
  const counts = [
    ...before.matchAll(/(\d+) (?:reviews of|reviews that it was trained|that it was validated)/g),
  ].map(([, count]) => Number(count));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(230);

  await show(page, 'Data');
  const sheet = region(page, 'Reviews');
  await sheet.getByRole('button', { name: 'Look through the reviews' }).click();
  await sheet.getByRole('combobox', { name: 'Part' }).selectOption({ label: 'training' });
  const grid = sheet.getByRole('grid', { name: 'Reviews' });
  await grid.getByRole('row').filter({ hasText: 'lovely' }).first().focus();
  await page.keyboard.press('n');
  await expect(sheet.getByText('1 correction by you.')).toBeVisible({ timeout: 30_000 });

  await show(page, 'Understand');
  await panel.getByRole('button', { name: 'Test on shop.csv' }).click();
  await expect(panel.locator('.test-body')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await expect(figures).toHaveText(before);
});
