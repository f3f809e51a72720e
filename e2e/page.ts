/** The page as a user meets it, by roles and names. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** What must stay empty while a test runs. */
export interface Complaints {
  console: string[];
  foreign: string[];
}

/** Collects console errors and warnings, uncaught errors, and requests to other origins. */
export function listenForComplaints(page: Page): Complaints {
  const complaints: Complaints = { console: [], foreign: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.console.push(message.text());
  });
  page.on('pageerror', (error) => complaints.console.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.origin === new URL(page.url() === 'about:blank' ? request.url() : page.url()).origin;
    if (!isOwn && !['blob:', 'data:'].includes(url.protocol)) complaints.foreign.push(request.url());
  });
  return complaints;
}

/** What axe has against the page, or some parts of it: each rule with the elements that break it. */
export async function axeFindings(page: Page, ...parts: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  parts.forEach((part) => axe.include(part));
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' … ')}`);
}

export function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

export type View = 'Data' | 'Train' | 'Understand' | 'Runs' | 'Export';

/** Goes to a view by its link. */
export async function show(page: Page, view: View): Promise<void> {
  await page.getByRole('link', { name: view, exact: true }).click();
}

export async function choose(page: Page, select: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: select, exact: true }).selectOption({ label: option });
}

/** Gives the panel of the data a file to read. */
export async function upload(page: Page, name: string, content: string | Buffer): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
  await region(page, 'Data').locator('input[type=file]').first().setInputFiles(file);
}

/** Types into a setting. */
export async function setField(page: Page, name: string, value: string): Promise<void> {
  await show(page, 'Train');
  const field = page.getByRole('textbox', { name, exact: true });
  await field.fill(value);
  await field.press('Tab');
}

/** A network that a software GPU trains in seconds. */
export async function setSmallNetwork(page: Page, backend: string): Promise<void> {
  await setField(page, 'Layer sizes', '12, 8');
  await setField(page, 'Embedding size', '16');
  await setField(page, 'Epochs', '2');
  await setField(page, 'Batch size', '64');
  await choose(page, 'Backend', backend);
  // Two epochs with noise teach so small a network nothing.
  const more = page.getByText('More settings', { exact: true });
  await more.click();
  await setField(page, 'Adversarial noise', '0');
  await more.click();
}

/** Waits in the view Train until the network is tested. */
export async function untilTested(page: Page, timeout: number): Promise<void> {
  await expect(page.getByRole('link', { name: 'See where it errs' })).toBeVisible({ timeout });
}

export async function trainToTheEnd(page: Page, timeout: number): Promise<void> {
  await show(page, 'Train');
  await page.getByRole('button', { name: 'Start training' }).click();
  await untilTested(page, timeout);
}

/** Unfolds the table of epochs below the curves. */
export async function openEpochs(page: Page): Promise<Locator> {
  const table = page.getByRole('table', { name: 'Epochs', exact: true });
  if (!(await table.isVisible())) await page.getByRole('button', { name: 'Epochs', exact: true }).click();
  await expect(table).toBeVisible();
  return table;
}

/** The network's file, from the view Export. */
export async function downloadModel(page: Page): Promise<Buffer> {
  await show(page, 'Export');
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download trained weights' }).click();
  return readFile(await (await started).path());
}

/** The probability that the page states for a review of one's own. */
export async function tryReview(page: Page, text: string): Promise<string> {
  await show(page, 'Train');
  const status = page.getByRole('status', { name: 'Prediction' });
  await page.getByRole('textbox', { name: 'Your review' }).fill(text);
  await expect(status).toContainText(/\d+(\.\d+)?\s?%/);
  return (await status.textContent()) ?? '';
}
