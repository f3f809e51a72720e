/** A run survives what browsers do to it: each time it comes to the figures of a run that nothing disturbed. */
import { expect, test, type Page, type Worker } from '@playwright/test';
import { choose, region, setField } from './page.ts';

const epochs = 5;

async function prepare(page: Page, backend: string): Promise<void> {
  await page.goto('./');
  await expect(region(page, 'Data')).toContainText('2,982 reviews');
  await setField(page, 'Layer sizes', '12');
  await setField(page, 'Embedding size', '16');
  await setField(page, 'Epochs', String(epochs));
  await setField(page, 'Batch size', '64');
  await choose(page, 'Backend', backend);
}

const start = (page: Page) => page.getByRole('button', { name: 'Start training' }).click();
const epochRow = (page: Page, epoch: number) =>
  page.getByRole('table', { name: 'Epochs', exact: true }).getByRole('row').nth(epoch);
const untilEpoch = (page: Page, epoch: number) =>
  expect(epochRow(page, epoch).getByRole('cell').first()).toHaveText(/\d/, { timeout: 90_000 });

/** Losses and accuracies of all epochs, once the run has ended. */
async function figures(page: Page): Promise<string[][]> {
  await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible({ timeout: 120_000 });
  const rows = Array.from({ length: epochs }, (_, i) => epochRow(page, i + 1));
  return Promise.all(rows.map(async (row) => (await row.getByRole('cell').allTextContents()).slice(0, 4)));
}

async function undisturbed(page: Page, backend: string): Promise<string[][]> {
  await prepare(page, backend);
  await start(page);
  const found = await figures(page);
  expect(found.flat().every((text) => /\d/.test(text))).toBe(true);
  return found;
}

/** The worker that the page uses now. */
function lastWorker(page: Page): Worker {
  const worker = page
    .workers()
    .filter((each) => /trainer/.test(each.url()))
    .at(-1);
  if (!worker) throw new Error('The page has no worker.');
  return worker;
}

/** Each worker notes its devices and contexts, so that a test can take them away. */
function noteDevices(page: Page): void {
  page.on('worker', (worker) => {
    void worker
      .evaluate(() => {
        const taken: (() => void)[] = [];
        Object.assign(globalThis, { takeDevicesAway: () => taken.forEach((take) => take()) });
        const { requestDevice } = GPUAdapter.prototype;
        GPUAdapter.prototype.requestDevice = async function (...given) {
          const device = await requestDevice.apply(this, given);
          taken.push(() => device.destroy());
          return device;
        };
        const { getContext } = OffscreenCanvas.prototype;
        const noting = function (this: OffscreenCanvas, ...given: Parameters<typeof getContext>) {
          const context = getContext.apply(this, given);
          if (context instanceof WebGL2RenderingContext)
            taken.push(() => context.getExtension('WEBGL_lose_context')?.loseContext());
          return context;
        };
        OffscreenCanvas.prototype.getContext = noting as typeof getContext;
      })
      .catch(() => undefined);
  });
}

const takeDevicesAway = (page: Page) =>
  lastWorker(page).evaluate(() =>
    (globalThis as unknown as { takeDevicesAway: () => void }).takeDevicesAway(),
  );

test('a reload in the middle of a run: Resume goes on with the same figures', async ({ page }) => {
  const expected = await undisturbed(page, 'WebAssembly');
  await prepare(page, 'WebAssembly');
  await start(page);
  await untilEpoch(page, 2);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  const banner = region(page, 'Interrupted run');
  await expect(banner).toContainText(/was interrupted in epoch [345] of 5/);
  await banner.getByRole('button', { name: 'Resume' }).click();
  expect(await figures(page)).toEqual(expected);
  await expect(page.getByRole('list', { name: 'Marks on the curves' })).toContainText('resumed at');
  await expect(region(page, 'Runs').getByRole('table').getByRole('row')).toHaveCount(3);
});

test('a worker that falls silent: a fresh one goes on by itself', async ({ page }) => {
  await page.addInitScript(() => {
    const workers: globalThis.Worker[] = [];
    const Original = globalThis.Worker;
    class Noted extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    }
    Object.assign(globalThis, {
      Worker: Noted,
      killWorkers: () => workers.splice(0).forEach((worker) => worker.terminate()),
    });
  });
  const expected = await undisturbed(page, 'WebAssembly');
  await prepare(page, 'WebAssembly');
  await start(page);
  await untilEpoch(page, 2);
  await page.evaluate(() => (globalThis as unknown as { killWorkers: () => void }).killWorkers());
  await expect(region(page, 'Training')).toContainText(
    /stopped in epoch \d\. Training goes on from the last kept step on WebAssembly\./,
    { timeout: 30_000 },
  );
  expect(await figures(page)).toEqual(expected);
});

for (const { backend, what } of [
  { backend: 'WebGPU', what: 'a GPU device that is destroyed' },
  { backend: 'WebGL', what: 'a WebGL context that is lost' },
]) {
  test(`${what}: training goes on from the last kept step`, async ({ page }) => {
    noteDevices(page);
    const expected = await undisturbed(page, backend);
    await prepare(page, backend);
    await start(page);
    await untilEpoch(page, 2);
    await takeDevicesAway(page);
    await expect(region(page, 'Training')).toContainText(
      `Training goes on from the last kept step on ${backend}.`,
      { timeout: 30_000 },
    );
    expect(await figures(page)).toEqual(expected);
  });
}

test('a link brings its settings, and a bad one says what is wrong', async ({ page }) => {
  await page.goto('./#run=1&data=uci-sentences&epochs=3&layerSizes=24-12');
  await expect(page.getByText('These settings came with the link that you opened.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Layer sizes' })).toHaveValue('24, 12');
  await expect(page.getByRole('textbox', { name: 'Epochs', exact: true })).toHaveValue('3');
  await page.goto('./#run=1&epochs=0');
  await expect(page.getByText(/can’t be used: Epochs must be a whole number from 1 to 500\./)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Layer sizes' })).toHaveValue('24, 12');
});
