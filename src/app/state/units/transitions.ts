/** How the state of the units changes: it comes with their actions, and not with the first paint as the slice does. */
import type { TracedLayer } from '../../../contract/insight.ts';
import type { UnitPlace, UnitQuery } from '../../../contract/insight-units.ts';
import type { UnitLayer, UnitsState } from './slice.ts';

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
