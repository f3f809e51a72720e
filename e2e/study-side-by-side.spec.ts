/** A study in several workers side by side, with a pause and a reload in the middle. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { listenForComplaints, setField, setSmallNetwork } from './page.ts';

const seeds = 5;

/** The runs of the study that is shown, without the times that they took. */
async function runsOf(page: Page): Promise<object[]> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Study as JSON' }).click();
  const { runs } = JSON.parse(await readFile(await (await started).path(), 'utf8')) as { runs: object[] };
  return runs.map((run) => ({ ...run, seconds: 0, wall: 0 }));
}

/** Begins a study of some seeds that takes longer than it takes to find out what is faster. */
async function begin(page: Page): Promise<void> {
  await setSmallNetwork(page, 'WebAssembly');
  // Far more than early stopping leaves.
  await setField(page, 'Epochs', '200');
  await page.getByRole('radio', { name: String(seeds), exact: true }).click();
  await expect(page.getByText(new RegExp(`${seeds} runs, about`))).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Start training' }).click();
}

const untilDone = (page: Page) =>
  expect(page.getByRole('region', { name: 'Chosen by validation' })).toBeVisible({ timeout: 300_000 });

test('a study continues in two workers, through a pause and a reload, and ends with the figures of one in turn', async ({
  page,
  browser,
}) => {
  test.setTimeout(600_000);
  const complaints = listenForComplaints(page);
  // Where threads can't share memory a run has one of them, so that several side by side are faster on every machine.
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    const { 'cross-origin-opener-policy': _, ...headers } = response.headers();
    return route.fulfill({ response, headers });
  });
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 }));
  await page.goto('./');
  expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(false);
  await begin(page);
  await expect(page.getByText(new RegExp(`of ${seeds} runs done, 2 side by side`))).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByText(new RegExp(`: [1-4] of ${seeds} runs done`))).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const resume = page.getByRole('button', { name: 'Resume', exact: true });
  await expect(resume).toBeVisible();
  await resume.click();

  await page.reload();
  const interrupted = page.getByRole('region', { name: 'Interrupted study' });
  await expect(interrupted).toContainText(new RegExp(`after [1-4] of ${seeds} runs`), { timeout: 30_000 });
  await interrupted.getByRole('button', { name: 'Resume' }).click();
  await untilDone(page);
  const beside = await runsOf(page);
  expect(beside).toHaveLength(seeds);
  expect(complaints).toEqual({ console: [], foreign: [] });

  const other = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await other.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 1 }));
  await other.goto('./');
  await begin(other);
  await expect(other.getByText(new RegExp(`Study: run \\d+ of ${seeds}`))).toBeVisible({ timeout: 60_000 });
  await untilDone(other);
  expect(await runsOf(other)).toEqual(beside);
  await other.context().close();
});
