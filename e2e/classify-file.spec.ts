/** A file of the user's own, end to end: three classes are trained, and an unlabelled file comes back with answers. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import Papa from 'papaparse';
import { watchTasks } from './main-thread.ts';
import {
  axeFindings,
  listenForComplaints,
  region,
  setField,
  setSmallNetwork,
  show,
  trainToTheEnd,
  upload,
} from './page.ts';

const names = ['negative', 'neutral', 'positive'];
const words = [
  ['awful', 'broken', 'never again'],
  ['usual', 'average', 'as expected'],
  ['lovely', 'great', 'at once again'],
];
const fillers = ['the room', 'our table', 'this phone', 'the film', 'their staff', 'my order'];

const remark = (id: number, i: number) =>
  `${fillers[Math.floor(i / 5) % 6]} was ${words[id][Math.floor(i / 3) % 3]} number ${i}, ${words[id][Math.floor(i / 9) % 3]}`;

const csv = (rows: string[][]) => Buffer.from(Papa.unparse(rows));

test('three classes are trained, and an unlabelled file is classified and downloaded', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('./');
  const complaints = listenForComplaints(page);
  await show(page, 'Data');
  const data = region(page, 'Data');
  const labelled = Array.from({ length: 450 }, (_, i) => [remark(i % 3, i), names[i % 3]]);
  await upload(page, 'labelled.csv', csv([['remark', 'verdict'], ...labelled]));
  for (const name of names) await expect(data).toContainText(`${name}: 150 (33.3%)`);
  await setSmallNetwork(page, 'WebAssembly');
  await setField(page, 'Batch size', '16');
  await setField(page, 'Learning rate', '0.01');
  await setField(page, 'Epochs', '6');
  await trainToTheEnd(page, 60_000);

  const own = [
    ['=2+3', remark(2, 1_001), 'x'],
    ['two', `${remark(0, 1_002)}\nand "again"`, ''],
    ['three', '', '@y'],
    ...Array.from({ length: 6_000 }, (_, i) => [`${i}`, remark(i % 3, 2_000 + i), 'z']),
  ];
  const attempt = region(page, 'Try it');
  const chooser = page.waitForEvent('filechooser');
  await attempt.getByRole('button', { name: 'Classify a file…' }).press('Enter');
  const longestTask = await watchTasks(page);
  await (
    await chooser
  ).setFiles({
    ...{ name: 'to answer.csv', mimeType: 'text/csv' },
    buffer: csv([['id', 'remark', 'note'], ...own]),
  });
  await expect(attempt.getByText('“to answer.csv”: 6,002 of 6,003 rows answered.')).toBeVisible({
    timeout: 60_000,
  });
  expect(await longestTask()).toBeLessThan(200);
  await expect(attempt.getByRole('combobox', { name: 'Text column' })).toHaveValue('remark');
  await expect(attempt).toContainText('Without an answer');
  expect(await axeFindings(page)).toEqual([]);

  const started = page.waitForEvent('download');
  await attempt.getByRole('button', { name: 'Download answers' }).press('Enter');
  const download = await started;
  expect(download.suggestedFilename()).toBe('to-answer-answers.csv');
  const text = await readFile(await download.path(), 'utf8');
  const [head, ...rows] = Papa.parse<string[]>(text.slice(1).trimEnd()).data;
  const added = ['class', ...names.map((name) => `probability of ${name}`), 'unknown words'];
  expect(head).toEqual(['id', 'remark', 'note', ...added]);
  const safe = own.map((row) => row.map((cell) => cell.replace(/^[=@]/, "'$&")));
  expect(rows.map((row) => row.slice(0, 3))).toEqual(safe);
  expect(rows.slice(0, 3).map((row) => row[3])).toEqual(['positive', 'negative', '']);
  const right = rows.slice(3).filter((row, i) => row[3] === names[i % 3]).length;
  expect(right).toBeGreaterThan(0.9 * 6_000);
  expect(complaints).toEqual({ console: [], foreign: [] });
});
