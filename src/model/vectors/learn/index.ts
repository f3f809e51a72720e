/** Word vectors that are learned from texts. */
export { corpusOf, type Corpus } from './corpus.ts';
export { learnVectors, type LearnOptions, type LearnProgress } from './learn.ts';
