/** The vectors that were learned last, so that runs with the same texts and settings learn them once. */
import { keyOf, type RunConfig } from '../../../contract/settings.ts';
import { cleaningOf, type Dataset } from '../../data/index.ts';
import type { UnlabelledStore } from '../../unlabelled-store.ts';
import { LearnedVectors } from './learned.ts';

/** A study may vary settings that need other vectors, and comes back to each with its next seed. */
const mostCached = 8;

export class LearnedStore {
  private readonly cached = new Map<string, LearnedVectors>();

  constructor(private readonly unlabelled: Pick<UnlabelledStore, 'current'>) {}

  /** Other data is about to come. */
  forget(): void {
    this.cached.clear();
  }

  /** @param config whose tokenization is decided */
  forRun(dataset: Dataset, config: RunConfig): LearnedVectors {
    const { stripMarkup } = cleaningOf(dataset);
    const { texts: unlabelled = null, summary } = this.unlabelled.current ?? {};
    const read = `${dataset.fingerprint} ${stripMarkup} ${summary?.fingerprint}`;
    const settings = keyOf(config, 'split', 'vocabulary');
    const key = `learned ${read} ${config.embeddingSize} ${settings}`;
    const vectors = this.cached.get(key) ?? new LearnedVectors(key, { dataset, config, unlabelled });
    // The one that was asked for last is the last one to go.
    this.cached.delete(key);
    this.cached.set(key, vectors);
    const [oldest] = this.cached.keys();
    if (this.cached.size > mostCached) this.cached.delete(oldest);
    return vectors;
  }
}
