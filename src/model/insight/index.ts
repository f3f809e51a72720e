/** A look inside a network: traces, attribution, and the proof of both. */
export { explain, phrasesOf, readText, subjectOf, type Subject } from './explain.ts';
export { shownTrace } from './shown-trace.ts';
