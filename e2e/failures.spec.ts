/** What can go wrong while a network trains, made to happen: the run comes to the figures that it would have had. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { region, show } from './page.ts';
import { emptyTab } from './stored.ts';
import { survive } from './own-browser.ts';
import { plant, plantRefusedStorage, plantRests, type PlantedFailure } from './planted.ts';
import {
  epochRows,
  expectClose,
  brokenEpoch,
  middleOf,
  epochs,
  savedRuns,
  noteNotices,
  openForRun,
  outcome,
  resume,
  start,
  stepsPerEpoch,
  undisturbedOutcome,
  untilFirstSaved,
  untilTrained,
  type Backend,
} from './runs.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });

const restMilliseconds = 250;

const marks = (page: Page) => page.getByRole('list', { name: 'Marks on the curves' });

const recovered: [PlantedFailure, Backend, string][] = [
  ['device is lost', 'WebGPU', `The GPU went away in epoch ${brokenEpoch}.`],
  ['context is lost', 'WebGL', `The GPU went away in epoch ${brokenEpoch}.`],
  ['worker throws', 'WebAssembly', `The training worker stopped in epoch ${brokenEpoch}.`],
  ['worker falls silent', 'WebAssembly', `The training worker stopped in epoch ${brokenEpoch}.`],
  ['step hangs', 'WebAssembly', `The training worker stopped in epoch ${brokenEpoch}.`],
  ['memory runs out', 'WebAssembly', `Memory ran out in epoch ${brokenEpoch}.`],
];

for (const [failure, backend, sentence] of recovered) {
  test(`${failure} on ${backend}: training resumes to the same figures`, async ({
    browser,
    context,
    page,
  }) => {
    const expected = await undisturbedOutcome(browser, backend);
    await plant(context, [{ failure, step: middleOf(backend) }]);
    await openForRun(page, backend);
    const said = await noteNotices(page);
    await start(page);
    await untilTrained(page);
    expect(await said()).toContain(`${sentence} Training resumes from the last saved step on ${backend}.`);
    await expect(marks(page)).toContainText('resumed at');
    expect(await outcome(page)).toEqual(expected);
  });
}

test('a device that is lost twice: training resumes on another backend', async ({
  browser,
  context,
  page,
}) => {
  const expected = await undisturbedOutcome(browser, 'WebGPU');
  const plan = { failure: 'device is lost', step: middleOf('WebGPU') } as const;
  await plant(context, [plan, plan]);
  await openForRun(page, 'WebGPU');
  await start(page);
  await untilTrained(page);
  await expect(marks(page)).toContainText(/computes in place of WebGPU/);
  const { figures } = await outcome(page);
  expect(figures.slice(0, brokenEpoch - 1)).toEqual(expected.figures.slice(0, brokenEpoch - 1));
  expectClose(figures, expected.figures);
});

test('a worker that breaks each time: the page gives up, and the run can be resumed', async ({
  browser,
  context,
  page,
}) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  const plan = { failure: 'worker throws', step: middleOf('WebAssembly') } as const;
  await plant(context, [plan, plan, plan, plan]);
  await openForRun(page, 'WebAssembly');
  await start(page);
  await expect(region(page, 'Training').getByRole('alert')).toContainText(
    'Training was resumed 3 times in vain. What was saved is not lost: choose another backend, then press Resume.',
    { timeout: 60_000 },
  );
  await resume(page);
  await untilTrained(page);
  expectClose((await outcome(page)).figures, expected.figures);
});

test('a loss that is no number: back to the last good state, at a lower rate', async ({
  browser,
  context,
  page,
}) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  await plant(context, [{ failure: 'loss is no number', step: middleOf('WebAssembly') }]);
  await openForRun(page, 'WebAssembly');
  await start(page);
  await untilTrained(page);
  await expect(marks(page)).toContainText(
    `rolled back at ${brokenEpoch - 1}.0 The loss diverged. Training rolled back to step ${(brokenEpoch - 1) * stepsPerEpoch('WebAssembly')} and continues with 25% of the learning rate.`,
  );
  const { figures } = await outcome(page);
  expect(figures.slice(0, brokenEpoch - 1)).toEqual(expected.figures.slice(0, brokenEpoch - 1));
  for (const { learningRate, loss, epoch } of figures.slice(brokenEpoch - 1)) {
    expect(learningRate).toBeCloseTo(expected.figures[epoch - 1].learningRate / 4, 9);
    expect(loss).toBeLessThan(figures[brokenEpoch - 2].loss);
  }
});

test('a reload: Resume leads to the same figures', async ({ browser, context, page }) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  await plantRests(context, restMilliseconds);
  await openForRun(page, 'WebAssembly');
  await start(page);
  await untilFirstSaved(page);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(region(page, 'Interrupted run')).toContainText(
    new RegExp(`was interrupted in epoch [234] of ${epochs}`),
  );
  await resume(page);
  await untilTrained(page);
  expect(await outcome(page)).toEqual(expected);
});

test('a tab that crashes: another one resumes the run', async ({ browser, context, page }) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  await plantRests(context, restMilliseconds);
  await openForRun(page, 'WebAssembly');
  await start(page);
  await untilFirstSaved(page);
  const crash = page.waitForEvent('crash');
  const devtools = await context.newCDPSession(page);
  // It never answers: what would is gone.
  void devtools.send('Page.crash').catch(() => undefined);
  await crash;
  const next = await context.newPage();
  await next.goto('./');
  await resume(next);
  await untilTrained(next);
  expect(await outcome(next)).toEqual(expected);
});

test('a browser that is killed while a state is written: another one resumes the run', async ({
  browser,
  baseURL,
}) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  const found = await survive([3, 9], baseURL ?? '');
  expect(found).toEqual(expected);
});

test('storage that is full: training continues, and its state can be taken elsewhere', async ({
  browser,
  context,
  page,
}) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  await plantRests(context, restMilliseconds);
  // Enough for the run's row, and not for a state.
  await limitStorage(context, 300_000);
  await openForRun(page, 'WebAssembly');
  await start(page);
  const sheet = region(page, 'Training');
  await expect(sheet).toContainText(
    'Runs can’t be saved on this device: the device’s storage is full. Delete old runs or free some space. Training continues; download its checkpoint if you want to resume it later.',
  );
  const download = page.waitForEvent('download');
  await sheet.getByRole('button', { name: 'Download the run file' }).click();
  const state = await readFile(await (await download).path());
  await untilTrained(page);
  expect(await epochRows(page)).toEqual(expected.rows);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto('./');
  await openState(other, state);
  await show(other, 'Train');
  await resume(other);
  await untilTrained(other);
  expect(await outcome(other)).toEqual(expected);
  await elsewhere.close();
});

async function openState(page: Page, state: Buffer): Promise<void> {
  await show(page, 'Runs');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    region(page, 'Runs').getByRole('button', { name: 'Open a run file' }).click(),
  ]);
  await chooser.setFiles({ name: 'state.safetensors', mimeType: 'application/octet-stream', buffer: state });
}

async function limitStorage(context: BrowserContext, quotaSize: number): Promise<void> {
  const tab = await emptyTab(context);
  const devtools = await context.newCDPSession(tab);
  const { origin } = new URL(tab.url());
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

const unsaved: [string, (context: BrowserContext) => Promise<unknown>, string][] = [
  ['refused', plantRefusedStorage, 'this browser window does not let the page store anything.'],
  [
    'full from the beginning',
    (context) => limitStorage(context, 1),
    'the device’s storage is full. Delete old runs or free some space.',
  ],
  [
    'of a newer page',
    async (context) => {
      const tab = await emptyTab(context);
      await tab.evaluate(() => {
        indexedDB.open('forget-gate-runs', 99).addEventListener('success', ({ target }) => {
          (target as IDBOpenDBRequest).result.close();
        });
      });
    },
    'a newer version of this page made them. Reload the page.',
  ],
];

for (const [what, take, reason] of unsaved) {
  test(`storage that is ${what}: training continues, and says so`, async ({ browser, context, page }) => {
    const expected = await undisturbedOutcome(browser, 'WebAssembly');
    await take(context);
    await openForRun(page, 'WebAssembly');
    await show(page, 'Runs');
    await expect(region(page, 'Runs')).toContainText(`Runs can’t be saved on this device: ${reason}`);
    await show(page, 'Train');
    await start(page);
    await untilTrained(page);
    await expect(region(page, 'Training')).toContainText(`Runs can’t be saved on this device: ${reason}`);
    await expect(
      region(page, 'Training').getByRole('button', { name: 'Download the run file' }),
    ).toBeVisible();
    expect(await epochRows(page)).toEqual(expected.rows);
  });
}

test('a deleted run can be restored; after a reload it is gone', async ({ page }) => {
  await openForRun(page, 'WebAssembly');
  await start(page);
  await untilTrained(page);
  await show(page, 'Runs');
  const runs = region(page, 'Runs');
  const rows = runs.getByRole('table', { name: 'Saved runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(1);
  const [{ epochs: done }] = await savedRuns(page);
  const best = Math.max(...done.map(({ validationAccuracy }) => validationAccuracy));
  await expect(rows).toContainText(`${(100 * best).toFixed(1)}%`);
  const remove = async () => {
    await runs.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
  };
  await remove();
  await expect(runs).toContainText('“LSTM 12, 8” is deleted.');
  await expect(rows).toHaveCount(0);
  await runs.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await remove();
  await expect(rows).toHaveCount(0);
  await page.reload();
  await expect(runs).toContainText('No run is saved yet');
  expect(await savedRuns(page)).toEqual([]);
});
