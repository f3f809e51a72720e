import type { Entry, RowSource } from './contract.ts';

/** The rows of a Parquet file. @throws {InputError} when it is damaged */
export async function readParquet(entry: Entry): Promise<RowSource> {
  const [{ parquetMetadata, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const file = (await entry.bytes()).slice().buffer;
  const metadata = parquetMetadata(file);
  const names = parquetSchema(metadata).children.map((child) => child.element.name);
  async function* blocks() {
    const rows = await parquetReadObjects({ file, metadata, compressors });
    yield { rows: rows.map((row) => names.map((name) => String(row[name] ?? ''))) };
  }
  return {
    format: 'parquet',
    encoding: null,
    names,
    blocks: blocks(),
    broken: () => ({ count: 0, samples: [] }),
  };
}
