/** What a made-up network does in made-up data. Never shipped. */
import type {
  Command,
  CommandName,
  Line,
  NearWords,
  SameUnits,
  SameUnitsQuery,
  UnitPlace,
  UnitPlaces,
  UnitQuery,
  WordReport,
  WorkerEvent,
} from '../../workers/protocol.ts';
import { fakePrediction } from './fake-answers.ts';

const commandNames = [
  'unit-places',
  'same-units',
  'line',
  'near-words',
  'word-report',
] as const satisfies readonly CommandName[];
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

/** Two clouds on the line; the text is where its answer is. */
function fakeLine(text: string): Line {
  const { tokens, classNames } = fakePrediction(text);
  const used = tokens.filter(({ used: isUsed }) => isUsed);
  const classes = Uint8Array.from({ length: 200 }, (_, i) => i % 2);
  return {
    ...{ text, classes: classNames, between: [0, 1] },
    states: {
      x: Float64Array.from(classes, (id, i) => (id ? 2 : -2) + Math.sin(Math.floor(i / 4))),
      y: Float64Array.from(classes, (_id, i) => Math.cos(i)),
      classes,
      isLast: Uint8Array.from(classes, (_id, i) => Math.floor(i / 2) % 2),
    },
    reviews: { looked: 100, all: 1_000 },
    shares: { readout: 0.91, first: 0.93 },
    angle: 12,
    walk: used.map(({ token }, word) => {
      const beginning = used.slice(0, word + 1).map((one) => one.token);
      const [, second] = fakePrediction(beginning.join(' ')).probabilities;
      return { word, token, x: Math.log(second / (1 - second)), y: 0.1 * word };
    }),
  };
}

function fakeNear(word: string): NearWords {
  if (word === 'qwertz') return { word, near: null };
  return {
    word,
    near: Array.from({ length: 12 }, (_, i) => ({ word: `${word}-${i + 1}`, cosine: 0.95 - 0.05 * (i + 1) })),
  };
}

const fakeReport: WordReport = {
  classes: ['negative', 'positive'],
  map: [
    { word: 'great', class: 1, weight: 2.1, x: 2, y: 0.5 },
    { word: 'awful', class: 0, weight: -1.9, x: -2, y: 0.6 },
    { word: 'good', class: 1, weight: 1.4, x: 1.6, y: -0.4 },
    { word: 'bad', class: 0, weight: -1.2, x: -1.8, y: -0.5 },
  ],
  shares: [0.62, 0.11],
  compared: [
    { word: 'not', count: 12, attribution: -1.2, weight: 0.1, difference: -1.3 },
    { word: 'great', count: 30, attribution: 1.9, weight: 2.1, difference: 0.2 },
  ],
  reviews: { looked: 40, all: 100 },
  agreement: 0.71,
};

export function fakeDataInsight(command: DataInsightCommand): Answer {
  switch (command.name) {
    case 'unit-places':
      return fakeUnitPlaces(command.request.query);
    case 'same-units':
      return fakeSameUnits(command.request.query);
    case 'line':
      return fakeLine(command.request.text);
    case 'near-words':
      return fakeNear(command.request.word);
    case 'word-report':
      return fakeReport;
  }
}
