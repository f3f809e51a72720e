/** The words of the look inside the network: running verdict and gates; they come after the first paint, in English. */
import type { ChangeMeasured } from '../../insight.ts';
import type { Cell } from '../../settings.ts';
import { count, percent } from './format.ts';
import { plural, quoted, reviewsOf } from './phrases.ts';

/** As docs/lstm.md has them: a gate's or state's name and its letter. */
const names: Record<Cell, Record<string, { name: string; letter: string }>> = {
  lstm: {
    input: { name: 'input gate', letter: 'i' },
    forget: { name: 'forget gate', letter: 'f' },
    candidate: { name: 'candidate', letter: 'c̃' },
    output: { name: 'output gate', letter: 'o' },
    cellState: { name: 'cell state', letter: 'c' },
    hiddenState: { name: 'hidden state', letter: 'h' },
  },
  gru: {
    update: { name: 'update gate', letter: 'z' },
    reset: { name: 'reset gate', letter: 'r' },
    candidate: { name: 'candidate', letter: 'h̃' },
    hiddenState: { name: 'hidden state', letter: 'h' },
  },
  'simple-rnn': { hiddenState: { name: 'hidden state', letter: 'h' } },
};

/** With a true minus: “−0.52”. */
export const decimal = (value: number) => {
  const digits = Number.isFinite(value) ? Math.abs(value).toFixed(2) : '∞';
  return value < 0 && digits !== '0.00' ? `−${digits}` : digits;
};
/** What a unit does over a text, in one sentence. */
interface Story {
  unit: number;
  /** Where it writes most, and how far its gate for that is open there. */
  word: string;
  gate: string;
  opened: number;
  /** Words that were read after that, and the share of what was written that is still there. */
  later: number;
  kept: number;
}

export const insideWords = {
  title: 'Inside the network',
  lead: 'What it answers after each word, and what its gates do there.',
  waiting: 'Train a network or load one, then write a review: its gates are shown here.',
  busy: 'When training has ended, the gates of the network are shown here.',
  label: 'The text to look at',
  empty: 'Write a review above.',
  cut: (read: number, all: number, isStart: boolean) =>
    `Of its ${plural(all, 'word', 'words')} the network reads the ${isStart ? 'first' : 'last'} ${count(read)}, up to the length limit.`,
  loading: 'The network is traced …',
  /** Of the words that the network reads, so many it does not know. */
  unknown: (unknown: number, read: number) =>
    unknown < read
      ? `The network does not know ${count(unknown)} of these ${count(read)} words (dotted): it sees only that something stands there.`
      : `${
          read === 1
            ? 'The network does not know this word: all that it sees is “unknown”.'
            : `The network knows none of these words: all that it sees is “unknown”, ${count(read)} times.`
        } Its answer comes from what it learned of unknown words in training, and from how many stand here: any other ${plural(read, 'unknown word', 'unknown words')} would have the same answer.`,
  verdict: (name: string) => `Probability of ${name} if the text ended after each word`,
  forwards: 'Every layer reads forwards, so that this is what the network has understood so far.',
  bothWays:
    'The network also reads backwards from the end, so that each beginning of the text was read anew, as if it ended there.',
  words: 'Words of the text',
  wordAt: (token: string, isKnown: boolean, name: string, probability: number) =>
    `${token}${isKnown ? '' : ' (unknown)'}: ${name} ${percent(probability)} if the text ended here`,
  keys: 'Arrow keys step through the words.',
  play: 'Play',
  stop: 'Stop playing',
  pace: 'Speed',
  paces: { slow: 'slow', normal: 'normal', fast: 'fast' },
  change: (token: string, name: string, before: number | null, after: number) =>
    before === null
      ? `After ${quoted(token)} the probability of ${name} is ${percent(after)}.`
      : `${quoted(token)} moves the probability of ${name} from ${percent(before)} to ${percent(after)}.`,
  layer: 'Layer and direction',
  layerName: (index: number, direction: 'forward' | 'backward', isAlone: boolean) =>
    `Layer ${index + 1}${isAlone ? '' : direction === 'forward' ? ', forwards' : ', backwards'}`,
  sort: 'Units by',
  sorts: {
    weight: 'weight in the answer',
    halfLife: 'how long they remember',
    change: 'change over the text',
  },
  unit: 'Unit',
  unitName: (unit: number) => `Unit ${unit + 1}`,
  halfLife: (words: number | null) =>
    words === null
      ? 'It forgets nothing here.'
      : `Half of what it holds is gone after ${words < 10 ? words.toFixed(1) : Math.round(words)} words (its half-life).`,
  story: ({ unit, word, gate, opened, later, kept }: Story) =>
    later === 0
      ? `Unit ${unit + 1} writes most at ${quoted(word)}, the last word that it reads (${gate} ${decimal(opened)}).`
      : `Unit ${unit + 1} writes most at ${quoted(word)} (${gate} ${decimal(opened)}) and still holds ${percent(kept)} of it ${plural(later, 'word', 'words')} later.`,
  nameOf: (cell: Cell, part: string) => names[cell][part].name,
  letterOf: (cell: Cell, part: string) => names[cell][part].letter,
  parts: (cell: Cell) => Object.keys(names[cell]),
  /** What is shown of a unit first: the gates, and what they work on. */
  firstParts: (cell: Cell) =>
    cell === 'lstm' ? ['input', 'forget', 'output', 'cellState'] : Object.keys(names[cell]),
  curves: (unit: number) => `Gates and states of unit ${unit + 1} over the words`,
  curve: (name: string, token: string, value: number) => `${name}, ${decimal(value)} at ${quoted(token)}`,
  deeper: 'The equations',
  whatIf: {
    title: 'What if',
    lead: 'Put a gate where it stays, or shut a unit: the probabilities above change at once. The trained network stays as it is.',
    gates: { forget: 'Forget gates', input: 'Input gates' },
    clamps: { trained: 'as trained', open: 'always open', shut: 'always shut' },
    shut: (unit: number) => `Shut unit ${unit + 1}`,
    isShut: (unit: number) => `Unit ${unit + 1} is shut.`,
    isDirectionShut: 'All units of one direction are shut.',
    reset: 'As trained',
    outcome: (name: string, changed: number, trained: number) =>
      `Changed: ${name} ${percent(changed)} for the whole text instead of ${percent(trained)}.`,
    measure: 'Measure on validation reviews',
    measuring: 'The changed network reads the validation reviews …',
    measured: ({ after, before, rows, all }: ChangeMeasured) =>
      `Changed, it is right on ${percent(after)} of ${reviewsOf(rows, all)} that it was validated on, instead of ${percent(before)}.`,
  },
  all: 'All units',
  part: 'Gate or state',
  heatMap: (name: string, units: number, words: number) => `${name}: ${units} units by ${words} words`,
  strongest: (name: string, unit: number, token: string, value: number) =>
    `The furthest from 0 is unit ${unit + 1} at ${quoted(token)}: ${name} ${decimal(value)}. Press on the picture to choose a unit and a word.`,
  scale: { low: '−', middle: '0', high: '+' },
  numbers: 'The same as numbers',
  wordColumn: 'Word',
  value: decimal,
  scroll: 'Scroll through the words',
};
