import { expect, test } from 'vitest';
import { DelimitedParser } from './delimited-parser.ts';

/** Rows as they come, a list for each time that the parser has some. */
function rowsIn(text: string): string[][][] {
  const parser = new DelimitedParser('x.csv', ',', true);
  return [...parser.push(text), ...parser.finish()].filter((rows) => rows.length > 0);
}

const opened = (count: number) => Array.from({ length: count }, (_, i) => [`"open ${i}`, '1']);
const textOf = (rows: readonly string[][]) => rows.map((row) => `${row.join(',')}\n`).join('');

test('of quotes that never close each costs a look at the rest, but only 21 of them', () => {
  const found = rowsIn(textOf(opened(40)));
  expect(found.flat()).toEqual(opened(40));
  expect(found.slice(0, 21).map((rows) => rows.length)).toEqual(Array.from({ length: 21 }, () => 1));
  expect(found.slice(21)).toEqual([opened(40).slice(21)]);
});
