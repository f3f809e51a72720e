import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../clean.ts';
import { readFiles, rowsOf } from './testing/read.ts';

/** Rows that no delimiter and no quote makes ragged. */
const plain = Array.from({ length: 12 }, (_, i) => `"The ${i}th pot is ${i % 2 ? 'fine' : 'poor'}",${i % 2}`);

async function texts(...lines: string[]): Promise<string[]> {
  const table = await readFiles({ 'x.csv': ['text,label', ...lines, ...plain].join('\n') });
  expect(table.columns).toEqual(['text', 'label']);
  expect(table.rowCount).toBe(lines.length + plain.length);
  return rowsOf(table)
    .slice(0, lines.length)
    .map(([text]) => text);
}

describe('a backslash escapes', () => {
  it('quotes before a delimiter, which would end the cell', async () => {
    const line = String.raw`"She wrote \"nice\", and left",1`;
    expect(await texts(line, line)).toEqual(['She wrote "nice", and left', 'She wrote "nice", and left']);
  });

  it('a quote at a cell’s end, itself, and an apostrophe', async () => {
    expect(
      await texts(
        String.raw`"He says \"no\"",1`,
        String.raw`"The slash \\ is \"odd\", too",0`,
        String.raw`"It\'s \"new\", they said",0`,
      ),
    ).toEqual(['He says "no"', 'The slash \\ is "odd", too', 'It\'s "new", they said']);
  });

  it('delimiters where nothing is quoted', async () => {
    const rows = Array.from({ length: 9 }, (_, i) => `Small\\, red\\, and number ${i},${i % 2}`);
    const table = await readFiles({ 'x.csv': ['text,label', ...rows].join('\n') });
    expect(rowsOf(table)[3]).toEqual(['Small, red, and number 3', '1']);
  });

  it('nothing in files that double their quotes', async () => {
    expect(await texts(String.raw`"A path C:\",1`, String.raw`"He wrote \""yes\"" twice",0`)).toEqual([
      'A path C:\\',
      String.raw`He wrote \"yes\" twice`,
    ]);
  });

  it('whatever the cells hold, and wherever the text is cut', async () => {
    const char = fc.constantFrom('"', '\\', ',', 'a', 'é', ' ', "'", ';', '好', '-');
    const cell = fc.string({ unit: char, minLength: 1, maxLength: 12 });
    const escaped = (text: string) => text.replace(/["\\]/g, (sign) => `\\${sign}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 3, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        async (cells, chunkUnits) => {
          const lines = cells.map((text, i) => `"x${escaped(text)}x","v${i % 2}"`);
          const sure = Array.from({ length: 30 }, (_, i) => `"so \\"fine\\", or not","v${i % 2}"`);
          const file = ['text,label', ...sure, ...lines].join('\n');
          const table = await readFiles({ 'x.csv': file }, { chunkUnits });
          expect(rowsOf(table).slice(sure.length)).toEqual(
            cells.map((text, i) => [cleanText(`x${text}x`), `v${i % 2}`]),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

it('what databases write for no value is an empty cell', async () => {
  const table = await readFiles({ 'x.tsv': 'text\tlabel\tnote\nGood pot\t1\t\\N\nBad pot\t\\N\tx\n' });
  expect(rowsOf(table)).toEqual([
    ['Good pot', '1', ''],
    ['Bad pot', '', 'x'],
  ]);
});
