import { saying } from '../../../contract/messages/testing/saying.ts';
import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { parquetWriteBuffer, type ParquetWriteOptions } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { entryOf, joinBytes } from '../testing/archives.ts';
import { readParquet } from './parquet.ts';

type Columns = ParquetWriteOptions['columnData'];

function parquetOf(columnData: Columns, options: Partial<ParquetWriteOptions> = {}): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}

async function read(
  bytes: Uint8Array,
): Promise<{ names: string[] | null; rows: string[][]; blocks: number }> {
  const source = await readParquet(entryOf('a.parquet', bytes));
  const rows: string[][] = [];
  let blocks = 0;
  for await (const block of source.blocks) {
    rows.push(...block.rows);
    blocks++;
  }
  return { names: source.names, rows, blocks };
}

const texts = ['Good.', '', '=1+1', 'Phim rất hay 🎬', 'a "quoted"\nline'];
const simple: Columns = [
  { name: 'text', data: texts },
  { name: 'label', data: [1, 0, 0, 1, 0], type: 'INT32' },
];
const simpleRows = texts.map((text, i) => [text, String([1, 0, 0, 1, 0][i])]);

/** Frames without compression: enough to see that frames are read. */
function zstdStored(bytes: Uint8Array): Uint8Array {
  const header = new Uint8Array(9);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  header[4] = 0xa0;
  view.setUint32(5, bytes.length, true);
  const block = new Uint8Array(4);
  new DataView(block.buffer).setUint32(0, (bytes.length << 3) | 1, true);
  return joinBytes([header, block.subarray(0, 3), bytes]);
}

/** One literal run. */
function lz4Stored(bytes: Uint8Array): Uint8Array {
  const lengths: number[] = [];
  let rest = bytes.length - 15;
  for (; rest >= 255; rest -= 255) lengths.push(255);
  if (rest >= 0) lengths.push(rest);
  return joinBytes([new Uint8Array([Math.min(15, bytes.length) << 4, ...lengths]), bytes]);
}

