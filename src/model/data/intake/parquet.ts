import type { ColumnMetaData, Compressors, FileMetaData, SchemaTree } from 'hyparquet';
import { BackendError, InputError } from '../../errors.ts';
import { TimeSlicer } from '../time-slicer.ts';
import type { Entry, RowBlock, RowSource } from './contract.ts';
import { damaged, type Limits, Meter, usualLimits } from './limits.ts';
import { cellOf, columnsOf, type ParquetColumn } from './parquet-cells.ts';
import { checkColumn } from './parquet-guard.ts';
import type * as ParquetTools from './parquet-tools.ts';
import { endOfStruct } from './thrift-guard.ts';

const magic = 'PAR1';
const lockedMagic = 'PARE';
/** Ten thousand columns' worth of description. */
const mostFooter = 1 << 24;
const mostSchema = 4_000;
/** Rows of one group: more of them at once fill the memory. */
const mostGroupRows = 1 << 22;
const mostRows = 20_000_000;
/** So many bytes of a group are decoded at a time, by what the file says of its rows. */
const sliceBytes = 1 << 25;
const leastSlice = 1_000;
const mostSlice = 50_000;

/**
 * The rows of a Parquet file, slice by slice. A struct's fields become columns (`user.name`), the texts of a
 * list one text. Packed by snappy, gzip, zstd, brotli or LZ4. hyparquet decodes it, after a look over what it
 * would believe: see parquet-guard.ts.
 * @throws {InputError} when it is damaged or locked, or packed in another way
 * @throws {BackendError} when the code for it could not be loaded
 */
export async function readParquet(
  entry: Entry,
  signal?: AbortSignal,
  limits: Partial<Limits> = {},
): Promise<RowSource> {
  const bytes = await entry.bytes();
  const tools = await loadTools();
  const metadata = guarded(entry.path, () => readMetadata(bytes, entry.path, tools));
  const columns = guarded(entry.path, () => columnsOf(tools.parquetSchema(metadata)));
  return {
    format: 'parquet',
    encoding: null,
    names: columns.map(({ name }) => name),
    blocks: readBlocks(
      { bytes, path: entry.path, tools, metadata, columns },
      { ...usualLimits, ...limits },
      signal,
    ),
    broken: () => ({ count: 0, samples: [] }),
  };
}

type Tools = typeof ParquetTools;

/** @throws {BackendError} when the code does not come: a worker that failed to import it once never can again */
async function loadTools(): Promise<Tools> {
  return import('./parquet-tools.ts').catch(() => {
    throw new BackendError('not-loaded', { code: 'reader-not-loaded', format: 'Parquet' });
  });
}

/** Whatever a decoder trips over is one sentence to a user. */
function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InputError ? error : damaged(path);
  }
}

function readMetadata(bytes: Uint8Array, path: string, tools: Tools): FileMetaData {
  const end = bytes.length - 8;
  const last = new TextDecoder().decode(bytes.subarray(-4));
  if (last === lockedMagic) throw locked(path);
  if (end < 4 || last !== magic) throw damaged(path);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  if (length > mostFooter || length > end) throw damaged(path);
  endOfStruct(bytes, end - length, end);
  const metadata = tools.parquetMetadata(bytes.subarray(end - length), { geoparquet: false });
  if (metadata.schema.length > mostSchema) {
    throw new InputError({ code: 'too-many-parquet-columns', path, most: mostSchema });
  }
  checkRows(metadata, path);
  checkCodecs(metadata, path, tools.compressors);
  return metadata;
}

function checkRows({ schema, row_groups: groups, num_rows: all }: FileMetaData, path: string): void {
  const leaves = schema.filter((element) => !element.num_children).length;
  let rows = 0;
  for (const { num_rows: count, columns } of groups) {
    if (columns.length !== leaves) throw damaged(path);
    if (count < 0 || count > mostGroupRows) throw damaged(path);
    rows += Number(count);
  }
  if (rows !== Number(all)) throw damaged(path);
  if (rows <= mostRows) return;
  throw new InputError({ code: 'too-many-rows', path, most: mostRows });
}

function checkCodecs(metadata: FileMetaData, path: string, compressors: Compressors): void {
  for (const { meta_data: column, crypto_metadata: lock } of metadata.row_groups.flatMap(
    ({ columns }) => columns,
  )) {
    if (lock) throw locked(path);
    if (!column) throw damaged(path);
    if (column.codec === 'UNCOMPRESSED' || column.codec === 'SNAPPY' || compressors[column.codec]) continue;
    throw new InputError({ code: 'parquet-codec', path });
  }
}

function locked(path: string): InputError {
  return new InputError({ code: 'parquet-encrypted', path });
}

interface OpenFile {
  bytes: Uint8Array;
  path: string;
  tools: Tools;
  metadata: FileMetaData;
  columns: ParquetColumn[];
}

async function* readBlocks(file: OpenFile, limits: Limits, signal?: AbortSignal): AsyncGenerator<RowBlock> {
  const meter = new Meter(limits);
  // Counted by itself: a dictionary may hold one long text for a million rows.
  const texts = new Meter(limits);
  const slicer = new TimeSlicer({ signal });
  const schema = file.tools.parquetSchema(file.metadata);
  let start = 0;
  for (const group of file.metadata.row_groups) {
    for (const { meta_data: column } of group.columns) {
      if (slicer.isDue) await slicer.pause();
      if (column)
        guarded(file.path, () => checkOne(file, column, schema, { meter, rows: Number(group.num_rows) }));
    }
    const count = Number(group.num_rows);
    const bytesPerRow = Math.max(1, Number(group.total_byte_size) / Math.max(1, count));
    const slice = Math.min(mostSlice, Math.max(leastSlice, Math.floor(sliceBytes / bytesPerRow)));
    for (let row = 0; row < count; row += slice) {
      if (slicer.isDue) await slicer.pause();
      signal?.throwIfAborted();
      const end = Math.min(count, row + slice);
      yield { rows: await readRows(file, start + row, start + end, (length) => texts.addBytes(length)) };
    }
    start += count;
  }
}

function checkOne(
  file: OpenFile,
  column: ColumnMetaData,
  schema: SchemaTree,
  { meter, rows }: { meter: Meter; rows: number },
): void {
  const { tools, bytes } = file;
  checkColumn(bytes, column, {
    parts: tools.parts,
    compressors: tools.compressors,
    path: tools.getTreePath(schema, column.path_in_schema),
    rows,
    onBytes: (count) => meter.addBytes(count),
  });
}

/** @param onText called with each cell's length */
async function readRows(
  { bytes, metadata, tools, columns, path }: OpenFile,
  rowStart: number,
  rowEnd: number,
  onText: (length: number) => void,
): Promise<string[][]> {
  let rows: unknown[][] = [];
  try {
    await tools.parquetRead({
      file: { byteLength: bytes.length, slice: (from, to) => bytes.slice(from, to).buffer },
      metadata,
      rowStart,
      rowEnd,
      compressors: tools.compressors,
      onComplete: (all: unknown[][]) => (rows = all),
    });
  } catch {
    throw damaged(path);
  }
  if (rows.length !== rowEnd - rowStart) throw damaged(path);
  return rows.map((row) =>
    columns.map((column) => {
      const text = cellOf(row, column);
      onText(text.length);
      return text;
    }),
  );
}
