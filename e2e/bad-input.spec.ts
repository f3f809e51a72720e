/** Bad input gets one plain sentence, and nothing that the person had is lost. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { choose, region, setField } from './page.ts';

async function upload(page: Page, name: string, text: string | Buffer): Promise<void> {
  const buffer = Buffer.from(text);
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer });
}

const rows = (label: (i: number) => string) =>
  ['review,label', ...Array.from({ length: 60 }, (_, i) => `this is review number ${i},${label(i)}`)].join(
    '\n',
  );

test.beforeEach(async ({ page }) => {
  await page.goto('./');
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

test('one label only: the page asks for two', async ({ page }) => {
  await upload(
    page,
    'same.csv',
    rows(() => 'positive'),
  );
  await choose(page, 'Label column', 'label');
  await expect(region(page, 'Data').getByRole('alert')).toContainText(/two|both|negative/i);
  await expect(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
  await region(page, 'Data').getByText('UCI sentences', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
});

test('three labels: the person chooses which two to use', async ({ page }) => {
  await upload(
    page,
    'three.csv',
    rows((i) => ['red', 'green', 'blue'][i % 3]),
  );
  const data = region(page, 'Data');
  await expect(data).toContainText(/two/i);
  await expect(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
  const meaning = (label: string) => data.getByRole('radiogroup', { name: `Meaning of “${label}”` });
  await meaning('red').getByRole('radio', { name: 'negative' }).check({ force: true });
  await meaning('green').getByRole('radio', { name: 'positive' }).check({ force: true });
  await meaning('blue').getByRole('radio', { name: 'leave out' }).check({ force: true });
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
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Load a model' }).click();
  await (
    await chooser
  ).setFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('not a zip') });
  await expect(region(page, 'Export').getByRole('alert')).toContainText(/zip/i);
});
