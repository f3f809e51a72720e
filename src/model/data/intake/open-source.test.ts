import { saying } from '../../../contract/messages/testing/saying.ts';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { entryOf, xlsxOf } from '../testing/archives.ts';
import type { Entry } from './contract.ts';
import { openSource } from './open-source.ts';

const columnData = [
  { name: 'text', data: ['Good film.', 'Bad film.'] },
  { name: 'label', data: ['1', '0'] },
];

test.each([
  [
    'workbook',
    xlsxOf([
      ['text', 'label'],
      ['Good film.', 1],
    ]),
  ],
  ['Parquet file', new Uint8Array(parquetWriteBuffer({ columnData }))],
])('a cancelled %s is read no further', async (_, bytes) => {
  const reason = new Error('enough');
  const read = async (signal: AbortSignal) => {
    const opened = await openSource(entryOf('reviews', bytes), { isAlone: true, isReview: false, signal });
    let rows = 0;
    if (opened.kind === 'rows') for await (const block of opened.rows.blocks) rows += block.rows.length;
    return rows;
  };
  expect(await read(new AbortController().signal)).toBeGreaterThan(0);
  await expect(read(AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('a large file that is no text is refused by its beginning', async () => {
  const megabyte = 1 << 20;
  let read = 0;
  const entry: Entry = {
    path: 'disk.img',
    size: 100 * megabyte,
    async *open() {
      for (let i = 0; i < 100; i++, read++) yield await Promise.resolve(new Uint8Array(megabyte));
    },
    verify: null,
    bytes: () => Promise.reject(new Error('not all at once')),
  };
  await expect(openSource(entry, { isAlone: true, isReview: false })).rejects.toThrow(
    saying('“disk.img” is not a text file.'),
  );
  expect(read).toBeLessThan(3);
});
