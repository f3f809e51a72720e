/** What the page stores is taken away, held up or damaged while it is open. */
import { expect, test } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { region, show, untilTested } from './page.ts';
import { plantNoLocks, plantRests } from './planted.ts';
import {
  savedRuns,
  openForRun,
  outcome,
  resume,
  start,
  undisturbedOutcome,
  untilEpoch,
  untilTrained,
} from './runs.ts';
import { clearSiteData, deleteDatabase, holdUpOpening } from './stored.ts';

test.describe.configure({ timeout: 120_000 });

const runs = 'forget-gate-runs';
/** A worker that rests longer does not answer in time when another tab asks what it trains. */
const restMilliseconds = 150;
/** A run of so many is not over before another tab has been opened and has looked at it. */
const manyEpochs = 30;

const takenAway: [string, (context: BrowserContext, page: Page) => Promise<void>][] = [
  ['the database is deleted', (_, page) => deleteDatabase(page, runs)],
  ['site data is cleared', clearSiteData],
];

for (const [what, takeAway] of takenAway) {
  test(`${what} while a network trains: it is saved again, and can be resumed`, async ({
    browser,
    context,
    page,
  }) => {
    const expected = await undisturbedOutcome(browser, 'WebAssembly');
    await plantRests(context, restMilliseconds);
    await openForRun(page, 'WebAssembly');
    await start(page);
    await untilEpoch(page, 1);
    await takeAway(context, page);
    await untilEpoch(page, 2);
    // The state that came with an epoch after that is there.
    await expect.poll(async () => (await savedRuns(page))[0]?.epochs.length ?? 0).toBeGreaterThan(1);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await resume(page);
    await untilTrained(page);
    expect(await outcome(page)).toEqual(expected);
  });

  test(`${what} between two runs: the list says what is there, and the next run is saved`, async ({
    context,
    page,
  }) => {
    await openForRun(page, 'WebAssembly');
    await start(page);
    await untilTrained(page);
    await show(page, 'Runs');
    const rows = region(page, 'Runs').getByRole('table', { name: 'Saved runs' }).locator('tbody tr');
    await expect(rows).toHaveCount(1);
    await takeAway(context, page);
    await expect(region(page, 'Runs')).toContainText('No run is saved yet');
    await show(page, 'Train');
    await start(page);
    await untilTrained(page);
    await show(page, 'Runs');
    await expect(rows).toHaveCount(1);
    await page.reload();
    await expect(rows).toHaveCount(1);
  });
}

test('a database that opens late is not called held by another tab, and has the run in the end', async ({
  context,
  page,
}) => {
  const letGo = await holdUpOpening(context, runs);
  await openForRun(page, 'WebAssembly');
  await show(page, 'Runs');
  const sheet = region(page, 'Runs');
  await expect(sheet).toContainText(
    'The browser has not opened its storage yet: runs are saved on this device as soon as it answers.',
  );
  await show(page, 'Train');
  await start(page);
  await untilTrained(page);
  await expect(region(page, 'Training')).toContainText('The browser has not opened its storage yet');
  await letGo();
  await show(page, 'Runs');
  await expect(sheet).not.toContainText('has not opened its storage yet');
  await show(page, 'Train');
  await expect(region(page, 'Training')).not.toContainText('has not opened its storage yet');
  await expect.poll(async () => (await savedRuns(page)).map(({ status }) => status)).toEqual(['finished']);
});

for (const [what, isSecure] of [
  ['with locks', true],
  ['without locks, as by plain HTTP', false],
] as const) {
  test(`a run in another tab, ${what}, is told as such, and can be resumed once that tab is gone`, async ({
    context,
    page,
  }) => {
    if (!isSecure) await plantNoLocks(context);
    await plantRests(context, restMilliseconds);
    await openForRun(page, 'WebAssembly', { epochs: String(manyEpochs) });
    await start(page);
    await untilEpoch(page, 1);
    const other = await context.newPage();
    await other.goto('./#/runs');
    const row = region(other, 'Runs').getByRole('table', { name: 'Saved runs' }).locator('tbody tr');
    await expect(row).toContainText('training in another tab', { timeout: 30_000 });
    await row.getByRole('button', { name: /^Actions for/ }).click();
    await expect(other.getByRole('menuitem', { name: 'Delete' })).toBeDisabled();
    await other.keyboard.press('Escape');
    await show(other, 'Train');
    await expect(region(other, 'Interrupted run')).toHaveCount(0);
    await page.close({ runBeforeUnload: false });
    await expect(region(other, 'Interrupted run')).toBeVisible({ timeout: 30_000 });
    await show(other, 'Runs');
    await expect(row).toContainText('interrupted');
    await show(other, 'Train');
    const [{ epochs: before }] = await savedRuns(other);
    await resume(other);
    await untilEpoch(other, before.length + 1);
    await other.getByRole('button', { name: 'Stop', exact: true }).click();
    await untilTested(other, 60_000);
    await expect.poll(async () => (await savedRuns(other)).map(({ status }) => status)).toEqual(['stopped']);
    const [{ epochs: after }] = await savedRuns(other);
    expect(after.length).toBeGreaterThan(before.length);
  });
}

test('records that are no runs take nothing from those that are', async ({ page }) => {
  await openForRun(page, 'WebAssembly');
  await start(page);
  await untilTrained(page);
  await page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.addEventListener('success', () => resolve(request.result));
    });
    const transaction = database.transaction('runs', 'readwrite');
    transaction.objectStore('runs').put({ id: 'b', name: null }, 'b');
    transaction.objectStore('runs').put('?', 'c');
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
  }, runs);
  await page.reload();
  await show(page, 'Runs');
  const sheet = region(page, 'Runs');
  await expect(sheet.getByRole('table', { name: 'Saved runs' }).locator('tbody tr')).toHaveCount(1);
  await expect(sheet).toContainText(
    '2 saved records can’t be read by this version of the page: they are not shown, and not deleted.',
  );
});
