/** Runs as the page shows and saves them, to be compared with one another. */
import { expect } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { choose, openEpochs, region, show, untilTested } from './page.ts';

export const epochs = 4;

/** The one that a planted failure falls into; those before it are whole. */
export const brokenEpoch = 3;

export type Backend = 'WebGPU' | 'WebGL' | 'WebAssembly';

/** Software rendering is slow: fewer steps for it. */
const batchSizes: Record<Backend, number> = { WebGPU: 128, WebGL: 128, WebAssembly: 16 };

/** Of `uci-sentences`. */
const trainingRows = 2_369;
export const stepsPerEpoch = (backend: Backend) => Math.ceil(trainingRows / batchSizes[backend]);

/** A step within the epoch that breaks. */
export const middleOf = (backend: Backend) => (brokenEpoch - 1) * stepsPerEpoch(backend) + 10;

/** An epoch's figures as they were computed, with all their digits. */
export interface Figures {
  epoch: number;
  loss: number;
  accuracy: number;
  validationLoss: number;
  validationAccuracy: number;
  learningRate: number;
}

export interface SavedRun {
  id: string;
  name: string;
  status: string;
  stepsDone: number;
  epochs: Figures[];
}

const settings = {
  layerSizes: '12-8',
  embeddingSize: '16',
  epochs: String(epochs),
  learningRate: '0.005',
  // A step takes twice as long with it.
  adversarialNoise: '0',
  earlyStopping: '0',
};

/** Opens the page with the sample and the settings that all runs here share but for others, which a link carries. */
export async function openForRun(page: Page, backend: Backend, others = {}): Promise<void> {
  const batchSize = String(batchSizes[backend]);
  const link = new URLSearchParams({ run: '1', data: 'uci-sentences', ...settings, batchSize, ...others });
  await page.goto(`./#${link}`);
  await expect(page.getByText('These settings came with the link that you opened.')).toBeVisible();
  await choose(page, 'Backend', backend);
}

export async function start(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start training' }).click();
}

/** Waits until the network is trained and tested. */
export async function untilTrained(page: Page, timeout = 60_000, done = epochs): Promise<void> {
  await expect(region(page, 'Training')).toContainText(`Training finished after ${done} epochs.`, {
    timeout,
  });
  await untilTested(page, timeout);
}

/** All that the training sheet warns of from now on, also what is gone a moment later. */
export async function noteNotices(page: Page): Promise<() => Promise<string>> {
  await region(page, 'Training').evaluate((sheet) => {
    const said = new Set<string>();
    Object.assign(window, { said });
    const look = () => sheet.querySelectorAll('.notice').forEach((notice) => said.add(notice.textContent));
    new MutationObserver(look).observe(sheet, { childList: true, subtree: true, characterData: true });
  });
  return () => page.evaluate(() => [...(window as unknown as { said: Set<string> }).said].join('\n'));
}

/** The rows of the table of epochs, without their seconds. */
export async function epochRows(page: Page): Promise<string[][]> {
  const rows = await (await openEpochs(page)).locator('tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.locator('th, td').allTextContents()).slice(0, -1)));
}

/** Waits until so many epochs are done. */
export async function untilEpoch(page: Page, epoch: number): Promise<void> {
  const rows = (await openEpochs(page)).locator('tbody');
  await expect(rows.getByRole('rowheader', { name: String(epoch), exact: true })).toBeVisible({
    timeout: 60_000,
  });
}

/** Waits until the first epoch is done and its state is on the device: what then happens to the page can be resumed. */
export async function untilFirstSaved(page: Page): Promise<void> {
  await expect
    .poll(async () => (await savedRuns(page))[0]?.epochs.length ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(0);
}

/** After a reload or worse: presses Resume at the run that was interrupted. */
export async function resume(page: Page): Promise<void> {
  await region(page, 'Interrupted run').getByRole('button', { name: 'Resume' }).click();
}

/** What is saved of runs on the device, the newest first, read past the page; nothing where there is no database. */
export async function savedRuns(page: Page): Promise<SavedRun[]> {
  const records = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase | null>((resolve, reject) => {
      const request = indexedDB.open('forget-gate-runs');
      // Whoever only looks must not leave an empty database behind, which nobody but the page may make.
      request.addEventListener('upgradeneeded', () => request.transaction?.abort());
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () =>
        request.error?.name === 'AbortError' ? resolve(null) : reject(new Error(request.error?.message)),
      );
    });
    if (!database) return [];
    const all = await new Promise<(SavedRun & { started: number })[]>((resolve, reject) => {
      const request = database.transaction('runs').objectStore('runs').getAll();
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error(request.error?.message)));
    });
    database.close();
    return all.sort((a, b) => b.started - a.started);
  });
  return records.map(({ id, name, status, stepsDone, epochs: done }) => ({
    ...{ id, name, status, stepsDone },
    epochs: done.map(({ epoch, loss, accuracy, validationLoss, validationAccuracy, learningRate }) => ({
      ...{ epoch, loss, accuracy, validationLoss, validationAccuracy, learningRate },
    })),
  }));
}

export interface Outcome {
  /** As the page shows them. */
  rows: string[][];
  /** The figures of the whole test, as the page shows them. */
  test: string;
  figures: Figures[];
}

export async function outcome(page: Page): Promise<Outcome> {
  const [saved] = await savedRuns(page);
  await show(page, 'Train');
  const rows = await epochRows(page);
  expect(rows).toHaveLength(epochs);
  expect(saved.status).toBe('finished');
  return { rows, test: await testFigures(page), figures: saved.epochs };
}

async function testFigures(page: Page): Promise<string> {
  await show(page, 'Understand');
  return (await region(page, 'Test').getByRole('table', { name: 'Confusion matrix' }).innerText()).trim();
}

/** For runs that another backend took part in. */
export function expectClose(figures: readonly Figures[], expected: readonly Figures[]): void {
  expect(figures).toHaveLength(expected.length);
  for (const [i, { loss, validationLoss }] of figures.entries()) {
    expect(Math.abs(loss - expected[i].loss)).toBeLessThan(1e-2);
    expect(Math.abs(validationLoss - expected[i].validationLoss)).toBeLessThan(1e-2);
  }
}

const undisturbed = new Map<Backend, Outcome>();

/** What a run comes to that nothing happens to; trained once for each backend. */
export async function undisturbedOutcome(browser: Browser, backend: Backend): Promise<Outcome> {
  const known = undisturbed.get(backend);
  if (known) return known;
  const context = await browser.newContext();
  const page = await context.newPage();
  await openForRun(page, backend);
  await start(page);
  await untilTrained(page);
  const found = await outcome(page);
  await context.close();
  undisturbed.set(backend, found);
  return found;
}
