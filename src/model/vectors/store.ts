/** The vectors that are loaded: English ones, a user's file, or both. */
import type { EmbeddingStart, RunConfig } from '../../contract/settings.ts';
import type { VectorsSummary } from '../../contract/vectors.ts';
import type { SourceFile } from '../data/intake/contract.ts';
import { InputError } from '../errors.ts';
import { CompactVectors } from './english.ts';
import type { VectorSource } from './source.ts';
import { VectorFile } from './vector-file.ts';

/** The settings of a run that starts from these: its embedding is as large as they are. */
export function withVectorSize(config: RunConfig, vectors: VectorSource | null): RunConfig {
  return vectors ? { ...config, embeddingSize: vectors.summary.size } : config;
}

export class VectorStore {
  private readonly sources = new Map<EmbeddingStart, VectorSource>();

  /** @throws {InputError} when it is damaged */
  openEnglish(bytes: Uint8Array<ArrayBuffer>): VectorsSummary {
    return this.take('english', CompactVectors.open(bytes));
  }

  /** What was loaded before stays when it is no good. @throws {InputError} for what is no file of vectors */
  async openFile(file: SourceFile): Promise<VectorsSummary> {
    return this.take('file', await VectorFile.open(file));
  }

  /** What an embedding with these settings starts from; null where that is random, or learned from the texts. @throws {InputError} when it is not loaded */
  sourceFor({ embeddingStart }: Pick<RunConfig, 'embeddingStart'>): VectorSource | null {
    if (embeddingStart === 'random' || embeddingStart === 'learned') return null;
    const source = this.sources.get(embeddingStart);
    if (!source) throw new InputError({ code: 'vectors-not-loaded', start: embeddingStart });
    return source;
  }

  /** The same; null also where it is not loaded. */
  loadedFor({ embeddingStart }: Pick<RunConfig, 'embeddingStart'>): VectorSource | null {
    return this.sources.get(embeddingStart) ?? null;
  }

  private take(start: EmbeddingStart, source: VectorSource): VectorsSummary {
    this.sources.set(start, source);
    return source.summary;
  }
}
