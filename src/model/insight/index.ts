/** A look inside a network: traces, attribution, and the proof of both. */
export { explain, inside, phrasesOf, subjectOf, type Subject } from './explain.ts';
export { changedModel } from './what-if.ts';
export { faithfulness, type FaithfulnessOptions } from './faithfulness.ts';
