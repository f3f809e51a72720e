/** Labels that are words are classes: trained, tested, tried, downloaded and taken back on the page. */
import { expect, test, type Page } from '@playwright/test';
import {
  axeFindings,
  downloadModel,
  listenForComplaints,
  region,
  setField,
  setSmallNetwork,
  show,
  trainToTheEnd,
  tryReview,
  upload,
} from './page.ts';

const names = ['anger', 'calm', 'fear', 'joy'];
const fillers = ['the room', 'our table', 'this phone', 'the film', 'their staff', 'my order'];
const endings = ['today', 'again', 'at last', 'in the end', 'as told', 'for once', 'this time'];

/** 480 different rows, each with the word of its class. */
function csv(): Buffer {
  const rows = Array.from({ length: 480 }, (_, i) => {
    const name = names[i % 4];
    return `${fillers[i % 6]} was ${name}ful ${endings[i % 7]} number ${i} ${name}some,${name}`;
  });
  return Buffer.from(['text,label', ...rows].join('\n'));
}

/** The answer to this very text. */
async function answerTo(page: Page, text: string): Promise<string | null> {
  await tryReview(page, text);
  await expect(page.locator('.answer:not(.stale)')).toBeVisible();
  return page.getByRole('status', { name: 'Prediction' }).textContent();
}

test('four labels are trained, tested, tried, downloaded and taken back', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('./');
  const complaints = listenForComplaints(page);
  await show(page, 'Data');
  const data = region(page, 'Data');
  await upload(page, 'moods.csv', csv());
  await expect(data).toContainText('480 reviews');
  for (const name of names) await expect(data).toContainText(`${name}: 120 (25.0%)`);
  expect(await axeFindings(page)).toEqual([]);

  await setSmallNetwork(page, 'WebAssembly');
  await setField(page, 'Batch size', '16');
  await setField(page, 'Learning rate', '0.01');
  await setField(page, 'Epochs', '8');
  await trainToTheEnd(page, 60_000);
  expect(await answerTo(page, 'fearful and fearsome')).toContain('fear, with');
  await expect(region(page, 'Try it').locator('.class-gauges li')).toHaveCount(4);
  expect(await axeFindings(page)).toEqual([]);

  await show(page, 'Understand');
  const matrix = page.getByRole('table', { name: 'Confusion matrix' });
  await expect(matrix.getByRole('row')).toHaveCount(5);
  const scores = page.getByRole('table', { name: 'Scores of each class' });
  await expect(scores.getByRole('row')).toHaveCount(7);
  await expect(scores).toContainText('Mean of the classes');
  await expect(page.getByRole('grid', { name: 'Test reviews' })).toContainText('calm');
  expect(await axeFindings(page)).toEqual([]);

  const before = await answerTo(page, 'calmful and joyful');
  const bytes = await downloadModel(page);
  await page.reload();
  await show(page, 'Export');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load a model' }).click();
  await (await chooser).setFiles({ name: 'moods.zip', mimeType: 'application/zip', buffer: bytes });
  await expect(region(page, 'Export')).toContainText('anger / calm / fear / joy');
  expect(await answerTo(page, 'calmful and joyful')).toBe(before);
  expect(complaints).toEqual({ console: [], foreign: [] });
});
