/** From files of any kind to a table. */
export type { ReadOptions, SourceFile } from './contract.ts';
export { readTable } from './read-table.ts';
