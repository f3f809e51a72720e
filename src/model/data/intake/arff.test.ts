import fc from 'fast-check';
import { expect, it } from 'vitest';
import { previewTable } from '../preview.ts';
import { readFiles, rowsOf } from './testing/read.ts';

const head = (...attributes: string[]) =>
  [
    '% made here',
    '',
    '@RELATION "some reviews"',
    ...attributes.map((one) => `@ATTRIBUTE ${one}`),
    '@DATA',
    '',
  ].join('\n');

it('names its attributes, and has a row a line', async () => {
  const table = await readFiles({
    'a.arff':
      head('text string', "'the class' {neg,pos}", 'stars numeric') +
      `'It\\'s a \\"good\\" pan, and cheap', pos, 5\n% a remark\n"Bad, \\nvery bad",neg,1\nplain words here,?,3\n`,
  });
  expect(table).toMatchObject({ format: 'arff', columns: ['text', 'the class', 'stars'] });
  expect(rowsOf(table)).toEqual([
    [`It's a "good" pan, and cheap`, 'pos', '5'],
    ['Bad, very bad', 'neg', '1'],
    ['plain words here', '', '3'],
  ]);
});

it('may be sparse: what a row does not name is the first value, or 0', async () => {
  const table = await readFiles({
    'a.arff':
      head('text string', 'class {neg, pos}', 'votes integer') +
      `{0 'Bad pan'}\n{0 'Good, pan', 1 pos, 2 4}\n`,
  });
  expect(rowsOf(table)).toEqual([
    ['Bad pan', 'neg', '0'],
    ['Good, pan', 'pos', '4'],
  ]);
});

it('is told by its content, whatever its name', async () => {
  const rows = Array.from({ length: 10 }, (_, i) => `'pan number ${i}, so so',${i % 2 ? 'good' : 'bad'}`);
  const table = await readFiles({ 'a.txt': head('words string', 'verdict {good,bad}') + rows.join('\n') });
  expect(previewTable(table).guess).toMatchObject({ text: 'words', label: 'verdict' });
  expect(table.rowCount).toBe(10);
});

it('any text in quotes comes back', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', "'", '"', '\\', ',', '{', '}', '%', ' ', '?'),
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
      const rows = texts.map((one, i) => `'x${one.replaceAll(/['"\\]/g, (sign) => `\\${sign}`)}x',c${i % 2}`);
      const table = await readFiles({ 'a.arff': head('text string', 'class {c0,c1}') + rows.join('\n') });
      const clean = (one: string) => `x${one}x`.replaceAll(/ +/g, ' ');
      expect(rowsOf(table)).toEqual(texts.map((one, i) => [clean(one), `c${i % 2}`]));
    }),
    { numRuns: 200 },
  );
});
