/** What a made-up network does in made-up data. Never shipped. */
import type {
  Command,
  CommandName,
  SameUnits,
  SameUnitsQuery,
  UnitPlace,
  UnitPlaces,
  UnitQuery,
  WorkerEvent,
} from '../../workers/protocol.ts';

const commandNames = ['unit-places', 'same-units'] as const satisfies readonly CommandName[];
type DataInsightCommand = Extract<Command, { name: (typeof commandNames)[number] }>;
type Answer = Extract<WorkerEvent, { type: 'answer' }>['response'];

export const isDataInsightCommand = (command: Command): command is DataInsightCommand =>
  commandNames.some((name) => name === command.name);

/** Of twenty, three are negative. */
function placesOf(value: (i: number) => number): UnitPlaces {
  const places = Array.from({ length: 20 }, (_, i): UnitPlace => {
    const around = ['we', 'had', i % 2 ? 'great' : 'good', 'food', 'on', 'day', String(i)];
    const text = around.join(' ');
    return {
      ...{ row: 7 * i, text, around, word: 2, start: 2, end: 3 },
      class: i % 7 === 3 ? 0 : 1,
      value: value(i),
    };
  });
  return { classes: ['negative', 'positive'], places, looked: [1500, 1500], reviews: 50_000 };
}

function fakeUnitPlaces({ end }: UnitQuery): UnitPlaces {
  return placesOf((i) => (end === 'highest' ? 0.99 - 0.01 * i : -0.9 + 0.01 * i));
}

/** No unit is on at four words or more. */
function fakeSameUnits({ words }: SameUnitsQuery): SameUnits {
  const found = placesOf(() => 2);
  if (words.length > 3) return { ...found, places: [], units: [], isOff: null };
  const units: SameUnits['units'] = [
    { unit: 2, end: 'highest' },
    { unit: 4, end: 'lowest' },
  ];
  return { ...found, units, isOff: words.length === 1 ? 'elsewhere' : 'before' };
}

export function fakeDataInsight(command: DataInsightCommand): Answer {
  switch (command.name) {
    case 'unit-places':
      return fakeUnitPlaces(command.request.query);
    case 'same-units':
      return fakeSameUnits(command.request.query);
  }
}
