/** Bad input gets one plain sentence, and nothing that the user had is lost. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { gzipBomb } from '../src/model/data/testing/bombs.ts';
import {
  bytesOf,
  csvOf,
  formulas,
  labelOf,
  markup,
  read,
  refused,
  reviewRows,
  usual,
  type NamedFile,
} from './hostile-files.ts';
import {
  choose,
  listenForComplaints,
  region,
  setField,
  setSmallNetwork,
  show,
  trainToTheEnd,
  upload,
} from './page.ts';

const rows = (label: (i: number) => string) =>
  ['review,label', ...Array.from({ length: 60 }, (_, i) => `this is review number ${i},${label(i)}`)].join(
    '\n',
  );

test.beforeEach(async ({ page }) => {
  await page.goto('./#/data');
  await expect(page.getByRole('radio', { name: /UCI sentences/ })).toBeVisible();
});

const files: [string, string, string | Buffer, RegExp][] = [
  ['an empty file', 'empty.csv', '', /empty/i],
  ['one column', 'one.csv', 'review\nonly a text\nand one more', /column/i],
  [
    'a picture',
    'cat.csv',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
    /image|picture|PNG/i,
  ],
];

for (const [what, name, text, sentence] of files) {
  test(`${what} is refused, and the sample stays`, async ({ page }) => {
    await upload(page, name, text);
    await expect(region(page, 'Data').getByRole('alert')).toContainText(sentence);
    await expect(page.getByRole('radio', { name: /UCI sentences/ })).toBeChecked();
    await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  });
}

test('one label only: the page says which it is, and asks for two', async ({ page }) => {
  await upload(
    page,
    'same.csv',
    rows(() => 'positive'),
  );
  await expect(page.getByLabel('Label column')).toHaveValue('label');
  await expect(region(page, 'Data').getByRole('alert')).toContainText(
    'The labels in the column “label” are all the same, “positive”. Two kinds are needed:',
  );
  await expect(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
  await region(page, 'Data').getByText('UCI sentences', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
});

test('three labels are three classes; which two to use instead is the user’s choice', async ({ page }) => {
  await upload(
    page,
    'three.csv',
    rows((i) => ['red', 'green', 'blue'][i % 3]),
  );
  const data = region(page, 'Data');
  await expect(data).toContainText('60 reviews');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
  await choose(page, 'Classes', 'negative and positive');
  await expect(data).toContainText(/two/i);
  await expect(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
  const meaning = (label: string) => data.getByRole('radiogroup', { name: `Meaning of “${label}”` });
  await meaning('red').getByRole('radio', { name: 'negative' }).check({ force: true });
  await meaning('green').getByRole('radio', { name: 'positive' }).check({ force: true });
  await meaning('blue').getByRole('radio', { name: 'exclude' }).check({ force: true });
  await expect(data).toContainText('40 reviews');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
});

test('a setting out of range is said at its field', async ({ page }) => {
  await setField(page, 'keep_prob', '2');
  await expect(region(page, 'Model')).toContainText('keep_prob must be a number from 0.05 to 1.');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
  await setField(page, 'keep_prob', '0.5');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
});

test('a zip that is not ours is refused', async ({ page }) => {
  await show(page, 'Export');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load a model' }).click();
  await (
    await chooser
  ).setFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('not a zip') });
  await expect(region(page, 'Export').getByRole('alert')).toContainText(/zip/i);
});

/** The files of one's own that the page holds, by the name of the first. */
const own = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(name) });

const uploadFile = (page: Page, file: NamedFile) => upload(page, file.name, bytesOf(file));

async function loadGood(page: Page): Promise<void> {
  const data = region(page, 'Data');
  await uploadFile(page, { name: 'good.csv', content: csvOf([['review', 'sentiment'], ...reviewRows(80)]) });
  await expect(own(page, 'good.csv')).toBeChecked();
  await expect(data).toContainText('80 reviews');
  await expect(data.getByRole('alert')).toHaveCount(0);
}

test.describe('hostile files', () => {
  test('end in one sentence, and what was loaded before is still there', async ({ page }) => {
    test.setTimeout(300_000);
    const complaints = listenForComplaints(page);
    const data = region(page, 'Data');
    await loadGood(page);
    for (const [what, build, sentence] of refused) {
      await test.step(what, async () => {
        await uploadFile(page, build());
        await expect(data.getByRole('alert')).toContainText(sentence, { timeout: 120_000 });
        await expect(own(page, 'good.csv')).toBeChecked();
        await expect(data).toContainText('80 reviews');
        await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
        await loadGood(page);
      });
    }
    expect(complaints).toEqual({ console: [], foreign: [] });
  });

  test('a bomb that is being unpacked is cancelled, and nothing is lost', async ({ page }) => {
    await loadGood(page);
    await uploadFile(page, { name: 'bomb.csv.gz', content: gzipBomb(1_000) });
    await region(page, 'Data').getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByRole('progressbar', { name: 'Reading the data' })).toHaveCount(0, {
      timeout: 2_000,
    });
    await expect(own(page, 'good.csv')).toBeChecked();
    await expect(region(page, 'Data')).toContainText('80 reviews');
    await expect(region(page, 'Data').getByRole('alert')).toHaveCount(0);
  });

  test('that hold reviews all the same are read', async ({ page }) => {
    const complaints = listenForComplaints(page);
    for (const [what, build] of read) {
      await test.step(what, async () => {
        const file = build();
        await uploadFile(page, file);
        await expect(own(page, file.name)).toBeChecked();
        await expect(region(page, 'Data')).toContainText('60 reviews');
        await expect(region(page, 'Data').getByRole('alert')).toHaveCount(0);
        await expect(region(page, 'Data')).not.toContainText('..');
        await loadGood(page);
      });
    }
    expect(complaints).toEqual({ console: [], foreign: [] });
  });
});

