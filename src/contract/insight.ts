/** What is shown of a network's inside, for one text. */
import type { Cell } from './settings.ts';

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

/** A logit and what each word adds to it, by one method. */
export interface Attributed {
  text: string;
  method: AttributionMethod;
  /** [T] */
  values: number[];
  /** As those of an `Explanation`. */
  baselineLogit: number;
  logit: number;
  completenessError: number;
}

/** What one mode of pooling takes from each word: exact, since pooling and the last layer only add up. */
export interface PooledShares {
  /** `last`: of a direction that reads backwards, the first word. */
  mode: 'last' | 'mean' | 'max';
  /** [T] What the word's hidden states add to the explained logit. */
  adds: number[];
  /** [T] Units of both directions whose state was taken at the word; null for the mean, which takes from all. */
  units: number[] | null;
}

/** Two neighbouring words. */
export interface PhraseSurplus {
  words: readonly string[];
  /** Place of the first among the tokens. */
  start: number;
  /** What they add together to the explained logit beyond what each adds alone, all by occlusion. */
  surplus: number;
}

/** All neighbouring words of a text, those with the largest surplus first. */
export interface Phrases {
  text: string;
  phrases: PhraseSurplus[];
}

/** [T·H] numbers, a row for each word. */
export type UnitsByWord = Float64Array<ArrayBuffer>;

export interface TracedDirection {
  direction: 'forward' | 'backward';
  /** After their activations, by name, in the order of the cell's weights. */
  gates: Record<string, UnitsByWord>;
  /** Null for a cell without. */
  cellState: UnitsByWord | null;
  hiddenState: UnitsByWord;
  /** [H] Words until half of what a unit remembers is gone; null: never, or the cell has no gate for it. */
  halfLife: (number | null)[];
  /** [H] How much a unit weighs in the explained logit: null where another layer comes between. */
  weight: number[] | null;
}

/** Every gate and state of one layer, for one text of T words. */
export interface TracedLayer {
  name: string;
  cell: Cell;
  units: number;
  directions: TracedDirection[];
}

/** What the network does at each word of a text. */
export interface Inside {
  text: string;
  classes: readonly string[];
  tokens: { token: string; known: boolean }[];
  /** [T][K] Probabilities if the text ended after each word. */
  running: number[][];
  layers: TracedLayer[];
  /** The explained logit: the last layer's bias, and what all modes of pooling take from the words. */
  logit: number;
  bias: number;
  pooled: PooledShares[];
}

/** A gate that stands where it is put, whatever the network reads. */
export const clamps = ['open', 'shut'] as const;
export type Clamp = (typeof clamps)[number];
export const clampedGates = ['forget', 'input'] as const;

/** A change of a trained LSTM, to see what a part of it is for. */
export interface Change {
  /** Of all layers and directions, by the gate's name. */
  gates: { readonly [gate in (typeof clampedGates)[number]]?: Clamp };
  /** One whose hidden state is 0, in a direction of a layer, or all of that direction (null); null: none. */
  unit: { layer: string; direction: 'forward' | 'backward'; unit: number | null } | null;
}

/** Accuracy on validation reviews without a change and with it. */
export interface ChangeMeasured {
  before: number;
  after: number;
  /** Reviews that were answered, of all that it was validated on. */
  rows: number;
  all: number;
  /** 95% interval of what the change takes or gives, over the same reviews. */
  interval: [number, number];
}

/** How the explained logit changes with everything that one direction of a layer computes: ∂logit/∂X is called dX. */
export interface Gradients {
  text: string;
  layer: string;
  direction: 'forward' | 'backward';
  /** What comes to each hidden state from the layer above, or from pooling. */
  above: UnitsByWord;
  hiddenState: UnitsByWord;
  /** Null for a cell without. */
  cellState: UnitsByWord | null;
  /** Of what σ or tanh is taken of, by the gate's name. */
  sums: Record<string, UnitsByWord>;
}

/** The memory of all gates and states, to be handed over. */
export function insideBuffers({ layers }: Inside): ArrayBuffer[] {
  return layers.flatMap(({ directions }) =>
    directions.flatMap(({ gates, cellState, hiddenState }) =>
      [...Object.values(gates), ...(cellState ? [cellState] : []), hiddenState].map(({ buffer }) => buffer),
    ),
  );
}

export function gradientBuffers({ above, hiddenState, cellState, sums }: Gradients): ArrayBuffer[] {
  return [above, hiddenState, ...(cellState ? [cellState] : []), ...Object.values(sums)].map(
    ({ buffer }) => buffer,
  );
}

/** What showing or hiding a text's words in some order does to the answer's probability, on average over the reviews. */
export interface FaithfulOrder {
  name: AttributionMethod | 'random';
  /** Probability of the answer with each of the shares of words unknown, those first that speak most for it. */
  deletion: number[];
  /** The same with all but these words unknown. */
  insertion: number[];
  /** Mean heights of both: deletion should be low, insertion high. */
  deletionArea: number;
  insertionArea: number;
  /** How much further apart both areas are than in random order, with its 95% interval. */
  overRandom: { mean: number; interval: [number, number] };
  /** Shares of words whose removal moves the logit the way their sign says: all, and the strongest tenth of each text. */
  signs: { all: number; strongest: number } | null;
}

/** Whether attributions say what the network does. */
export interface Faithfulness {
  reviews: number;
  /** In a review, on average. */
  words: number;
  /** Of the words, at which the curves are measured. */
  shares: number[];
  /** Each method, and random order last. */
  orders: FaithfulOrder[];
  /** Spearman's rank correlation of two methods, on average. */
  agreement: { methods: [AttributionMethod, AttributionMethod]; correlation: number }[];
  /** The same of the sizes on this network and on one with random weights: near 0 when the method looks at the weights. */
  controls: { method: AttributionMethod; correlation: number }[];
  /**
   * The first of the methods than which none is better for certain, and the others of which that is so; none when none is
   * over random order for certain.
   */
  trusted: AttributionMethod[];
}
