/** Texts without labels that runs learn from. */
import type { Request } from '../../../contract/commands.ts';
import type { Progress } from '../../../contract/dataset.ts';
import type { RunConfig } from '../../../contract/settings.ts';
import type { UnlabelledSummary } from '../../../contract/vectors.ts';
import { notSaved, type FileSavingState } from '../saved-data/slice.ts';
import type { Draft } from '../settings/draft.ts';

export interface LoadedUnlabelled {
  summary: UnlabelledSummary;
  /** How they were loaded, to give them to another worker. */
  request: Request<'load-unlabelled'>;
}

export interface UnlabelledState extends FileSavingState {
  loaded: LoadedUnlabelled | null;
  /** Some are being read; how far that is. */
  loading: { progress: Progress | null } | null;
  problem: string | null;
}

export const idleUnlabelled: UnlabelledState = { loaded: null, loading: null, problem: null, ...notSaved };

/** Whether a run learns from such texts where there are some. */
export const learnsFromTexts = ({ pseudoLabels, embeddingStart }: Draft | RunConfig) =>
  pseudoLabels === true || embeddingStart === 'learned';
