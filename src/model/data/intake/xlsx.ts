import type { Entry, RowSource } from './contract.ts';

/**
 * The rows of an Excel workbook, without names: which row is the header is for the reader to find.
 * @throws {InputError} when it is damaged
 */
export async function readXlsx(entry: Entry): Promise<RowSource> {
  const { readSheet } = await import('read-excel-file/universal');
  const sheet = await readSheet((await entry.bytes()).slice().buffer);
  const rows = sheet.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  async function* blocks() {
    yield await Promise.resolve({ rows });
  }
  return {
    format: 'xlsx',
    encoding: null,
    names: null,
    blocks: blocks(),
    broken: () => ({ count: 0, samples: [] }),
  };
}
