/** A look inside a network: traces, attribution, and the proof of both. */
export {
  attributeText,
  explain,
  gradientsFor,
  inside,
  phrasesOf,
  readText,
  subjectOf,
  type Subject,
} from './explain.ts';
export { EpochWatch } from './epoch-watch.ts';
export { changedModel } from './what-if.ts';
export { faithfulness, type FaithfulnessOptions } from './faithfulness.ts';
export { lineOf, readoutStates, type ReadoutStates } from './line.ts';
export { indexUnits, strongestPlaces, viewOf, type UnitIndex } from './units.ts';
export { sameUnits } from './units-selection.ts';
export { shownPlaces } from './units-shown.ts';
export { compareWords, nearWords, wordMap } from './words.ts';
