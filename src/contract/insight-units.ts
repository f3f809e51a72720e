/** Where in the loaded data units of a network say most. */

/** One unit of a direction of a layer. */
export interface UnitOfNetwork {
  layer: string;
  direction: 'forward' | 'backward';
  unit: number;
}

/** The end of a gate's or state's range that is looked for. */
export const unitEnds = ['highest', 'lowest'] as const;
export type UnitEnd = (typeof unitEnds)[number];

/** What of a unit is looked for: a gate by its name, `cellState` or `hiddenState`. */
export interface UnitQuery extends UnitOfNetwork {
  part: string;
  end: UnitEnd;
}

/** Words of a text, in a direction of a layer: where else are the same units on? */
export interface SameUnitsQuery extends Omit<UnitOfNetwork, 'unit'> {
  text: string;
  /** Places among the words that the network reads. */
  words: number[];
}

/** A place in a review. */
export interface UnitPlace {
  /** Of the loaded data, from 0. */
  row: number;
  text: string;
  class: number;
  /** Some of the text's words; `start` to `end`, not included, are the place. */
  around: string[];
  start: number;
  end: number;
  /** The place's first word among those that the network reads. */
  word: number;
  /** The gate or state there, or how many units are on. */
  value: number;
}

/** The strongest places, at most one in a review. */
export interface UnitPlaces {
  classes: readonly string[];
  places: UnitPlace[];
  /** [K] Reviews of each class that were looked at. */
  looked: number[];
  /** Reviews of the data: where there are too many, some were looked at, evenly over the data. */
  reviews: number;
}

/** A unit that is on, and at which end. */
export interface UnitOn {
  unit: number;
  end: UnitEnd;
}

export interface SameUnits extends UnitPlaces {
  /** Those that are on at all the chosen words, the surest first. */
  units: UnitOn[];
  /** Where they are off: at all other words of the text, or at least at the word that is read before; null: no unit is. */
  isOff: 'elsewhere' | 'before' | null;
}
