/** The units of one direction of a layer: their numbers, their order, and what one of them does. */
import type { Gradients, Inside, TracedDirection, TracedLayer } from '../../../workers/protocol.ts';
import type { UnitGradients, UnitNumbers } from '../../i18n/equations.ts';
import { insideWords } from '../../i18n/inside.ts';

/** What is looked at. */
export interface View {
  layer: TracedLayer;
  direction: TracedDirection;
  words: number;
}

export type SortBy = keyof typeof insideWords.sorts;

/** Every layer in each of its directions. */
export function viewsOf({ layers, tokens }: Inside): View[] {
  return layers.flatMap((layer) =>
    layer.directions.map((direction) => ({ layer, direction, words: tokens.length })),
  );
}

/** Gates are from 0 to 1, states about 0. */
export const isGate = (part: string) => !part.endsWith('State') && part !== 'candidate';

/** [T·H] of a gate or state by its name. */
export function valuesOf({ direction }: View, part: string): Float64Array {
  if (part === 'hiddenState') return direction.hiddenState;
  return (part === 'cellState' ? direction.cellState : direction.gates[part]) ?? direction.hiddenState;
}

/** [T] of one unit. */
export function curveOf(view: View, part: string, unit: number): number[] {
  const values = valuesOf(view, part);
  return Array.from({ length: view.words }, (_, t) => values[t * view.layer.units + unit]);
}

/** The word that was read before one; −1: it is the first. */
function wordBefore({ direction, words }: View, word: number): number {
  if (direction.direction === 'forward') return word - 1;
  return word + 1 < words ? word + 1 : -1;
}

export function numbersAt(view: View, unit: number, word: number): UnitNumbers {
  const before = wordBefore(view, word);
  const numbers: UnitNumbers = {};
  for (const part of insideWords.parts(view.layer.cell)) {
    const curve = curveOf(view, part, unit);
    numbers[part] = curve[word];
    numbers[`${part}Before`] = before < 0 ? 0 : curve[before];
  }
  return numbers;
}

/** What comes back to one unit at one word. */
export function gradientsAt(found: Gradients, { layer }: View, unit: number, word: number): UnitGradients {
  const at = word * layer.units + unit;
  return {
    above: found.above[at],
    hiddenState: found.hiddenState[at],
    cellState: found.cellState?.[at] ?? 0,
    sums: Object.fromEntries(Object.entries(found.sums).map(([gate, values]) => [gate, values[at]])),
  };
}

/** How far the hidden state moves over the text. */
function changeOf(view: View, unit: number): number {
  const curve = curveOf(view, 'hiddenState', unit);
  return curve.reduce((sum, value, t) => sum + (t > 0 ? Math.abs(value - curve[t - 1]) : 0), 0);
}

/** Units in the order asked for, the most first. */
export function sortedUnits(view: View, by: SortBy): number[] {
  const { weight, halfLife } = view.direction;
  const scores = Array.from({ length: view.layer.units }, (_, unit) => {
    if (by === 'weight') return weight?.[unit] ?? 0;
    return by === 'halfLife' ? (halfLife[unit] ?? Number.POSITIVE_INFINITY) : changeOf(view, unit);
  });
  return scores.map((_, unit) => unit).sort((a, b) => compare(scores[b], scores[a]) || a - b);
}

const compare = (a: number, b: number) => (a === b ? 0 : a - b);

/** Words after which it is said how much is left. */
const farthest = 4;

/** Where a unit writes most, and how much of that is there some words later; null for a cell without gates. */
export function storyOf(view: View, unit: number, tokens: readonly { token: string }[]) {
  const { cell } = view.layer;
  if (cell === 'simple-rnn') return null;
  const [gate, keeping] = cell === 'lstm' ? ['input', 'forget'] : ['update', 'update'];
  const open = curveOf(view, gate, unit).map((value) => (cell === 'lstm' ? value : 1 - value));
  const kept = curveOf(view, keeping, unit);
  const written = curveOf(view, 'candidate', unit).map((value, t) => Math.abs(value * open[t]));
  const word = written.indexOf(Math.max(...written));
  const step = view.direction.direction === 'forward' ? 1 : -1;
  let [later, left] = [0, 1];
  for (let t = word + step; t >= 0 && t < view.words && later < farthest; t += step) {
    left *= kept[t];
    later++;
  }
  const opened = curveOf(view, gate, unit)[word];
  return { unit, word: tokens[word].token, gate: insideWords.nameOf(cell, gate), opened, later, kept: left };
}
