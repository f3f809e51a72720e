/** From a CSV to the same prediction after a reload, on each backend. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { watchTasks } from './main-thread.ts';
import {
  downloadModel,
  listenForComplaints,
  openEpochs,
  region,
  setSmallNetwork,
  show,
  trainToTheEnd,
  tryReview,
  upload,
} from './page.ts';
import { plantViolationNotes } from './planted.ts';
import { sampleCsv } from './sample-csv.ts';

/** Training on a software GPU. */
const trainingTimeout = 150_000;

async function expectNoSeriousAxeFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

for (const backend of ['WebGPU', 'WebGL', 'WebAssembly']) {
  test(`the whole path on ${backend}`, async ({ page }) => {
    test.setTimeout(300_000);
    const complaints = listenForComplaints(page);
    await plantViolationNotes(page.context());
    await page.goto('./');
    await expect(page.getByRole('heading', { name: 'Forget Gate' })).toBeVisible();

    await show(page, 'Data');
    await upload(page, 'my reviews.csv', sampleCsv());
    const data = region(page, 'Data');
    await expect(data.getByRole('combobox', { name: 'Text column' })).toHaveValue('review');
    await expect(data.getByRole('combobox', { name: 'Label column' })).toHaveValue('sentiment');

    await setSmallNetwork(page, backend);
    const longestTask = await watchTasks(page);
    await trainToTheEnd(page, trainingTimeout);
    expect(await longestTask()).toBeLessThanOrEqual(100);

    await expect(region(page, 'Model')).toContainText(backend);
    const epochs = await openEpochs(page);
    await expect(epochs.getByRole('row')).toHaveCount(3);
    await expect(
      page.getByRole('figure', { name: 'Loss' }).locator('path.recharts-curve').first(),
    ).toBeVisible();
    await expect(page.getByRole('figure', { name: 'Accuracy' })).toBeVisible();
    await expectNoSeriousAxeFindings(page);

    const review = 'The food was great, but the zyzzyva was not.';
    const before = await tryReview(page, review);
    await show(page, 'Understand');
    await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
    await expectNoSeriousAxeFindings(page);
    const zip = await downloadModel(page);

    await page.reload();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Load a model' }).click();
    await (await chooser).setFiles({ name: 'model.zip', mimeType: 'application/zip', buffer: zip });
    expect(await tryReview(page, review)).toBe(before);

    expect(complaints).toEqual({ console: [], foreign: [] });
  });
}
