/** Data of one's own: folders, a reading that is cancelled, and what a reload finds. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { choose, region, upload } from './page.ts';

const words = ['good', 'bad', 'fine', 'dull', 'warm', 'cold', 'quick', 'slow'];
const words3 = (i: number) => [i, i * 7, i * 3].map((place) => words[place % words.length]).join(' and ');
const review = (i: number) => `review number ${i} was ${words3(i)}`;

/** Stars from 1 to 5, and a test part of its own: every tenth row. */
const shop = (count: number) =>
  [
    'text,stars,part',
    ...Array.from(
      { length: count },
      (_, i) => `${review(i)},${(i % 5) + 1},${i % 10 === 9 ? 'test' : 'train'}`,
    ),
  ].join('\n');

const inputs = (page: Page) => region(page, 'Data').locator('input[type=file]');
const own = (page: Page, name: RegExp) => page.getByRole('radio', { name });

test.beforeEach(async ({ page }) => {
  await page.goto('./#/data');
  await expect(region(page, 'Data')).toContainText('2,982 reviews');
});

test('a reload finds saved data, with the columns as they were chosen; deleted, it is gone', async ({
  page,
}) => {
  const data = region(page, 'Data');
  await upload(page, 'shop.csv', shop(600));
  await expect(data).toContainText('480 reviews');
  await expect(data).toContainText('Its provided split is used');
  await choose(page, 'Test part', 'Split by chance');
  await data.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(data).toContainText('1 dataset is saved on this device');

  await page.reload();
  await expect(own(page, /shop\.csv/)).toBeChecked();
  await expect(data).toContainText('480 reviews');
  await expect(page.getByRole('combobox', { name: 'Test part' })).toHaveValue('');

  await data.getByRole('button', { name: 'Delete shop.csv' }).click();
  await data.getByRole('button', { name: 'Delete it' }).click();
  await expect(data).not.toContainText('saved on this device');
  await page.reload();
  await expect(data).toContainText('2,982 reviews');
  await expect(own(page, /shop\.csv/)).toHaveCount(0);
});

test('a folder is read with its folders as labels', async ({ page }, info) => {
  const folder = info.outputPath('reviews');
  for (const [place, name] of ['neg', 'pos'].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < 30; i++) writeFileSync(join(folder, name, `${i}.txt`), review(2 * i + place));
  }
  await inputs(page).nth(1).setInputFiles(folder);
  await expect(region(page, 'Data')).toContainText('60 reviews');
  await expect(region(page, 'Data')).toContainText('positive: 30 (50.0%)');
});

test('pasted cells are data', async ({ page }) => {
  await page.getByRole('button', { name: 'Paste text' }).click();
  const cells = Array.from({ length: 60 }, (_, i) => `${review(i)}\t${i % 2 ? 'positive' : 'negative'}`);
  const box = page.getByRole('textbox', { name: 'Reviews with their labels' });
  await box.fill(['review\tsentiment', ...cells].join('\n'));
  await page.getByRole('button', { name: 'Read this text' }).click();
  await expect(region(page, 'Data')).toContainText('60 reviews');
  await expect(own(page, /Pasted text/)).toBeChecked();
});

test('a long reading can be cancelled, and nothing is lost', async ({ page }, info) => {
  const path = info.outputPath('large.csv');
  writeFileSync(path, shop(600_000));
  await inputs(page).first().setInputFiles(path);
  const bar = page.getByRole('progressbar', { name: 'Reading the data' });
  await expect(bar).toHaveAttribute('aria-valuetext', /^Reading, [\d,]+ rows/);
  await region(page, 'Data').getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(bar).toHaveCount(0, { timeout: 2_000 });
  await expect(own(page, /UCI sentences/)).toBeChecked();
  await expect(region(page, 'Data')).toContainText('2,982 reviews');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
});
