/** What is shown of a network's inside, for one text. */

/** How a logit is shared out among words; `integrated-gradients` is the first choice. */
export const attributionMethods = ['integrated-gradients', 'occlusion', 'lrp'] as const;
export type AttributionMethod = (typeof attributionMethods)[number];

export interface ExplainedToken {
  token: string;
  known: boolean;
  /** What it adds to the explained logit. */
  attribution: number;
  /** [K] Probabilities if the text ended after it. */
  running: number[];
}

/**
 * Of two classes the explained logit is that of the second: what speaks for it speaks against the first. Of more it is
 * that of the most probable class.
 */
export interface Explanation {
  text: string;
  classes: readonly string[];
  /** [K] */
  probability: number[];
  /** Those that the network reads: a long text is cut. */
  tokens: ExplainedToken[];
  /** What attribution begins with: the logit of as many unknown words, and 0 for `lrp`, which shares out the whole. */
  baselineLogit: number;
  logit: number;
  /** How far the attributions' sum is from the difference of both logits, as a share of it. */
  completenessError: number;
}

/** Two neighbouring words. */
export interface PhraseSurplus {
  words: readonly string[];
  /** Place of the first among the tokens. */
  start: number;
  /** What they add together to the explained logit beyond what each adds alone, all by occlusion. */
  surplus: number;
}

export interface TracedDirection {
  direction: 'forward' | 'backward';
  /** By name, [T][H] after their activations. */
  gates: Record<string, number[][]>;
  /** [T][H] of an LSTM. */
  cellState?: number[][];
  /** [T][H] */
  hiddenState: number[][];
  /** [H] Words until half of what a unit remembers is gone; null: never, or the cell has no gate for it. */
  halfLife: (number | null)[];
}

/** Every gate and state of one layer, for one text of T words. */
export interface TracedLayer {
  name: string;
  cell: string;
  units: number;
  directions: TracedDirection[];
}