test('markup is text wherever it is shown', async ({ page }) => {
  const complaints = listenForComplaints(page);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const others = Array.from({ length: 12 }, (_, row) => [
    `${markup} ${row}`,
    row % 2 ? '<b>good</b>' : '<i>bad</i>',
  ]);
  const labelled = reviewRows(60).map(([text, word]) => [
    text,
    word === 'positive' ? '<b>good</b>' : '<i>bad</i>',
  ]);
  await uploadFile(page, {
    name: '<img src=x>.csv',
    content: csvOf([['<script>window.hit=3</script>', '<u>label</u>'], ...others, ...labelled]),
  });
  const data = region(page, 'Data');
  await choose(page, 'Label column', '<u>label</u>');
  await expect(data.getByRole('radiogroup', { name: 'Meaning of “<b>good</b>”' })).toBeVisible();
  await expect(data).toContainText('72 reviews');
  await expect(data.getByRole('table', { name: 'First rows of the data' })).toContainText(`${markup} 0`);
  await expect(own(page, '<img src=x>.csv')).toBeChecked();

  const doctor = region(page, 'Check the data');
  await expect(doctor).toContainText('72 reviews checked', { timeout: 60_000 });
  await expect(doctor).toContainText('<b>good</b>: 36 (50.0%)');
  await expect(doctor).toContainText('12 reviews have markup in their text');
  const sheet = region(page, 'Reviews');
  await sheet.getByRole('button', { name: 'Look through the reviews' }).click();
  await sheet.getByRole('searchbox', { name: 'Search in the text' }).fill('<script');
  await expect(sheet.getByText('12 rows', { exact: true })).toBeVisible();
  await expect(sheet.getByRole('grid', { name: 'Reviews' })).toContainText(`${markup} 0`);

  expect(await page.evaluate(() => 'hit' in window && window.hit instanceof HTMLElement)).toBe(false);
  expect(await page.evaluate(() => Reflect.get(window, 'hit') as unknown)).toBeUndefined();
  expect(await page.locator('img[src="x"], #hit, body script:not([src])').count()).toBe(0);
  expect(dialogs).toEqual([]);
  expect(complaints).toEqual({ console: [], foreign: [] });
});

test('formulas are no formulas in what is downloaded', async ({ page }) => {
  const others = formulas.map((text, row) => [`${text} number ${row}`, labelOf(row)]);
  await uploadFile(page, {
    name: '=cmd.csv',
    content: csvOf([['text', 'label'], ...reviewRows(60, others)]),
  });
  await expect(region(page, 'Data')).toContainText(`${60 + others.length} reviews`);
  const sheet = region(page, 'Reviews');
  await sheet.getByRole('button', { name: 'Look through the reviews' }).click();
  await expect(sheet.getByText(`${60 + others.length} rows`, { exact: true })).toBeVisible();
  const downloaded = async (button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      sheet.getByRole('button', { name: button }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^cmd-/);
    return readFile(await download.path(), 'utf8');
  };
  const csv = await downloaded('Download these rows (CSV)');
  expect(csv).toContain(`"'${formulas[0]} number 0"`);
  const starts = csv
    .split('\r\n')
    .flatMap((line) => line.split('","').map((cell) => cell.replace(/^\ufeff?"/, '')));
  expect(starts.filter((cell) => /^[\s]*[=+\-@]/.test(cell))).toEqual([]);

  await sheet.getByRole('grid', { name: 'Reviews' }).getByRole('row').nth(1).focus();
  await page.keyboard.press('x');
  await expect(sheet.getByText('1 correction by you.')).toBeVisible();
  expect(JSON.parse(await downloaded('Download corrections'))).toMatchObject({
    dataset: '=cmd.csv',
    corrections: [{ correction: 'leave-out', text: `${formulas[0]} number 0` }],
  });
});

test('what users really have is read and trained on', async ({ page }) => {
  const complaints = listenForComplaints(page);
  await setSmallNetwork(page, 'WebAssembly');
  await setField(page, 'Epochs', '1');
  for (const [what, build] of usual) {
    await test.step(what, async () => {
      const file = build();
      await show(page, 'Data');
      await uploadFile(page, file);
      await expect(own(page, file.name)).toBeChecked();
      await expect(region(page, 'Data')).toContainText('60 reviews');
      await trainToTheEnd(page, 60_000);
    });
  }
  expect(complaints).toEqual({ console: [], foreign: [] });
});
