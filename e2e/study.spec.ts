/** A study from the form to its file, with a reload in the middle. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { axeFindings, listenForComplaints, setSmallNetwork, show } from './page.ts';

test('a study of two settings and two seeds survives a reload, and gives its runs as a file', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const complaints = listenForComplaints(page);
  await page.goto('./');
  await setSmallNetwork(page, 'WebAssembly');
  await page.getByRole('button', { name: 'Sweep' }).click();
  for (const [place, name, values] of [
    [0, 'Epochs', '1, 2'],
    [1, 'Batch size', '64, 128'],
  ] as const) {
    await page.getByRole('button', { name: 'Vary a setting' }).click();
    await page
      .getByRole('combobox', { name: 'Setting', exact: true })
      .nth(place)
      .selectOption({ label: name });
    await page.getByRole('textbox', { name: 'Values' }).nth(place).fill(values);
  }
  await page.getByRole('spinbutton', { name: 'How many' }).fill('2');
  await expect(page.getByText('4 settings, 8 runs')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByText(/Study: run [34] of 8/)).toBeVisible({ timeout: 120_000 });

  await page.reload();
  const interrupted = page.getByRole('region', { name: 'Interrupted study' });
  await expect(interrupted).toContainText(/after [23] of 8 runs/, { timeout: 30_000 });
  await interrupted.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('region', { name: 'Chosen by validation' })).toBeVisible({ timeout: 240_000 });
  const table = page.getByRole('table', { name: 'Settings by validation accuracy, 2 seeds each' });
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('region', { name: 'Beside another setting' })).toContainText('2 seeds');
  expect(await axeFindings(page)).toEqual([]);

  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Runs as CSV' }).click();
  const csv = await readFile(await (await started).path(), 'utf8');
  const lines = csv.trim().split('\r\n');
  expect(lines[0]).toContain('"seed","split_seed","validation_accuracy","test_accuracy"');
  expect(lines).toHaveLength(9);
  const keys = lines.slice(1).map((line) => line.split(',').slice(0, 3).join(' '));
  expect(new Set(keys).size).toBe(8);
  // The runs of a study are in it, and not in the list of runs.
  await show(page, 'Runs');
  await expect(page.getByText('No run is saved yet')).toBeVisible();
  expect(complaints).toEqual({ console: [], foreign: [] });
});
