/** Vectors that a run's embedding starts from, learned from the texts that it is trained on. */
import type { RunConfig } from '../../../contract/settings.ts';
import type { PhaseProgress } from '../../../contract/training.ts';
import type { VectorsSummary } from '../../../contract/vectors.ts';
import { mostIds } from '../../data/encode.ts';
import { pickTexts, type Dataset, type Texts } from '../../data/index.ts';
import { runParts } from '../../data/run-parts.ts';
import { joinTexts, unlabelledBeside } from '../../data/unlabelled.ts';
import type { ReadVectors } from '../collector.ts';
import type { VectorRequest, VectorSource } from '../source.ts';
import type { WordVectors } from '../word-vectors.ts';
import { corpusOf } from './corpus.ts';
import { learning } from './learn.ts';

/** What vectors are learned from. */
export interface LearnedFrom {
  dataset: Dataset;
  /** Its tokenization is decided. */
  config: RunConfig;
  /** More texts, without labels. */
  unlabelled: Texts | null;
}

export class LearnedVectors implements VectorSource {
  readonly summary: VectorsSummary;
  private learned: WordVectors | null = null;

  /** @param key equal where the same is learned */
  constructor(
    readonly key: string,
    private readonly from: LearnedFrom,
  ) {
    this.summary = { name: '', size: from.config.embeddingSize, words: null, origin: null };
  }

  get isLearned(): boolean {
    return this.learned !== null;
  }

  /** Learns them unless they are learned. @throws as `learning`; {InputError} for data that can't be split */
  async *learn(signal?: AbortSignal): AsyncGenerator<PhaseProgress, WordVectors> {
    if (this.learned) return this.learned;
    const { config, unlabelled } = this.from;
    const { embeddingSize: size, splitSeed: seed } = config;
    // Words of more texts join the network; without them they are those that it knows in any case.
    const reading = unlabelled ? { ...config, vocabularySize: mostIds } : config;
    const corpus = await corpusOf(await textsToLearnFrom(this.from, signal), reading, { signal });
    const epochs = epochsFor(corpus.tokens.length);
    return (this.learned = yield* learning(corpus, { size, epochs, seed }, { signal }));
  }

  async vectors(_request: VectorRequest, { signal }: { signal?: AbortSignal }): Promise<ReadVectors> {
    const events = this.learn(signal);
    let next = await events.next();
    while (!next.done) next = await events.next();
    return { ...next.value, total: next.value.words.length, repeated: 0 };
  }
}

/** Few texts are read more often: so many tokens in all, within limits. */
const tokensRead = 3e7;
const epochLimits = { least: 5, most: 50 };

export function epochsFor(tokens: number): number {
  const epochs = Math.round(tokensRead / Math.max(1, tokens));
  return Math.min(epochLimits.most, Math.max(epochLimits.least, epochs));
}

/**
 * The training part, and those of the unlabelled texts that are not in the validation or the test part.
 * @throws {InputError} for data that can't be split; the signal's reason
 */
async function textsToLearnFrom(
  { dataset, config, unlabelled }: LearnedFrom,
  signal?: AbortSignal,
): Promise<Texts> {
  const { train, validation, test } = runParts(dataset, config).parts;
  const trained = pickTexts(dataset.texts, train);
  if (!unlabelled) return trained;
  const more = await unlabelledBeside(dataset, [validation, test], unlabelled, { signal });
  return joinTexts(trained, more.texts);
}
