/** The words of the search for places at which units are strong; they come after the first paint, in English. */
import { count, list, percent } from './format.ts';
import { plural, quoted, reviews } from './phrases.ts';

const decimal = (value: number) => `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;

export const unitsWords = {
  title: 'Where else does this unit fire?',
  lead: 'The places in your data at which a gate or state of a unit is strongest, in at most twenty reviews.',
  waiting: 'Train a network or load one, then write a review above: its units can be looked for here.',
  busy: 'When training has ended, the units of the network can be looked for here.',
  empty:
    'Write a review in “Inside the network” above: the layers and units of the network are then listed here.',
  layer: 'Layer and direction of the unit',
  unit: 'Unit to look for',
  part: 'Its gate or state',
  end: 'Looked for',
  ends: { highest: 'highest values', lowest: 'lowest values' },
  find: 'Find the strongest places',
  follow: (unit: number) => `Where else does unit ${unit + 1} fire?`,
  searching: (share: number | null) =>
    share === null
      ? 'The network reads the data …'
      : `The network reads the data: ${percent(share)}. The next search is answered at once.`,
  searchLabel: 'Search for places',
  same: {
    title: 'The same units',
    lead: 'Choose words of the text. The units that are on at all of them, and nowhere else in it, are looked for in the data. On: the hidden state is a standard deviation or more from its mean.',
    words: 'Words to look for',
    find: 'Find where the same units are on',
    noWords: 'Write a review in “Inside the network” above to choose words of it.',
  },
  result: {
    unit: (part: string, unit: number, end: 'highest' | 'lowest') =>
      `${part} of unit ${unit + 1}: ${end} values`,
    words: (tokens: readonly string[]) => `Units that are on at ${quoted(tokens.join(' … '))}`,
    units: (units: readonly { unit: number; end: 'highest' | 'lowest' }[], isOff: 'elsewhere' | 'before') => {
      const names = units.map(({ unit, end }) => `${unit + 1}${end === 'highest' ? '' : ' (low)'}`);
      const where =
        isOff === 'elsewhere'
          ? 'on at these words and nowhere else in the text'
          : 'on at these words and off at the word that is read before; none is off at all others';
      return `${units.length === 1 ? 'Unit' : 'Units'} ${list(names)}: ${where}.`;
    },
    noUnits: 'No unit is on at all of these words. Choose fewer, or others.',
    noPlaces: 'No review was found.',
    share: (name: string, there: number, places: number, before: number) =>
      `${count(there)} of these ${plural(places, 'review is', 'reviews are')} ${name} (${percent(there / places)}); of the reviews looked at, ${percent(before)} are.`,
    looked: (looked: number, all: number) =>
      looked === all
        ? `All ${reviews(all)} were looked at.`
        : `${count(looked)} of ${reviews(all)} were looked at, evenly over the data.`,
    bars: { there: 'These places', data: 'All looked at' },
    bar: (name: string, shares: readonly string[]) => `${name}: ${list([...shares])}`,
    shareOf: (name: string, share: number) => `${percent(share)} ${name}`,
    places: 'Strongest places',
    open: 'Press a place to open its review in “Inside the network”.',
    value: decimal,
    on: (on: number, units: number) => `${on} of ${plural(units, 'unit', 'units')} on`,
    row: (row: number) => `review ${count(row + 1)}`,
    before: '… ',
  },
};
