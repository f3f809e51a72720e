/** Texts without labels: saved on the device, there after a reload, needed by an interrupted run, and removed. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { choose, listenForComplaints, region, show } from './page.ts';
import { openForRun, resume, start, untilFirstSaved, untilTrained } from './runs.ts';
import { plantRests } from './planted.ts';

const restMilliseconds = 150;

const model = (page: Page) => region(page, 'Model');

/** @param word stands in each of the texts */
const texts = (word: string) =>
  [
    'review',
    ...Array.from({ length: 120 }, (_, i) => `${word} phone ${i} was ${i % 2 ? 'good' : 'bad'}`),
  ].join('\n');

async function add(page: Page, word: string): Promise<void> {
  const buffer = Buffer.from(texts(word));
  const input = model(page).getByLabel(/Add texts without labels|Choose other texts/);
  await input.last().setInputFiles({ name: `${word}.csv`, mimeType: 'text/csv', buffer });
  await expect(model(page)).toContainText(`120 texts of ${word}.csv`);
}

const save = (page: Page) => model(page).getByRole('button', { name: 'Save', exact: true }).click();

test('texts without labels are there after a reload once they are saved, until they are removed', async ({
  page,
}) => {
  const complaints = listenForComplaints(page);
  await page.goto('./');
  // The form of before is there, and from then on each change of it is written.
  await expect(region(page, 'Training')).toContainText('Ready:');
  await choose(page, 'Embedding starts from', 'vectors learned from these texts');
  await add(page, 'zebra');
  await page.waitForFunction(() => localStorage.getItem('forget-gate-settings')?.includes('"learned"'));
  await page.reload();
  await expect(model(page)).toContainText('Learned from the training reviews alone');
  await add(page, 'zebra');
  await save(page);
  await expect(model(page)).toContainText('They are saved on this device until you remove them');
  await page.reload();
  await expect(model(page)).toContainText('Learned from the training reviews and 120 texts of zebra.csv');
  await model(page).getByRole('button', { name: 'Remove these texts' }).click();
  await expect(model(page)).toContainText('Learned from the training reviews alone');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  await expect(model(page)).toContainText('Learned from the training reviews alone');
  await expect(model(page)).not.toContainText('zebra.csv');
  expect(complaints).toEqual({ console: [], foreign: [] });
});

test('a run with pseudo-labels resumes after a reload with the texts that it began with, and with no others', async ({
  context,
  page,
}) => {
  test.setTimeout(240_000);
  await plantRests(context, restMilliseconds);
  await openForRun(page, 'WebAssembly');
  await page.getByText('More settings', { exact: true }).click();
  await page.getByRole('switch', { name: 'Pseudo-labels' }).click();
  await add(page, 'zebra');
  await save(page);
  await expect(model(page)).toContainText('They are saved on this device');
  await start(page);
  await untilFirstSaved(page);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();

  await page.getByText('More settings', { exact: true }).click();
  await expect(model(page)).toContainText('120 texts of zebra.csv');
  await add(page, 'okapi');
  await resume(page);
  await expect(region(page, 'Training')).toContainText(
    'This run learns from 120 texts of zebra.csv too, by pseudo-labels, and other texts without labels are loaded.',
  );
  await page.reload();
  await show(page, 'Train');
  await resume(page);
  await untilTrained(page, 150_000);
});