describe('a Parquet file', () => {
  it.each([
    ['SNAPPY', undefined],
    ['UNCOMPRESSED', undefined],
    ['GZIP', (bytes: Uint8Array) => gzipSync(bytes)],
    ['BROTLI', (bytes: Uint8Array) => new Uint8Array(brotliCompressSync(bytes))],
    ['ZSTD', zstdStored],
    ['LZ4_RAW', lz4Stored],
  ] as const)('packed by %s is read', async (codec, compress) => {
    const bytes = parquetOf(simple, { codec, ...(compress && { compressors: { [codec]: compress } }) });
    expect(await read(bytes)).toMatchObject({ names: ['text', 'label'], rows: simpleRows });
  });

  it('gives numbers, truths, days and nulls in words', async () => {
    const day = new Date('2024-01-31T00:00:00Z');
    const bytes = parquetOf([
      { name: 'stars', data: [4, 4.5], type: 'DOUBLE' },
      { name: 'id', data: [9007199254740993n, -1n], type: 'INT64' },
      { name: 'positive', data: [true, false] },
      { name: 'day', data: [day, new Date('2024-01-31T12:30:00Z')], type: 'TIMESTAMP' },
      { name: 'note', data: [null, 'x'], type: 'STRING' },
      { name: '__proto__', data: ['a', 'b'] },
    ]);
    expect(await read(bytes)).toMatchObject({
      names: ['stars', 'id', 'positive', 'day', 'note', '__proto__'],
      rows: [
        ['4', '9007199254740993', 'true', '2024-01-31', '', 'a'],
        ['4.5', '-1', 'false', '2024-01-31 12:30:00', 'x', 'b'],
      ],
    });
  });

  it('gives a struct as columns and a list as one text', async () => {
    const bytes = parquetOf(
      [
        {
          name: 'user',
          data: [
            { name: 'An', age: 30 },
            { name: 'Bo', age: null },
          ],
        },
        { name: 'words', data: [['good', 'film'], []] },
      ],
      {
        schema: [
          { name: 'root', num_children: 2 },
          { name: 'user', num_children: 2, repetition_type: 'OPTIONAL' },
          { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
          { name: 'age', type: 'INT32', repetition_type: 'OPTIONAL' },
          { name: 'words', num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
          { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
          { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        ],
      },
    );
    expect(await read(bytes)).toMatchObject({
      names: ['user.name', 'user.age', 'words'],
      rows: [
        ['An', '30', 'good film'],
        ['Bo', '', ''],
      ],
    });
  });

  it.each(['PLAIN', 'RLE_DICTIONARY', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'] as const)(
    'with texts in %s, some of them null, is read over many pages and groups',
    async (encoding) => {
      const data = Array.from({ length: 5_000 }, (_, i) => (i % 7 === 3 ? null : `review number ${i % 900}`));
      const bytes = parquetOf([{ name: 'text', data, type: 'STRING', encoding, nullable: true }], {
        rowGroupSize: 1_800,
        pageSize: 4_000,
      });
      const { rows } = await read(bytes);
      expect(rows).toEqual(data.map((text) => [text ?? '']));
    },
  );

  it('with numbers as differences is read', async () => {
    const data = Int32Array.from({ length: 3_000 }, (_, i) => (i * i) % 1_001);
    const wide = BigInt64Array.from(data, (value) => BigInt(value) * 10_000_000_000n);
    const bytes = parquetOf([
      { name: 'a', data, type: 'INT32', encoding: 'DELTA_BINARY_PACKED' },
      { name: 'b', data: wide, type: 'INT64', encoding: 'DELTA_BINARY_PACKED' },
    ]);
    const { rows } = await read(bytes);
    expect(rows).toEqual(Array.from(data, (value, i) => [String(value), String(wide[i])]));
  });

  it('is read slice by slice', async () => {
    const data = Array.from({ length: 2_000 }, (_, i) => `${i} ${'x'.repeat(20_000)}`);
    const { rows, blocks } = await read(
      parquetOf([{ name: 'text', data, encoding: 'PLAIN' }], { rowGroupSize: 4_000 }),
    );
    expect(blocks).toBeGreaterThan(1);
    expect(rows.every(([text], i) => text === data[i])).toBe(true);
  });
});

describe('a Parquet file that is no good', () => {
  const good = parquetOf(simple, { codec: 'UNCOMPRESSED' });

  it('is refused in a sentence', async () => {
    await expect(read(good.subarray(0, good.length - 1))).rejects.toThrow(
      saying('“a.parquet” is damaged or was cut short. Download it or pack it again, and use that.'),
    );
    const locked = good.slice();
    locked.set([0x50, 0x41, 0x52, 0x45], locked.length - 4);
    await expect(read(locked)).rejects.toThrow(
      saying('“a.parquet” is encrypted. Save it without encryption.'),
    );
    await expect(read(new Uint8Array([80, 65, 82, 49]))).rejects.toThrow(InputError);
  });

  it('is refused when five bytes of a page stand for two billion values', async () => {
    const data = Array.from({ length: 100 }, (_, i) => (i < 99 ? null : 'x'));
    const bytes = parquetOf([{ name: 'text', data, type: 'STRING', nullable: true }], {
      codec: 'UNCOMPRESSED',
    });
    // Levels: 99 times nothing, then the rest in a packed run.
    const levels = [198, 1, 0, 3];
    const at = bytes.findIndex((_, start) => levels.every((byte, i) => bytes[start + i] === byte));
    expect(at).toBeGreaterThan(0);
    bytes.set([0xfe, 0xff, 0xff, 0xff, 0x0f], at);
    await expect(read(bytes)).rejects.toThrow(saying(/is damaged/));
  });

  it('is refused when one long text stands for many rows, or a page unpacks to much', async () => {
    const data = Array.from({ length: 400 }, () => 'x'.repeat(10_000));
    for (const encoding of ['RLE_DICTIONARY', 'PLAIN'] as const) {
      const bytes = parquetOf([{ name: 'text', data, encoding }]);
      expect(bytes.length).toBeLessThan(300_000);
      const source = await readParquet(entryOf('a.parquet', bytes), undefined, { bytes: 1 << 20 });
      await expect(async () => {
        for await (const { rows } of source.blocks) expect(rows).toHaveLength(0);
      }).rejects.toThrow(saying('The files unpack to more than 1 MB. Use fewer reviews at once.'));
    }
  });

  it('ends in rows or in a sentence whichever bytes are changed, and wherever it is cut', async () => {
    const data = Array.from({ length: 300 }, (_, i) => (i % 5 === 0 ? null : `review ${i % 40}`));
    const files = (
      ['PLAIN', 'RLE_DICTIONARY', 'DELTA_BYTE_ARRAY', 'DELTA_LENGTH_BYTE_ARRAY'] as const
    ).flatMap((encoding) =>
      (['SNAPPY', 'UNCOMPRESSED'] as const).map((codec) =>
        parquetOf(
          [
            { name: 'text', data, type: 'STRING', nullable: true, encoding },
            { name: 'label', data: data.map((_, i) => i % 2), type: 'INT32' },
          ],
          { codec, pageSize: 900 },
        ),
      ),
    );
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const change = fc.record({ at: place, value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.option(place, { freq: 8 }),
        async (file, changes, cut) => {
          const bytes = file.slice(0, cut === null ? file.length : Math.floor(cut * file.length));
          for (const { at, value } of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
          try {
            const { rows } = await read(bytes);
            expect(rows.every((row) => row.every((cell) => typeof cell === 'string'))).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});
