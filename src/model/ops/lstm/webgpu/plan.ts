/** How the LSTM's kernels divide their work among workgroups and threads. */
import type { FusedWebgpuBackend } from '../../helpers/webgpu/backend.ts';

/** The shape of one layer in one direction. */
export interface LstmDims {
  batch: number;
  time: number;
  inputs: number;
  hidden: number;
}

/** A recurrence: batch rows of a workgroup, hidden units of a thread. */
export interface RecurrencePlan {
  rows: number;
  units: number;
}

export interface LstmPlan {
  forward: RecurrencePlan;
  backward: RecurrencePlan;
}

/** Multiply-adds of one dispatch: a quarter of a second on the slowest device that is worth training on. */
const workPerDispatch = 1e9;

/** What fits every adapter's limits and is never far from the best. */
export function defaultPlan({ batch, hidden }: LstmDims, backend: FusedWebgpuBackend): LstmPlan {
  if (backend.software) {
    const rows = batch > 4 ? 8 : 4;
    return fitted({ forward: { rows, units: 2 }, backward: { rows, units: 8 } }, hidden, backend);
  }
  const rows = batch > 256 ? 8 : batch > 64 ? 4 : 2;
  return fitted({ forward: { rows, units: 1 }, backward: { rows, units: 1 } }, hidden, backend);
}

/** The plan with fewer rows where workgroup memory is short, and more units where threads are. */
export function fitted(plan: LstmPlan, hidden: number, { device }: FusedWebgpuBackend): LstmPlan {
  const { maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX, maxComputeWorkgroupStorageSize } =
    device.limits;
  const threads = Math.min(maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX);
  const fit = ({ rows, units }: RecurrencePlan, bytesPerRow: number): RecurrencePlan => {
    let most = rows;
    while (most > 2 && most * bytesPerRow > maxComputeWorkgroupStorageSize) most /= 2;
    return { rows: most, units: Math.max(Math.min(units, hidden), Math.ceil(hidden / threads)) };
  };
  return { forward: fit(plan.forward, 8 * hidden), backward: fit(plan.backward, 16 * hidden) };
}

/** The constants of a recurrence's shader. */
export function recurrenceConstants({ rows, units }: RecurrencePlan, hidden: number) {
  const width = Math.min(rows, 4);
  return {
    HIDDEN: hidden,
    ROWS: rows,
    WIDTH: width,
    VECTORS: rows / width,
    UNITS: units,
    THREADS: Math.ceil(hidden / units),
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

/** A product's tile: rows and columns of a thread, threads of a workgroup. */
export interface ProductPlan {
  tileRows: number;
  tileColumns: number;
  threadsX: number;
  threadsY: number;
}

/** 64 threads, wide where there are many columns. */
export function productPlan(columns: number): ProductPlan {
  const tileColumns = 8;
  let threadsX = 4;
  while (threadsX < 64 && threadsX * tileColumns < columns) threadsX *= 2;
  return { tileRows: 8, tileColumns, threadsX, threadsY: 64 / threadsX };
}

export function productConstants(plan: ProductPlan) {
  return {
    TILE_ROWS: plan.tileRows,
    TILE_COLUMNS: plan.tileColumns,
    THREADS_X: plan.threadsX,
    THREADS_Y: plan.threadsY,
  };
}

/** Workgroups over the columns and over the rows. */
export function productGroups(plan: ProductPlan, rows: number, columns: number): [number, number] {
  return [
    Math.ceil(columns / (plan.threadsX * plan.tileColumns)),
    Math.ceil(rows / (plan.threadsY * plan.tileRows)),
  ];
}

/** Row blocks of a product with that many multiply-adds a row: whole workgroups, none too long a dispatch. */
export function rowsPerDispatch(plan: ProductPlan, workPerRow: number): number {
  const block = plan.threadsY * plan.tileRows;
  const most = 65_535 * block;
  return Math.min(most, Math.max(1, Math.floor(workPerDispatch / (workPerRow * block))) * block);
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
  plan: ProductPlan,
  rows: number,
  columns: number,
  software: boolean,
): SplitPlan {
  const [x, y] = productGroups(plan, rows, columns);
  const wanted = Math.ceil((software ? 8 : 256) / (x * y));
  const work = batch * time * rows * columns;
  const needed = Math.ceil(work / workPerDispatch);
  const batchPerSplit = Math.ceil(batch / Math.min(batch, 64, Math.max(wanted, needed)));
  const splits = Math.ceil(batch / batchPerSplit);
  const perDispatch = Math.max(1, Math.floor((splits * workPerDispatch) / work));
  return { batchPerSplit, splits, perDispatch: Math.min(splits, perDispatch) };
}
