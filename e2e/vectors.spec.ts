/**
 * Word vectors as the start of the embedding: chosen, covered, trained with, and needed again after a reload. The site of the
 * tests has no English vectors: where there should be some, a test serves them.
 */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Catalogue } from '../src/contract/dataset.ts';
import { writeCompact } from '../src/model/vectors/english.ts';
import { choose, listenForComplaints, region, setSmallNetwork, show, trainToTheEnd, upload } from './page.ts';
import { sampleCsv } from './sample-csv.ts';

const words = ['the', 'good', 'bad', 'food', 'great', 'zyzzyva', 'not', 'phone'];
const size = 6;
const numberAt = (row: number, i: number) => Math.round(100 * Math.sin(row * size + i)) / 100;
const vectors = {
  words,
  size,
  values: Float32Array.from({ length: words.length * size }, (_, at) =>
    numberAt(Math.floor(at / size), at % size),
  ),
};
const text = words
  .map((word, row) => [word, ...Array.from({ length: size }, (_, i) => numberAt(row, i))].join(' '))
  .join('\n');
const englishFile = '**/vectors/english-100d.vectors';
const about = { name: 'English vectors', source: 'Somebody’s texts', licence: 'MIT' };

/** Only the file, which the catalogue knows nothing of. */
async function serveEnglishFile(page: Page): Promise<void> {
  const body = Buffer.from(writeCompact(vectors, about));
  await page.route(englishFile, (route) => route.fulfill({ body, contentType: 'application/octet-stream' }));
}

/** As a site that was built with them. */
async function serveEnglish(page: Page): Promise<void> {
  await serveEnglishFile(page);
  await page.route('**/datasets/catalogue.json', async (route) => {
    const response = await route.fetch();
    const catalogue = (await response.json()) as Catalogue;
    await route.fulfill({ response, json: { ...catalogue, hasEnglishVectors: true } });
  });
}

async function open(page: Page): Promise<void> {
  await page.goto('./');
  await show(page, 'Data');
  await upload(page, 'my reviews.csv', sampleCsv(400));
  await expect(region(page, 'Data').getByRole('combobox', { name: 'Label column' })).toHaveValue('sentiment');
  await setSmallNetwork(page, 'WebAssembly');
}

const model = (page: Page) => region(page, 'Model');
const embeddingSize = (page: Page) => page.getByRole('textbox', { name: 'Embedding size', exact: true });

async function chooseFile(page: Page, name: string, content: string): Promise<void> {
  const input = model(page).locator('input[type=file]');
  await input.setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
}

test('a file of vectors: what it covers, a network that knows its words, and what a reload needs', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const complaints = listenForComplaints(page);
  await open(page);
  await choose(page, 'Embedding starts from', 'a file of vectors');
  await chooseFile(page, 'broken.txt', 'no vectors at all\nin this file\n');
  await expect(model(page)).toContainText('“broken.txt” holds no word vectors.');
  // Only reading it to its end shows what is wrong with the second line: nothing is kept of it then.
  await chooseFile(page, 'short.txt', 'good 1 2 3\nbad 1 2\n');
  await expect(model(page)).toContainText('Line 2 of “short.txt” has 2 numbers where 3 are expected');
  await expect(embeddingSize(page)).toHaveValue('16');
  await expect(model(page)).not.toContainText('short.txt: 3 numbers each.');
  await chooseFile(page, 'small.txt', text);
  await expect(model(page)).toContainText('small.txt: 6 numbers each.');
  await expect(embeddingSize(page)).toHaveValue('6');
  await expect(model(page)).toContainText(/words \d+\.\d% have a vector, and \d+\.\d% of their occurrences/);
  await expect(model(page)).toContainText('Known too:');
  await choose(page, 'Embedding starts from', 'random numbers');
  await expect(embeddingSize(page)).toHaveValue('16');
  await choose(page, 'Embedding starts from', 'a file of vectors');
  await expect(embeddingSize(page)).toHaveValue('6');
  await trainToTheEnd(page, 150_000);
  // No review has this word: the network knows it by its vector.
  await page.getByRole('textbox', { name: 'Your review' }).fill('The zyzzyva xyzzyx');
  await expect(page.getByRole('status', { name: 'Prediction' })).toContainText(/\d\s?%/);
  await expect(page.locator('.token-unknown')).toHaveText(/^xyzzyx/);
  await page.reload();
  await show(page, 'Train');
  await expect(model(page).getByRole('button', { name: 'Choose a file of vectors' })).toBeVisible();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByText(/file of vectors that this run starts from is not loaded/)).toBeVisible();

  // Uploaded with the data or dropped anywhere, it is known for what it is; saved, a reload finds it.
  await show(page, 'Data');
  await upload(page, 'small.txt', text);
  await expect(model(page)).toContainText('small.txt: 6 numbers each.');
  await model(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(model(page)).toContainText('It is saved on this device');
  await page.reload();
  await expect(model(page)).toContainText('small.txt: 6 numbers each.');
  await expect(model(page)).toContainText(/have a vector/);
  expect(complaints).toEqual({ console: [], foreign: [] });
});

test('English vectors: a sentence where they are not there, then where they come from', async ({ page }) => {
  test.setTimeout(200_000);
  await page.route(englishFile, (route) => route.fulfill({ status: 404 }));
  await open(page);
  await choose(page, 'Embedding starts from', 'English vectors');
  await expect(model(page)).toContainText('The English vectors are not there.');
  await page.unroute(englishFile);
  // Some hosts answer with the page itself.
  await page.route(englishFile, (route) =>
    route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }),
  );
  await model(page).getByRole('button', { name: 'Try again' }).click();
  await expect(model(page)).toContainText('The English vectors are not there.');
  await page.unroute(englishFile);
  await serveEnglishFile(page);
  await model(page).getByRole('button', { name: 'Try again' }).click();
  await expect(model(page)).toContainText('English vectors: 8 words, 6 numbers each.');
  await expect(model(page)).toContainText('Somebody’s texts. Licence: MIT.');
  await expect(model(page)).toContainText(/have a vector/);
  await trainToTheEnd(page, 150_000);
});

test('Recommended starts from English vectors only where the site has them', async ({ page }) => {
  const start = page.getByRole('combobox', { name: 'Embedding starts from', exact: true });
  await page.goto('./');
  await expect(region(page, 'Training')).toContainText('Ready: 10 epochs');
  await expect(start).toHaveValue('random');
  await serveEnglish(page);
  await page.reload();
  await expect(region(page, 'Training')).toContainText('Ready: 20 epochs');
  await expect(start).toHaveValue('english');
  await expect(model(page)).toContainText('English vectors: 8 words, 6 numbers each.');
});
