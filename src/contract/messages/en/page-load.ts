/** What is said of loading a network wherever that can be done, in English. */
import { plural, quoted, waitBefore, type BusyStatus } from './phrases.ts';

export const loadWords = {
  load: 'Load a model',
  busy: (status: BusyStatus) => waitBefore(status, 'you download or load a network'),
  several: (name: string, more: number) => `${name} and ${plural(more, 'other file', 'other files')}`,
  stateTaken: (run: string) => `That is the state of a run: ${quoted(run)} is in the list of runs now.`,
};
