/** How the LSTM's kernels divide their work among workgroups and threads. */
import type { FusedWebgpuBackend } from '../../helpers/webgpu/backend.ts';

/** The shape of one layer in one direction. */
export interface LstmDims {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
}

export interface RecurrencePlan {
  /** Batch rows of a workgroup: 1, 2, 4, 8 or 16. */
  rows: number;
  /** How many of a timestep's 4H sums a thread makes. */
  columns: number;
  /**
   * Whether threads share through a storage buffer, as workgroup memory is too small for the layer. Software
   * adapters want it too: they write zeros to workgroup memory by an instruction for each word, which makes
   * compiling take seconds.
   */
  scratch: boolean;
  /** Whether four threads load what all need, and hand it round; only for 4 rows or more. */
  subgroups: boolean;
}

export interface LstmPlan {
  forward: RecurrencePlan;
  backward: RecurrencePlan;
}

/** Multiply-adds of one dispatch: a quarter of a second on the slowest device that is worth training on. */
const workPerDispatch = 1e9;

/** What fits every adapter's limits and is never far from the best. */
export function defaultPlan({ batch, hidden }: LstmDims, backend: FusedWebgpuBackend): LstmPlan {
  const { software } = backend;
  const gpuRows = batch > 256 ? 8 : batch > 64 ? 4 : 2;
  const rows = software ? (batch > 4 ? 8 : 4) : gpuRows;
  const plan = { rows, columns: software ? 8 : 1, scratch: software, subgroups: backend.subgroups };
  return fitted({ forward: plan, backward: plan }, hidden, backend);
}

/** Floats that the threads of a workgroup share, for each batch row and hidden unit. */
export const sharedFloats = { forward: 5, backward: 4 };

/** The plan with more columns where threads are short, and fewer rows or else scratch where memory is. */
export function fitted(plan: LstmPlan, hidden: number, { device }: FusedWebgpuBackend): LstmPlan {
  const { maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX, maxComputeWorkgroupStorageSize } =
    device.limits;
  const threads = Math.min(maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX);
  const fit = ({ rows, columns, scratch, subgroups }: RecurrencePlan, floats: number): RecurrencePlan => {
    const fits = (count: number) => 4 * floats * hidden * count <= maxComputeWorkgroupStorageSize;
    const fewer = [rows, rows / 2, rows / 4].find((count) => count >= 1 && fits(count));
    return {
      rows: scratch ? rows : (fewer ?? rows),
      columns: Math.max(columns, Math.ceil((4 * hidden) / (threads - (threads % 4)))),
      scratch: scratch || fewer === undefined,
      subgroups: subgroups && rows >= 4 && (scratch || (fewer ?? 0) >= 4),
    };
  };
  return {
    forward: fit(plan.forward, sharedFloats.forward),
    backward: fit(plan.backward, sharedFloats.backward),
  };
}

/** The constants of a recurrence's shader. */
export function recurrenceConstants(plan: RecurrencePlan, hidden: number) {
  const { rows, columns, scratch, subgroups } = plan;
  const width = Math.min(rows, 4);
  const unroll = columns > 2 ? 4 : 8;
  return {
    HIDDEN: hidden,
    ROWS: rows,
    WIDTH: width,
    VECTORS: rows / width,
    ROWS_TYPE: width === 1 ? 'f32' : `vec${width}f`,
    // One row is a number, several are a vector whose parts have an index.
    AT: width === 1 ? '' : '[$q]',
    SUBGROUPS: Number(subgroups),
    NO_SUBGROUPS: Number(!subgroups),
    SCRATCH: Number(scratch),
    WORKGROUP: Number(!scratch),
    BASE: scratch ? 'group.x * sharedSize' : '0u',
    BARRIER: scratch ? 'storageBarrier' : 'workgroupBarrier',
    COLUMNS: columns,
    // Loads in flight at a time: many where there are few sums.
    UNROLL: unroll,
    REST: hidden % unroll,
    // Whole quarters, one for each gate, and in each quarter whole groups of four.
    THREADS: subgroups ? 16 * Math.ceil(hidden / columns / 4) : 4 * Math.ceil(hidden / columns),
  };
}

/** Timesteps [first, last) of each dispatch, so that none keeps a device busy for too long. */
export function timeChunks({ batch, time, hidden }: LstmDims, limit: number | null): [number, number][] {
  const most = limit ?? Math.max(1, Math.floor(workPerDispatch / (4 * batch * hidden * hidden)));
  const count = Math.ceil(time / Math.min(time, most));
  return Array.from({ length: count }, (_, n) => [
    Math.floor((n * time) / count),
    Math.floor(((n + 1) * time) / count),
  ]);
}

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
export function productGroups(rowTiles: number, columns: number): [number, number] {
  const threadsX = productWidth(columns);
  return [Math.ceil(columns / (threadsX * tile)), Math.ceil((rowTiles * threadsX) / tileThreads)];
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
