/** Word vectors that the embedding can start from. */
import type { Progress } from '../../../contract/dataset.ts';
import type { EmbeddingStart } from '../../../contract/settings.ts';
import type { UnlabelledSummary, VectorCoverage, VectorsSummary } from '../../../contract/vectors.ts';
import type { Request } from '../../../contract/commands.ts';

/** What has to be loaded before a run can start from it. */
export type VectorStart = Exclude<EmbeddingStart, 'random'>;

export interface LoadedVectors {
  summary: VectorsSummary;
  /** How they were loaded, to give them to another worker. */
  request: Request<'load-vectors'>;
}

/** More texts that vectors are learned from. */
export interface LoadedUnlabelled {
  summary: UnlabelledSummary;
  request: Request<'load-unlabelled'>;
}

/** Whether the loaded file is saved on this device; `asks`: the user is asked, `too-large`: it can't be. */
export type VectorsSaving = 'no' | 'asks' | 'saving' | 'saved' | 'too-large';

export interface VectorsState {
  loaded: Partial<Record<VectorStart, LoadedVectors>>;
  unlabelled: LoadedUnlabelled | null;
  /** The embedding size that stood in the form before vectors took its place. */
  ownSize: string | null;
  /** What is being loaded, and how far it is. */
  loading: { start: VectorStart; progress: Progress | null } | null;
  problem: { start: VectorStart; sentence: string } | null;
  saving: VectorsSaving;
  savingProblem: string | null;
  /** Of the loaded texts by what the form says; null while that is not known. */
  coverage: VectorCoverage | null;
}

export const idleVectors: VectorsState = {
  loaded: {},
  unlabelled: null,
  ownSize: null,
  loading: null,
  problem: null,
  saving: 'no',
  savingProblem: null,
  coverage: null,
};
