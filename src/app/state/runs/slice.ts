/** What the page knows of the runs that are saved on this device. */
import type { FieldName, RunList } from '../../../workers/protocol.ts';

export type FigureName = 'name' | 'data' | 'started' | 'epochs' | 'validation' | 'test' | 'seconds' | 'bytes';
export type ColumnName = FigureName | `setting ${FieldName}`;

export interface Sorting {
  column: ColumnName;
  direction: 'ascending' | 'descending';
}

/** How the list is looked at. */
export interface RunsView {
  sorting: Sorting;
  /** Runs that are compared and exported. */
  ticked: ReadonlySet<string>;
  search: string;
  /** Columns that the user has chosen to see or not to see. */
  columns: ReadonlyMap<ColumnName, boolean>;
}

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
  view: RunsView;
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
  view: {
    sorting: { column: 'started', direction: 'descending' },
    ticked: new Set(),
    search: '',
    columns: new Map(),
  },
  problem: null,
};
