import { saying } from '../../../contract/messages/testing/saying.ts';
import type { DataReader, PageHeader } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { entryOf } from '../testing/archives.ts';
import { crc32 } from './crc32.ts';
import { checkColumn } from './parquet-guard.ts';
import * as tools from './parquet-tools.ts';
import { readParquet } from './parquet.ts';

const texts = ['Good film', 'Bad film', '', 'So so'];
const bytes = new Uint8Array(
  parquetWriteBuffer({
    columnData: [{ name: 'text', data: texts, encoding: 'PLAIN' }],
    codec: 'UNCOMPRESSED',
  }),
);
const metadata = tools.parquetMetadata(bytes.buffer);
const schema = tools.parquetSchema(metadata);
const [{ meta_data: column }] = metadata.row_groups[0].columns;

/** @param change of what each page's header says */
function check(
  file: Uint8Array,
  change: (header: PageHeader, reader: DataReader) => Partial<PageHeader>,
  rows = texts.length,
): void {
  if (!column) throw new Error('The file has no column.');
  const parquetHeader = (reader: DataReader): PageHeader => {
    const header = tools.parts.parquetHeader(reader);
    return { ...header, ...change(header, reader) };
  };
  checkColumn(file, column, {
    parts: { ...tools.parts, parquetHeader },
    compressors: tools.compressors,
    path: tools.getTreePath(schema, column.path_in_schema),
    rows,
    onBytes: () => undefined,
  });
}

describe('pages', () => {
  /** As it is written: a number with a sign. */
  const withSum = ({ compressed_page_size: size }: PageHeader, { offset }: DataReader) => ({
    crc: crc32(bytes.subarray(offset, offset + size)) | 0,
  });

  it('are held to their checksum where they have one', () => {
    check(bytes, withSum);
    const changed = bytes.slice();
    changed[new TextDecoder('latin1').decode(bytes).indexOf('Good film')] ^= 1;
    check(changed, () => ({}));
    expect(() => check(changed, withSum)).toThrow('a page has another checksum');
  });

  it('have as many values as their column and their group say', () => {
    check(bytes, () => ({}));
    expect(() => check(bytes, () => ({}), texts.length + 1)).toThrow('other rows than its group');
    const fewer = ({ data_page_header: page, data_page_header_v2: newer }: PageHeader) => ({
      data_page_header: page && { ...page, num_values: page.num_values - 1 },
      data_page_header_v2: newer && { ...newer, num_values: newer.num_values - 1 },
    });
    expect(() => check(bytes, fewer)).toThrow('other values than it says');
  });
});

it('a file whose row groups have other rows than it says is damaged', async () => {
  const changed = bytes.slice();
  const end = changed.length - 8;
  const footer = end - new DataView(changed.buffer).getUint32(end, true);
  // Of the footer's third field, the rows in all: four, as zigzag writes it.
  const place = changed.findIndex((byte, at) => at > footer && byte === 0x16 && changed[at + 1] === 8);
  expect(place).toBeGreaterThan(footer);
  changed[place + 1] = 6;
  const read = async () => {
    const source = await readParquet(entryOf('a.parquet', changed));
    for await (const _ of source.blocks) continue;
  };
  await expect(read).rejects.toThrow(InputError);
  await expect(read).rejects.toThrow(saying(/“a\.parquet” is damaged/));
});
