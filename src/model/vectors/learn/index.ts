/** Word vectors that are learned from texts. */
export type { Corpus } from './corpus.ts';
export { learnVectors } from './learn.ts';
