/** Word vectors that are learned from texts. */
export type { Corpus } from './corpus.ts';
export { learnVectors } from './learn.ts';
export { LearnedVectors } from './learned.ts';
export { LearnedStore } from './store.ts';
