/** Parts of the page that are loaded lazily, and a page that does not come at all. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { parquet } from './hostile-files.ts';
import { region, setField, setSmallNetwork, show, upload } from './page.ts';
import { serveSite, type PlainHost } from './plain-host.ts';
import { lazyParts, site } from './site-files.ts';

const lazyFiles = () => [...new Set(Object.values(lazyParts()).flat())];

/** What comes after the first paint, and without which nothing can be said or trained. */
const neededAtOnce = ['i18n/sentences.ts', 'state/training/run-loop.ts'];
const filesOf = (names: readonly string[]) => names.flatMap((name) => lazyParts()[name] ?? []);

/** The files of a part that these others do without. */
function filesBeside(name: string, others: readonly string[]): string[] {
  const shared = filesOf(others);
  return filesOf([name]).filter((file) => !shared.includes(file));
}

const anyOf = (files: readonly string[]) =>
  new RegExp(files.map((file) => file.replaceAll('.', '\\.')).join('|'));

let host: PlainHost;
test.beforeEach(async () => {
  host = await serveSite();
});
test.afterEach(() => host.close());

test('parts that could not be loaded are tried again by a button; the rest of the page works', async ({
  page,
}) => {
  const needed = filesOf(neededAtOnce);
  host.refuse(anyOf(lazyFiles().filter((file) => !needed.includes(file))));
  await page.goto(host.url('127.0.0.1'));
  const words = 'A part of the page could not be loaded: check the connection, then try again.';
  // The views themselves come late too.
  const others = ['Data', 'Understand', 'Runs', 'Export'] as const;
  for (const view of others) {
    await show(page, view);
    await expect(page.getByRole('main')).toContainText(words);
  }

  await setSmallNetwork(page, 'WebAssembly');
  await setField(page, 'Epochs', '1');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(region(page, 'Training')).toContainText('Training finished', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Copy link to these settings' }).click();
  await expect(region(page, 'Model')).toContainText(words);

  host.refuse(null);
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' }).first();
  await show(page, others[0]);
  await again.click();
  // The press made all others be tried again when they are shown; what still failed has a button of its own.
  for (const view of others.slice(1)) {
    await show(page, view);
    if (await again.isVisible()) await again.click();
  }
  await expect(region(page, 'Export')).toBeVisible();
  await show(page, 'Understand');
  await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
  await show(page, 'Runs');
  await expect(region(page, 'Runs').getByRole('row')).toHaveCount(2);
  await show(page, 'Data');
  await expect(region(page, 'Check the data')).toContainText('2,982');
  await show(page, 'Train');
  await region(page, 'Model').getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Copy link to these settings' }).click();
  await expect(region(page, 'Model')).not.toContainText(words);
  // It is the same page all the time.
  await expect(page.getByRole('textbox', { name: 'Epochs', exact: true })).toHaveValue('1');
});

test('a part that is gone since the page was opened is told apart', async ({ page }) => {
  host.refuse(anyOf(filesBeside('panels/runs/RunsBody.tsx', ['views/RunsView.tsx', ...neededAtOnce])), 404);
  await page.goto(`${host.url('127.0.0.1')}#/runs`);
  await expect(region(page, 'Runs')).toContainText('This site was updated after you opened the page');
});

test('a training loop that could not be loaded is said, and comes with the next press', async ({ page }) => {
  host.refuse(anyOf(filesBeside('state/training/run-loop.ts', ['i18n/sentences.ts'])));
  await page.goto(host.url('127.0.0.1'));
  await setSmallNetwork(page, 'WebAssembly');
  await page.getByRole('button', { name: 'Start training' }).click();
  const training = region(page, 'Training');
  await expect(training).toContainText('A part of the page could not be loaded', { timeout: 20_000 });
  host.refuse(null);
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(training).toContainText('Training finished', { timeout: 60_000 });
});

test('parts are here before they are needed, and need no connection then', async ({ page }) => {
  // Browsers note 250 of them, and there are more files.
  await page.addInitScript(() => performance.setResourceTimingBufferSize(2_000));
  await page.goto(host.url('127.0.0.1'));
  const arrived = () =>
    page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));
  await expect
    .poll(async () => {
      const names = await arrived();
      return lazyFiles().filter((file) => !names.includes(`/${file}`));
    })
    .toEqual([]);
  // What is fetched last must also be imported.
  await page.waitForTimeout(1_000);
  host.refuse(/assets/);
  await show(page, 'Data');
  await page.getByRole('button', { name: 'Paste text' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Look through the reviews' }).click();
  await expect(region(page, 'Reviews').getByRole('row').nth(1)).toBeVisible();
});

test('a reader whose code does not come can be tried again, and what was loaded stays', async ({ page }) => {
  host.refuse(/parquet-tools/);
  await page.goto(`${host.url('127.0.0.1')}#/data`);
  const data = region(page, 'Data');
  const uploadParquet = () => upload(page, 'train.parquet', Buffer.from(parquet()));
  await expect(region(page, 'Check the data')).toContainText('2,982');
  await uploadParquet();
  await expect(data.getByRole('alert')).toContainText(
    'The code that reads Parquet files could not be loaded. Check the connection, then try again.',
  );
  await expect(page.getByRole('radio', { name: /UCI sentences/ })).toBeChecked();
  host.refuse(null);
  await uploadParquet();
  await expect(data).toContainText('60 reviews');
});

const unstarted = 'Forget Gate has not started.';

test('opened from a file, the page says what to do', async ({ page }) => {
  await page.goto(pathToFileURL(resolve(site, 'index.html')).href);
  await expect(page.getByText(unstarted)).toBeVisible();
  await expect(page.getByText(unstarted)).toContainText('npm start');
});

test('a page whose code does not come says so after a while, and not before', async ({ page }) => {
  host.refuse(/index-.*\.js$/);
  await page.goto(host.url('127.0.0.1'));
  await expect(page.getByText(unstarted)).toBeHidden();
  await expect(page.getByText(unstarted)).toBeVisible({ timeout: 20_000 });
});
