/** A page with 200 saved runs trains as smoothly as one with none. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { watchTasks } from './main-thread.ts';
import { region, setSmallNetwork, show, trainToTheEnd } from './page.ts';

const copies = 200;

/** Copies of the one run that is saved, as other runs of the same device. */
async function copyRun(page: Page, count: number): Promise<void> {
  await page.evaluate(async (times) => {
    const opening = indexedDB.open('forget-gate-runs');
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.addEventListener('success', () => resolve(opening.result));
    });
    const store = database.transaction('runs', 'readwrite').objectStore('runs');
    const reading = store.getAll();
    await new Promise((resolve) => reading.addEventListener('success', resolve));
    const [run] = reading.result as { id: string; started: number }[];
    for (let i = 1; i <= times; i++) {
      const id = `copy-${i}`;
      store.put({ ...run, id, started: run.started - i * 60_000 }, id);
    }
    await new Promise((resolve) => store.transaction.addEventListener('complete', resolve));
    database.close();
  }, count);
}

/** Adds up what moves by itself from now on. @returns the sum so far */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const noted = window as unknown as { shifts: number };
    noted.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) noted.shifts += entry.value;
    }).observe({ type: 'layout-shift' });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: number }).shifts);
}

test('with 200 saved runs no task takes over 100 ms while it trains, and nothing moves', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('./');
  await setSmallNetwork(page, 'WebAssembly');
  await trainToTheEnd(page, 60_000);
  await copyRun(page, copies);
  await page.reload();
  await show(page, 'Runs');
  await expect(region(page, 'Runs')).toContainText(`${copies + 1} runs`);
  await show(page, 'Train');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  // The check of the data ends before: it shows its baselines.
  await expect(page.locator('.key-level').first()).toBeVisible({ timeout: 60_000 });
  const longestTask = await watchTasks(page);
  const shifts = await watchShifts(page);
  await trainToTheEnd(page, 60_000);
  expect(await longestTask()).toBeLessThanOrEqual(100);
  expect(await shifts()).toBeLessThan(0.01);
});
