import { gzipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { entryOf, gzipOf, sourceOf, tarOf, xlsxOf, zipOf } from '../testing/archives.ts';
import type { RowSource } from './contract.ts';
import { expand } from './expand.ts';
import { readParquet } from './parquet.ts';
import { readXlsx } from './xlsx.ts';

async function rowsOf({ blocks }: RowSource): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const block of blocks) rows.push(...block.rows);
  return rows;
}

it('takes archives in archives apart in a browser', async () => {
  const large = 'a line of a review\n'.repeat(100_000);
  const tar = gzipOf(tarOf({ 'tích cực/1.txt': 'Hay.', 'large.txt': large }));
  const outer = zipOf({ 'in.tar.gz': tar, 'b.csv.gz': gzipOf('x,y'), 'large.txt': large });
  const contents = new Map<string, string>();
  for await (const entry of expand([sourceOf('r.zip', outer)])) {
    contents.set(entry.path, new TextDecoder().decode(await entry.bytes()));
  }
  expect([...contents.keys()]).toEqual([
    'r.zip/in.tar.gz/tích cực/1.txt',
    'r.zip/in.tar.gz/large.txt',
    'r.zip/b.csv',
    'r.zip/large.txt',
  ]);
  expect(contents.get('r.zip/b.csv')).toBe('x,y');
  expect(contents.get('r.zip/large.txt') === large).toBe(true);
  expect(contents.get('r.zip/in.tar.gz/large.txt') === large).toBe(true);
});

it('reads a workbook in a browser', async () => {
  const workbook = xlsxOf([
    ['text', 'label'],
    ['Phim hay 🎬', 1],
    ['=1+1', false],
  ]);
  expect(await rowsOf(await readXlsx(entryOf('a.xlsx', workbook)))).toEqual([
    ['text', 'label'],
    ['Phim hay 🎬', '1'],
    ['=1+1', 'false'],
  ]);
});

it.each(['SNAPPY', 'GZIP'] as const)('reads Parquet packed by %s in a browser', async (codec) => {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'text', data: ['Phim hay 🎬', 'bad'] },
      { name: 'label', data: [1n, 0n] },
    ],
    codec,
    compressors: { GZIP: (input) => gzipSync(input) },
  });
  const source = await readParquet(entryOf('a.parquet', new Uint8Array(bytes)));
  expect(source.names).toEqual(['text', 'label']);
  expect(await rowsOf(source)).toEqual([
    ['Phim hay 🎬', '1'],
    ['bad', '0'],
  ]);
});
