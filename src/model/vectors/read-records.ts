/** Words with their vectors, one after the other, from bytes that arrive in pieces. */
import { concat } from '../bytes.ts';
import type { TimeSlicer } from '../data/time-slicer.ts';

/** Reads whole records from a place on. @returns the place behind the last whole one */
export type TakeRecords = (bytes: Uint8Array<ArrayBuffer>, isEnd: boolean) => number;

export interface RecordHooks {
  slicer: TimeSlicer;
  /** How much of the file was read, 0 to 1. */
  share: () => number | null;
  /** Words so far. */
  count: () => number;
}

/** @returns what is left behind the last record */
export async function takeRecords(
  pieces: AsyncIterable<Uint8Array>,
  take: TakeRecords,
  { slicer, share, count }: RecordHooks,
): Promise<Uint8Array<ArrayBuffer>> {
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  for await (const piece of pieces) {
    const bytes = concat([rest, piece]);
    rest = bytes.subarray(take(bytes, false));
    if (slicer.isDue) await slicer.pause(share(), count());
  }
  return rest.subarray(take(rest, true));
}
