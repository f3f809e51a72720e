/**
 * Looks over a Parquet file's pages before hyparquet decodes them. It believes what pages say of themselves:
 * five bytes can ask it for two billion values, and it writes them all.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
import type {
  ColumnMetaData,
  Compressors,
  DataPageHeader,
  DataReader,
  PageHeader,
  SchemaTree,
} from 'hyparquet';
import { crc32 } from './crc32.ts';
import { PageStream, refuse } from './parquet-page-stream.ts';
import { endOfStruct } from './thrift-guard.ts';

/** The parts of hyparquet that are loaded when a Parquet file comes. */
export interface ParquetParts {
  parquetHeader(reader: DataReader): PageHeader;
  decompressPage(
    bytes: Uint8Array,
    size: number,
    codec: ColumnMetaData['codec'],
    compressors: Compressors,
  ): Uint8Array;
  deltaBinaryUnpack(reader: DataReader, count: number, output: Int32Array): void;
  readRleBitPackedHybrid(reader: DataReader, width: number, output: number[], length?: number): void;
  getMaxRepetitionLevel(path: SchemaTree[]): number;
  getMaxDefinitionLevel(path: SchemaTree[]): number;
}

export interface ChunkContext {
  parts: ParquetParts;
  compressors: Compressors;
  /** Of the root down to the column. */
  path: SchemaTree[];
  /** Rows of the group. */
  rows: number;
  /** Called with the unpacked bytes of each page, before it is unpacked. */
  onBytes: (count: number) => void;
}

const mostPageBytes = 1 << 28;
/** Values of a column in a row group: eight million objects fill no browser's memory. */
const mostValues = 1 << 23;
/** @throws {Error} for a column of a row group that can't be what it says */
export function checkColumn(bytes: Uint8Array, column: ColumnMetaData, context: ChunkContext): void {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  const end = start + Number(column.total_compressed_size);
  if (!(start >= 4 && end >= start && end <= bytes.length)) refuse('a column lies outside of it');
  let values = 0;
  let inData = 0;
  for (let at = start; at < end - 1;) {
    const headerEnd = endOfStruct(bytes, at, end);
    const view = new DataView(bytes.buffer, bytes.byteOffset, headerEnd);
    const header = context.parts.parquetHeader({ view, offset: at });
    const packed = header.compressed_page_size;
    const unpacked = header.uncompressed_page_size;
    if (!(packed >= 0 && headerEnd + packed <= end)) refuse('a page lies outside of its column');
    if (!(unpacked >= 0 && unpacked <= mostPageBytes)) refuse('a page is too large');
    values += valuesOf(header);
    if (!(values >= 0 && values <= mostValues)) refuse('a column has too many values');
    context.onBytes(unpacked);
    const page = bytes.subarray(headerEnd, headerEnd + packed);
    if (header.crc !== undefined && crc32(page) !== header.crc >>> 0) refuse('a page has another checksum');
    checkPage(page, header, column, context);
    if (!header.dictionary_page_header) inData += valuesOf(header);
    at = headerEnd + packed;
  }
  if (inData !== Number(column.num_values)) refuse('a column has other values than it says');
  if (context.parts.getMaxRepetitionLevel(context.path) === 0 && inData !== context.rows)
    refuse('a column has other rows than its group');
}

function valuesOf(header: PageHeader): number {
  const counts = [
    header.data_page_header?.num_values,
    header.dictionary_page_header?.num_values,
    header.data_page_header_v2?.num_values,
  ].filter((count) => count !== undefined);
  if (!counts.every((count) => count >= 0)) refuse('a page has a negative number of values');
  return counts.reduce((sum, count) => sum + count, 0);
}

function checkPage(
  packed: Uint8Array,
  header: PageHeader,
  column: ColumnMetaData,
  context: ChunkContext,
): void {
  if (header.type === 'DATA_PAGE' && header.data_page_header) {
    const { parts, compressors } = context;
    const page = parts.decompressPage(packed, header.uncompressed_page_size, column.codec, compressors);
    checkLevelsAndValues(new PageStream(page), header.data_page_header, column, context);
  } else if (header.type === 'DATA_PAGE_V2' && header.data_page_header_v2) {
    checkPageV2(packed, header, column, context);
  } else if (header.type !== 'DICTIONARY_PAGE') {
    refuse('a page is of no known kind');
  }
}

function levelWidths({ parts, path }: ChunkContext): [repetition: number, definition: number] {
  const bitsOf = (level: number): number => 32 - Math.clz32(level);
  return [bitsOf(parts.getMaxRepetitionLevel(path)), bitsOf(parts.getMaxDefinitionLevel(path))];
}

function checkLevelsAndValues(
  stream: PageStream,
  { num_values: count, encoding }: DataPageHeader,
  column: ColumnMetaData,
  context: ChunkContext,
): void {
  const [repetition, definition] = levelWidths(context);
  if (repetition > 0) stream.levels(repetition, count, stream.uint32());
  let present = count;
  if (definition > 0) {
    const length = stream.uint32();
    // Only deltas must be walked exactly: other values are fewer than the limit in any case.
    if (encoding.startsWith('DELTA')) present = stream.countPresent(definition, count, length, context);
    stream.levels(definition, count, length);
  }
  checkValues(stream, encoding, present, column, context);
}

function checkPageV2(
  packed: Uint8Array,
  header: PageHeader,
  column: ColumnMetaData,
  context: ChunkContext,
): void {
  const page = header.data_page_header_v2;
  if (!page) return;
  const lengths = [page.repetition_levels_byte_length, page.definition_levels_byte_length];
  if (!lengths.every((length) => length >= 0)) refuse('a page has levels of negative length');
  if (!(page.num_nulls >= 0 && page.num_nulls <= page.num_values)) refuse('a page has too many nulls');
  const stream = new PageStream(packed);
  const widths = levelWidths(context);
  lengths.forEach((length, i) => stream.levels(widths[i], widths[i] > 0 ? page.num_values : 0, length));
  const size = header.uncompressed_page_size - lengths[0] - lengths[1];
  if (size < 0) refuse('a page is smaller than its levels');
  const { parts, compressors } = context;
  const isPacked = page.is_compressed !== false;
  const values = isPacked
    ? parts.decompressPage(stream.rest(), size, column.codec, compressors)
    : stream.rest();
  checkValues(new PageStream(values), page.encoding, page.num_values - page.num_nulls, column, context);
}

function checkValues(
  stream: PageStream,
  encoding: DataPageHeader['encoding'],
  count: number,
  column: ColumnMetaData,
  context: ChunkContext,
): void {
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (!stream.isAtEnd) stream.runs(stream.indexWidth(), count);
  } else if (encoding === 'RLE') {
    if (stream.uint32() >= 0) stream.runs(1, count);
  } else if (encoding === 'DELTA_BINARY_PACKED' || encoding === 'DELTA_LENGTH_BYTE_ARRAY') {
    if (count > 0) stream.deltas(count);
  } else if (encoding === 'DELTA_BYTE_ARRAY') {
    const bytes = count > 0 ? stream.deltaTexts(count, context.parts) : 0;
    if (bytes > mostPageBytes) refuse('a page unpacks to too much');
    context.onBytes(bytes);
  } else if (encoding === 'BYTE_STREAM_SPLIT') {
    const { type_length: width = 0 } = context.path[context.path.length - 1].element;
    if (column.type === 'FIXED_LEN_BYTE_ARRAY' && count * width > stream.left) refuse('a page is too short');
  }
}
