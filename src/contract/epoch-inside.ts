/** What is looked at inside a network after each epoch of its training. */
import type { Cell } from './settings.ts';

/** How far back a loss reaches: what the first recurrent layer's forward direction learns from each of its words. */
export interface GradientFlow {
  cell: Cell;
  /** [D] Mean norm of ∂loss/∂h, by words from the end of a review: 0 is its last word. */
  norms: number[];
  /** Whose mean it is: the longest of the validation part. */
  reviews: number;
}

/** A text as the network reads it at some moment of its training. */
export interface EpochReading {
  text: string;
  tokens: string[];
  /** [T][K] Probabilities if the text ended after each word. */
  running: number[][];
}

export interface EpochInside {
  type: 'inside';
  epoch: number;
  cell: Cell;
  /** Null where nobody asked. */
  flow: GradientFlow | null;
  /** Of a simple RNN of the same sizes before any training, for the same reviews; null where the run is one. */
  untrained: GradientFlow | null;
  reading: EpochReading | null;
}

/** What of it is asked for, from the next epoch's end on. */
export interface EpochAsked {
  flow: boolean;
  /** To be read after each epoch; null: none. */
  text: string | null;
}
