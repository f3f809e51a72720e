/** A threshold and a temperature, chosen on the page, stored in the model, and followed by whatever answers. */
import { expect, test, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import {
  axeFindings,
  downloadModel,
  listenForComplaints,
  region,
  setSmallNetwork,
  show,
  trainToTheEnd,
  tryReview,
} from './page.ts';

interface Decision {
  temperature: number;
  weights: number[];
}

function decisionIn(bytes: Uint8Array): Decision {
  const settings = unzipSync(bytes)['settings.json'];
  return (JSON.parse(new TextDecoder().decode(settings)) as { decision: Decision }).decision;
}

const text = 'The food was great.';

/** The class that the page gives. */
async function classOfText(page: Page): Promise<string> {
  await tryReview(page, text);
  await expect(page.locator('.answer:not(.stale)')).toBeVisible();
  const said = (await page.getByRole('status', { name: 'Prediction' }).textContent()) ?? '';
  return /negative|positive/i.exec(said)?.[0].toLowerCase() ?? said;
}

/** Moves the slider to one of its ends by keyboard. */
async function slideToEnd(page: Page, key: 'Home' | 'End'): Promise<void> {
  await region(page, 'Threshold and calibration').getByRole('slider').press(key);
}

test('a threshold is moved, stored, downloaded, and followed after a reload', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('./');
  const complaints = listenForComplaints(page);
  await setSmallNetwork(page, 'WebAssembly');
  await trainToTheEnd(page, 90_000);
  const before = await classOfText(page);
  const other = before === 'positive' ? 'negative' : 'positive';

  await show(page, 'Understand');
  const panel = region(page, 'Threshold and calibration');
  await panel.getByRole('button', { name: 'Compute the curves' }).click();
  const matrix = panel.getByRole('table', { name: /Reviews to choose by/ });
  await expect(matrix).toBeVisible({ timeout: 30_000 });
  const first = await matrix.textContent();
  // At an end nearly all reviews are of one class.
  await slideToEnd(page, other === 'positive' ? 'Home' : 'End');
  await expect(matrix).not.toHaveText(first ?? '');
  await panel.getByRole('button', { name: 'Use this threshold' }).click();
  await expect(panel.getByText('The network uses it')).toBeVisible();
  await panel.getByRole('button', { name: 'Use calibrated probabilities' }).click();
  await expect(panel.getByText(/The network gives calibrated probabilities/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  expect(await classOfText(page)).toBe(other);

  const bytes = await downloadModel(page);
  const decision = decisionIn(bytes);
  expect(decision.temperature).not.toBe(1);
  expect(decision.weights[0] + decision.weights[1]).toBeCloseTo(1, 9);

  // The saved run has it.
  await page.reload();
  await show(page, 'Runs');
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Load', exact: true }).click();
  expect(await classOfText(page)).toBe(other);
  expect(decisionIn(await downloadModel(page))).toEqual(decision);

  // And so has the download.
  await page.reload();
  await show(page, 'Export');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load a model' }).click();
  await (
    await chooser
  ).setFiles({ name: 'decided.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  await expect(region(page, 'Export')).toContainText('negative / positive');
  expect(await classOfText(page)).toBe(other);
  expect(complaints).toEqual({ console: [], foreign: [] });
});
