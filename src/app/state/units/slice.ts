/** Where else in the data units of the loaded network are strong. */
import type { Cell } from '../../../contract/settings.ts';
import type { TracedLayer } from '../../../contract/insight.ts';
import type {
  SameUnits,
  SameUnitsQuery,
  UnitOfNetwork,
  UnitPlace,
  UnitPlaces,
  UnitQuery,
} from '../../../contract/insight-units.ts';
import { idleInquiry, type Inquiry } from '../inquiry/slice.ts';

/** One direction of a layer, whose units can be chosen. */
export interface UnitLayer extends Omit<UnitOfNetwork, 'unit'> {
  /** Place of the layer among the layers. */
  index: number;
  cell: Cell;
  units: number;
  isAlone: boolean;
}

/** What was asked for, with what was found. */
export type UnitSearch =
  | { kind: 'unit'; query: UnitQuery; found: UnitPlaces }
  | { kind: 'words'; query: SameUnitsQuery; tokens: readonly string[]; found: SameUnits };

/** A place that was opened in the microscope. */
export interface OpenedPlace extends UnitOfNetwork {
  text: string;
  word: number;
  /** Told apart from the same place opened before. */
  serial: number;
}

export interface UnitsState extends Inquiry<UnitSearch> {
  /** Of the network that was traced last. */
  layers: readonly UnitLayer[];
  /** Null before the first layer is known. */
  chosen: UnitQuery | null;
  /** Words of the current text that are chosen, among those that the network reads. */
  words: readonly number[];
  opened: OpenedPlace | null;
}

export const idleUnits: UnitsState = { ...idleInquiry, layers: [], chosen: null, words: [], opened: null };

function layersOf(traced: readonly TracedLayer[]): UnitLayer[] {
  return traced.flatMap(({ name, cell, units, directions }, index) =>
    directions.map(({ direction }) => ({
      ...{ layer: name, direction, index, cell, units },
      isAlone: directions.length === 1,
    })),
  );
}

/** The layers of the network that is traced; another network begins anew. */
export function withLayers(state: UnitsState, traced: readonly TracedLayer[]): UnitsState {
  if (state.layers.length > 0) return state;
  const layers = layersOf(traced);
  const { layer, direction } = layers[layers.length - 1];
  const chosen: UnitQuery = { layer, direction, unit: 0, part: 'hiddenState', end: 'highest' };
  return { ...state, layers, chosen: state.chosen ?? chosen };
}

/** Chooses a word of the text, or no longer. */
export function withWord(state: UnitsState, word: number): UnitsState {
  const has = state.words.includes(word);
  const words = has ? state.words.filter((one) => one !== word) : [...state.words, word];
  return { ...state, words: words.toSorted((a, b) => a - b) };
}

/** Opens a place in the microscope, at the unit that was looked for; for words, at the first of those that are on. */
export function withOpened(state: UnitsState, { text, word }: UnitPlace): UnitsState {
  const { chosen, found, opened } = state;
  if (!chosen) return state;
  const [on] = found?.kind === 'words' ? found.found.units : [];
  const { layer, direction, unit } = found?.query && 'unit' in found.query ? found.query : chosen;
  const serial = (opened?.serial ?? 0) + 1;
  return { ...state, opened: { layer, direction, unit: on?.unit ?? unit, text, word, serial } };
}
