/** How accurate the last test is in groups of its reviews. */
import type { ErrorGroups, Grouping } from '../../../contract/error-groups.ts';

export interface ErrorGroupsState {
  by: Grouping;
  /** Null before the first answer. */
  found: ErrorGroups | null;
  problem: string | null;
}

export const idleErrorGroups: ErrorGroupsState = { by: { kind: 'length' }, found: null, problem: null };
