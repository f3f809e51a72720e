/** The readout states of a network, seen along the line of its readout. */

/** States that are drawn, side by side. */
export interface LineStates {
  /** [N] The logit that the network reads from each: where it stands along the line. */
  x: Float64Array;
  /** [N] Along the first principal component at right angles to the line. */
  y: Float64Array;
  /** [N] Class of the review. */
  classes: Uint8Array;
  /** [N] 1: the state after the last word. */
  isLast: Uint8Array;
}

/** A state of the text that is walked through. */
export interface LineStep {
  /** Place of the word after which it is, among those that the network reads. */
  word: number;
  token: string;
  x: number;
  y: number;
}

export interface Line {
  text: string;
  classes: readonly string[];
  /** The line runs from the first of these classes to the second. */
  between: [number, number];
  states: LineStates;
  reviews: { looked: number; all: number };
  /** Of the states' variance: along the line, and along their first principal component. */
  shares: { readout: number; first: number };
  /** Between both, in degrees, 0 to 90. */
  angle: number;
  walk: LineStep[];
}
