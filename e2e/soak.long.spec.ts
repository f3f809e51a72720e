/** A hundred runs in one page: what it holds in the end is what it held after the first ten, but for the runs' records. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { choose, region, setField, show } from './page.ts';

const first = 10;
const last = 100;

/** What a run's record takes in the list: settings, epochs, names. In bytes. */
const recordBytes = 12_000;
/** What a browser's heap wavers by, from one look to the next, in bytes. */
const slack = 3_000_000;

interface Held {
  /** JavaScript values of the page itself, after a collection. */
  page: number;
  nodes: number;
  /** Of the worker: what the browser itself counts, its WebAssembly memory included. */
  worker: number;
}

async function held(page: Page): Promise<Held> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  const worker = await page.evaluate(async () => {
    const measure = (
      performance as unknown as {
        measureUserAgentSpecificMemory(): Promise<{
          breakdown: { bytes: number; attribution: { scope: string }[] }[];
        }>;
      }
    ).measureUserAgentSpecificMemory();
    const { breakdown } = await measure;
    return breakdown
      .filter(({ attribution }) => attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  });
  return { page: usedSize, nodes, worker };
}

test('a hundred runs leave nothing behind but their records', async ({ page }) => {
  await page.goto('./');
  await setField(page, 'Layer sizes', '8');
  await setField(page, 'Embedding size', '8');
  await setField(page, 'Epochs', '1');
  await setField(page, 'Batch size', '256');
  await choose(page, 'Backend', 'WebAssembly');
  const count = region(page, 'Runs').locator('.runs-foot');
  const measured: Held[] = [];
  for (let run = 1; run <= last; run++) {
    await page.getByRole('button', { name: 'Start training' }).click();
    await show(page, 'Runs');
    await expect(count).toContainText(new RegExp(`^${run} runs?,`), { timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled({ timeout: 60_000 });
    await show(page, 'Understand');
    await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible({ timeout: 60_000 });
    await show(page, 'Train');
    if (run === first || run === last / 2 || run === last) measured.push(await held(page));
  }
  console.log(JSON.stringify(measured));
  const [before, , after] = measured;
  expect(after.page - before.page).toBeLessThan((last - first) * recordBytes + slack);
  expect(after.worker - before.worker).toBeLessThan((last - first) * recordBytes + slack);
  expect(after.nodes).toBeLessThan(before.nodes + 3_000);
});
