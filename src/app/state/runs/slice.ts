/** What the page knows of the runs that are saved on this device. */
import type { RunList } from '../../../workers/protocol.ts';

export interface RunsState {
  /** Null until the worker has said it. */
  list: RunList | null;
  /** The run that something is being done with. */
  working: string | null;
  /** What was deleted last, while it can be restored. */
  deleted: { id: string; name: string } | null;
  /** Interrupted runs that the user wants left alone for now. */
  later: ReadonlySet<string>;
  /** A run that is to resume as soon as its data is loaded. */
  waiting: { id: string; moreEpochs: number } | null;
  problem: string | null;
}

/** Another tab of this browser trains the run: what is done with it there must not be undone here. */
export const trainsElsewhere = ({ runs }: { runs: RunsState }, id: string): boolean =>
  runs.list?.elsewhere.includes(id) ?? false;

export const idleRuns: RunsState = {
  list: null,
  working: null,
  deleted: null,
  later: new Set(),
  waiting: null,
  problem: null,
};
