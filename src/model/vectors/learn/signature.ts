/** The WebAssembly job that learns word vectors (`assembly/skip-gram.ts`), and the layout of what it works on. */
import type { Job } from '../../runtime/wasm/jobs.ts';

/** Words that a window's context is to be told from, drawn from the noise. */
export const negatives = 5;

/** The word in a window's middle, then the negatives. The kernel's registers hold so many rows. */
export const targetCount = negatives + 1;

/**
 * A table's columns are in so many groups, each a table of its own: a thread owns whole groups, so that no two write
 * to one place, and what is computed does not depend on how many threads there are.
 */
export const columnGroups = 4;

/**
 * From there on a pair teaches nothing, vectors do not grow without end where
 * few words come again and again.
 */
export const largestLogit = 6;

export const skipGramJob: Job<
  | 'inputs'
  | 'outputs'
  | 'starts'
  | 'contexts'
  | 'targets'
  | 'logits'
  | 'errors'
  | 'windows'
  | 'block'
  | 'words'
  | 'quads'
  | 'groupStep'
  | 'rate'
> = {
  name: 'SkipGram',
  className: 'SkipGram',
  fields: {
    /** [words, 4 · quads] by column group: the vectors of words in a context, and those of words in the middle. */
    inputs: 'address',
    outputs: 'address',
    /** [windows + 1] where each window's contexts start. */
    starts: 'address',
    contexts: 'address',
    /** [windows, targetCount] */
    targets: 'address',
    /** [columnGroups, groupStep] and [groupStep]: of one block of windows, `targetCount` floats a context. */
    logits: 'address',
    errors: 'address',
    windows: 'size',
    /** Windows whose errors are computed before any of them changes a vector. */
    block: 'size',
    words: 'size',
    quads: 'size',
    groupStep: 'size',
    rate: 'float',
  },
  constants: { columnGroups, targetCount, largestLogit },
};
