/** How the LSTM's products divide their work among workgroups and threads. */
import { workPerDispatch } from './dims.ts';
import type { LstmDims } from './dims.ts';

/** Rows and columns of a product that a thread owns; threads of its workgroup. */
const tile = 8;
const tileThreads = 64;

/** How many of a workgroup's threads stand side by side over the columns: a power of 2. */
export function productWidth(columns: number): number {
  let threads = 4;
  while (threads < tileThreads && threads * tile < columns) threads *= 2;
  return threads;
}

/** Workgroups over the columns and over the tiles of rows. */
export function productGroups(tiles: number, columns: number): [number, number] {
  const threadsX = productWidth(columns);
  return [Math.ceil(columns / (threadsX * tile)), Math.ceil((tiles * threadsX) / tileThreads)];
}

export function rowTiles(rows: number): number {
  return Math.ceil(rows / tile);
}

/** Row blocks of a product with that many multiply-adds a row: whole workgroups, none too long a dispatch. */
export function rowsPerDispatch(columns: number, workPerRow: number): number {
  const block = (tile * tileThreads) / productWidth(columns);
  return Math.min(65_535, Math.max(1, Math.floor(workPerDispatch / (workPerRow * block)))) * block;
}

/** Parts of the batch that a gradient of weights is summed in, and those of one dispatch. */
export interface SplitPlan {
  batchPerSplit: number;
  splits: number;
  perDispatch: number;
}

/** A few hundred workgroups fill a large GPU; a software adapter needs one for each core. */
export function splitPlan(
  { batch, time }: LstmDims,
  rows: number,
  columns: number,
  software: boolean,
): SplitPlan {
  const [x, y] = productGroups(rowTiles(rows), columns);
  const wanted = Math.ceil((software ? 8 : 256) / (x * y));
  const work = batch * time * rows * columns;
  const needed = Math.ceil(work / workPerDispatch);
  const batchPerSplit = Math.ceil(batch / Math.min(batch, 64, Math.max(wanted, needed)));
  const splits = Math.ceil(batch / batchPerSplit);
  const perDispatch = Math.max(1, Math.floor((splits * workPerDispatch) / work));
  return { batchPerSplit, splits, perDispatch: Math.min(splits, perDispatch) };
}
