/** How a recurrence divides its work among workgroups and threads. */
import type { FusedWebgpuBackend } from '../../../runtime/webgpu/backend.ts';
import { workPerDispatch } from './dims.ts';
import type { LstmDims } from './dims.ts';

export type Direction = 'forward' | 'backward';

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

/** Floats that the threads of a workgroup share, for each batch row and hidden unit. */
export const sharedFloats: Record<Direction, number> = { forward: 5, backward: 4 };

/** [rows, columns]: few rows fill a GPU, many share what they load; the first is used until times are known. */
const gpuShapes = {
  small: [
    [2, 1],
    [1, 1],
    [4, 1],
    [4, 2],
    [8, 2],
  ],
  large: [
    [4, 1],
    [2, 1],
    [8, 1],
    [8, 2],
    [8, 4],
  ],
};

/** Batch rows from which one workgroup for each two of them is more than most GPUs run at a time. */
const largeBatch = 96;

/**
 * What is worth a trial for this layer, and fits the adapter's limits; the first is the safe choice. All of
 * them make the same sums in the same order, and so give the same bits.
 */
export function recurrencePlans(
  direction: Direction,
  { batch, hidden }: LstmDims,
  backend: FusedWebgpuBackend,
): RecurrencePlan[] {
  const { software, subgroups } = backend;
  const shapes = software ? [softwareShape(batch)] : gpuShapes[batch < largeBatch ? 'small' : 'large'];
  const plans = new Map<string, RecurrencePlan>();
  for (const [rows, columns] of shapes) {
    // Rows of a workgroup that no batch row stands in only cost.
    if (rows >= 2 * batch && shapes.length > 1 && rows > 1) continue;
    const plan = fitted({ rows, columns, scratch: software, subgroups }, direction, hidden, backend);
    plans.set(JSON.stringify(plan), plan);
  }
  return [...plans.values()];
}

/** A trial would cost a CPU more than it finds: 4 rows take 0.7 of the time of 8, so cores decide. */
function softwareShape(batch: number): [number, number] {
  const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
  return [Math.ceil(batch / 8) < cores ? 4 : 8, 8];
}

/** The plan with more columns where threads are short, and fewer rows or else scratch where memory is. */
function fitted(
  { rows, columns, scratch, subgroups }: RecurrencePlan,
  direction: Direction,
  hidden: number,
  { device }: FusedWebgpuBackend,
): RecurrencePlan {
  const { maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX, maxComputeWorkgroupStorageSize } =
    device.limits;
  const threads = Math.min(maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX);
  const bytesPerRow = 4 * sharedFloats[direction] * hidden;
  const fewer = [rows, rows / 2, rows / 4].find(
    (count) => count >= 1 && count * bytesPerRow <= maxComputeWorkgroupStorageSize,
  );
  const most = scratch ? rows : (fewer ?? rows);
  return {
    rows: most,
    columns: Math.max(columns, Math.ceil((4 * hidden) / (threads - (threads % 16)))),
    scratch: scratch || fewer === undefined,
    subgroups: subgroups && most >= 4,
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
