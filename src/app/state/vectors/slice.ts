/** Word vectors that the embedding can start from. */
import type { Progress } from '../../../contract/dataset.ts';
import type { EmbeddingStart } from '../../../contract/settings.ts';
import type { VectorCoverage, VectorsSummary } from '../../../contract/vectors.ts';
import type { Request } from '../../../contract/commands.ts';
import { notSaved, type FileSavingState } from '../saved-data/slice.ts';

/** What has to be loaded before a run can start from it. */
export type VectorStart = Exclude<EmbeddingStart, 'random'>;

export interface LoadedVectors {
  summary: VectorsSummary;
  /** How they were loaded, to give them to another worker. */
  request: Request<'load-vectors'>;
}

/** Its saving is that of the loaded file. */
export interface VectorsState extends FileSavingState {
  loaded: Partial<Record<VectorStart, LoadedVectors>>;
  /** The embedding size that stood in the form before vectors took its place. */
  ownSize: string | null;
  /** What is being loaded, and how far it is. */
  loading: { start: VectorStart; progress: Progress | null } | null;
  problem: { start: VectorStart; sentence: string } | null;
  /** Of the loaded texts by what the form says; null while that is not known. */
  coverage: VectorCoverage | null;
}

export const idleVectors: VectorsState = {
  loaded: {},
  ownSize: null,
  loading: null,
  problem: null,
  coverage: null,
  ...notSaved,
};
