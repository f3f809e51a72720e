import { expect, it } from 'vitest';
import { tableOf } from '../testing/table-of.ts';
import { datasetFromTable } from './dataset.ts';
import { cleaningOf, withCleaning } from './reading.ts';

const texts = [
  '<p>good</p> &amp;lt;b&amp;gt; 1',
  'bad &lt;i&gt; 2',
  'plain 3',
  '<b>bad</b> 4',
  '<hr>',
  'good 5',
];
const others = Array.from({ length: 20 }, (_, row) => `review ${row}`);
const rows = [...texts, ...others].map((text, row) => [text, row % 2 === 0 ? 'good' : 'bad']);
const table = tableOf(['text', 'label'], rows);
const choice = { text: 'text', label: 'label', classes: { bad: 0, good: 1 } } as const;

const load = (stripMarkup: boolean) => datasetFromTable(table, { ...choice, cleaning: { stripMarkup } });
const textsOf = ({ texts: of }: Awaited<ReturnType<typeof load>>) =>
  Array.from({ length: of.length - others.length }, (_, row) => of.get(row));

it('gives the texts of a dataset as a network reads them, taking markup out once however often it is asked', async () => {
  const [plain, stripped] = await Promise.all([load(false), load(true)]);
  const once = ['good &lt;b&gt; 1', 'bad <i> 2', 'plain 3', 'bad 4', 'good 5'];
  expect(textsOf(stripped)).toEqual(once);
  const read = await withCleaning(plain, { stripMarkup: true });
  expect(textsOf(read)).toEqual(once.toSpliced(4, 0, ''));
  expect(cleaningOf(read)).toEqual({ stripMarkup: true });
  expect(textsOf(await withCleaning(read, { stripMarkup: true }))).toEqual(textsOf(read));
  expect(textsOf(await withCleaning(stripped, { stripMarkup: true }))).toEqual(once);
});

it('gives the texts with markup to a network that reads it, and the same rows, classes and keys', async () => {
  const stripped = await load(true);
  const read = await withCleaning(stripped, { stripMarkup: false });
  expect(textsOf(read)).toEqual(texts.filter((text) => text !== '<hr>'));
  expect(textsOf(await withCleaning(read, { stripMarkup: true }))).toEqual(textsOf(stripped));
  const { keys, classes, fingerprint } = stripped;
  expect(read).toMatchObject({ keys, classes, fingerprint });
});
