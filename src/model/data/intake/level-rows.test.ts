import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowDefect } from '../table.ts';
import { readFiles, rowsOf } from './testing/read.ts';

const even = Array.from({ length: 10 }, (_, i) => `Lamp ${i} is ${i % 2 ? 'bright' : 'dim'}`);

async function table(...lines: string[]) {
  const { columns, ...rest } = await readFiles({ 'x.csv': lines.join('\n') });
  return { columns, rows: rowsOf({ columns, ...rest }) };
}

describe('delimiters that nobody quoted', () => {
  it('stay in the text where every line ends with more of them', async () => {
    const { columns, rows } = await table(
      'text,label,,,',
      ...even.map((text, i) => `${text},${i % 2},,,`),
      'Warm, soft, and cheap,1,,,',
    );
    expect(columns).toEqual(['text', 'label']);
    expect(rows.at(-1)).toEqual(['Warm, soft, and cheap', '1']);
    expect(rows[0]).toEqual([even[0], '0']);
  });

  it('stay in the text where every text has them, and the header ends as the lines do', async () => {
    const lines = even.map((text, i) => `${i % 2},${text}, oh, and ${i} more,${i * 3},,`);
    const { columns, rows } = await table('label,text,votes,,', ...lines);
    expect(columns).toEqual(['label', 'text', 'votes']);
    expect(rows[3]).toEqual(['1', `${even[3]}, oh, and 3 more`, '9']);
  });

  it('stay in the text where only the lines end with one, and not the header', async () => {
    const { columns, rows } = await table(
      'text,label',
      ...even.map((text, i) => `${text},${i % 2},`),
      'Warm, soft,1,',
      'Cold, hard, dear,0,',
    );
    expect(columns).toEqual(['text', 'label']);
    expect(rows.slice(-2)).toEqual([
      ['Warm, soft', '1'],
      ['Cold, hard, dear', '0'],
    ]);
  });

  it('stay in the text where the last column is often empty', async () => {
    const { rows } = await table(
      'text,label,note',
      ...even.map((text, i) => `${text},${i % 2},${i % 3 ? '' : 'seen'}`),
      'Warm, soft,1,',
      'Cold, hard,0,seen',
    );
    expect(rows.slice(-2)).toEqual([
      ['Warm, soft', '1', ''],
      ['Cold, hard', '0', 'seen'],
    ]);
  });

  it('stay in the text wherever its column stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 }),
        fc.array(fc.constantFrom('warm', 'soft', 'so so', 'dear'), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 0, max: 3 }),
        async (place, words, trailing) => {
          const line = (text: string, i: number) =>
            [`v${i % 2}`, String(i * 7)].toSpliced(place, 0, text).join(',');
          const lines = even.map((text, i) => line(text, i));
          const odd = line(words.join(','), 1) + ','.repeat(trailing);
          const { rows } = await table(...lines, odd);
          expect(rows.at(-1)?.slice(0, 3)).toEqual(['v1', '7'].toSpliced(place, 0, words.join(',')));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are told of: which rows had more cells than there are columns', async () => {
    const lines = even.map((text, i) => `${text},${i % 2}`);
    const { defects } = await readFiles({
      'x.csv': [
        'text,label',
        ...lines,
        'Warm, soft,1',
        'Odd,1,,,',
        'short',
        'Cold, hard, dear,0',
        '"Dry, flat",0',
      ].join('\n'),
    });
    const marked = [...defects.keys()].filter((row) => defects[row] & rowDefect.joined);
    expect(marked).toEqual([10, 13]);
  });

  it('end a row that is only too long', async () => {
    const { columns, rows } = await table(
      'text,label',
      ...even.map((text, i) => `${text},${i % 2}`),
      'Odd,1,,,',
    );
    expect(columns).toEqual(['text', 'label']);
    expect(rows.at(-1)).toEqual(['Odd', '1']);
  });
});
