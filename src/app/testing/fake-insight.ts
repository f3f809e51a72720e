/** A made-up look inside a network: a forward and a backward layer whose first unit follows the words' tone. Never shipped. */
import type { Request, Response } from '../../contract/commands.ts';
import type {
  Attributed,
  AttributionMethod,
  Change,
  ChangeMeasured,
  Command,
  Explanation,
  Faithfulness,
  FaithfulOrder,
  Gradients,
  Inside,
  Phrases,
  TracedDirection,
} from '../../workers/protocol.ts';
import { fakePrediction } from './fake-answers.ts';

const units = 6;

/** Its answer for each beginning of the text. */
function runningOf(tokens: readonly { token: string }[]): number[][] {
  return tokens.map((_, last) => {
    const beginning = tokens.slice(0, last + 1).map(({ token }) => token);
    return [...fakePrediction(beginning.join(' ')).probabilities];
  });
}

const logitOf = ([, second]: readonly number[]) => Math.log(second / (1 - second));

function readOf(text: string) {
  const { tokens, probabilities, classNames } = fakePrediction(text);
  const used = tokens.filter((token) => token.used);
  return { used, running: runningOf(used), probability: [...probabilities], classes: classNames };
}

function fakeExplanation(text: string): Explanation {
  const { used, running, probability, classes } = readOf(text);
  const logits = [0.2, ...running.map(logitOf)];
  return {
    ...{ text, classes, probability },
    tokens: used.map(({ token, known }, t) => ({
      ...{ token, known },
      attribution: logits[t + 1] - logits[t],
      running: running[t],
    })),
    baselineLogit: 0.2,
    logit: logits[used.length],
    completenessError: 0.002,
  };
}

/** By occlusion words add half as much again. */
function fakeAttributed(text: string, method: AttributionMethod): Attributed {
  const { tokens, baselineLogit, logit, completenessError } = fakeExplanation(text);
  const scale = method === 'occlusion' ? 1.5 : 1;
  const values = tokens.map(({ attribution }) => scale * attribution);
  return { ...{ text, method, values, baselineLogit, logit, completenessError } };
}

/** What two words add beyond each is against what they add together. */
function fakePhrases(text: string): Phrases {
  const { tokens } = fakeExplanation(text);
  const phrases = tokens.slice(1).map(({ token, attribution }, start) => ({
    words: [tokens[start].token, token],
    ...{ start, surplus: -(tokens[start].attribution + attribution) / 2 },
  }));
  return { text, phrases: phrases.sort((a, b) => Math.abs(b.surplus) - Math.abs(a.surplus)) };
}

function directionOf(running: readonly number[][], direction: TracedDirection['direction']): TracedDirection {
  const table = (value: (t: number, unit: number) => number) =>
    Float64Array.from({ length: running.length * units }, (_, i) => value(Math.floor(i / units), i % units));
  const tone = (t: number, unit: number) => (2 * running[t][1] - 1) / (unit + 1);
  return {
    direction,
    gates: {
      input: table((t, unit) => 0.2 + 0.6 * Math.abs(tone(t, unit))),
      forget: table((t, unit) => 0.5 + 0.4 / (t + unit + 1)),
      candidate: table(tone),
      output: table((_, unit) => 0.9 - 0.1 * unit),
    },
    cellState: table((t, unit) => 1.5 * tone(t, unit)),
    hiddenState: table((t, unit) => Math.tanh(tone(t, unit))),
    halfLife: Array.from({ length: units }, (_, unit) => (unit === 2 ? null : unit + 1)),
    weight: Array.from({ length: units }, (_, unit) => 1 / (unit + 1)),
  };
}

const fakeChangeMeasured: ChangeMeasured = {
  before: 0.901,
  after: 0.847,
  rows: 298,
  all: 298,
  interval: [-0.09, -0.018],
};

/** With a change nothing is understood any more. */
export function fakeInside(text: string, change: Change | null): Inside {
  const { used, classes, ...read } = readOf(text);
  const running = change ? used.map(() => [0.5, 0.5]) : read.running;
  return {
    ...{ text, classes, running },
    tokens: used.map(({ token, known }) => ({ token, known })),
    layers: [
      {
        ...{ name: 'lstm_0', cell: 'lstm', units },
        directions: [directionOf(running, 'forward'), directionOf(running, 'backward')],
      },
    ],
    ...{ logit: 0.1 + 0.5 * used.length, bias: 0.1 },
    pooled: [
      { mode: 'mean', adds: used.map(() => 0.25), units: null },
      { mode: 'max', adds: used.map(() => 0.25), units: used.map((_, t) => t) },
    ],
  };
}

/** From above comes a tenth to each unit of a word; what comes from the step after is as much again. */
function fakeGradients({ text, layer, direction }: Request<'gradients'>): Gradients {
  const { used } = readOf(text);
  const table = (value: number) => new Float64Array(used.length * units).fill(value);
  return {
    ...{ text, layer, direction },
    above: table(0.1),
    hiddenState: table(0.2),
    cellState: table(0.3),
    sums: Object.fromEntries(['input', 'forget', 'candidate', 'output'].map((name) => [name, table(0.04)])),
  };
}

const shares = Array.from({ length: 11 }, (_, i) => i / 10);

function fakeOrder(name: FaithfulOrder['name'], speed: number): FaithfulOrder {
  const deletion = shares.map((share) => 0.9 - 0.4 * share ** speed);
  const insertion = shares.map((share) => 0.5 + 0.4 * share ** speed);
  const mean = name === 'random' ? 0 : 0.4;
  return {
    ...{ name, deletion, insertion, deletionArea: 0.5, insertionArea: 0.8 },
    overRandom: { mean, interval: [mean - 0.02, mean + 0.02] },
    signs: name === 'random' ? null : { all: 0.9, strongest: 0.99 },
  };
}

/** All methods are as good. */
function fakeFaithfulness(reviews: number): Faithfulness {
  const methods = ['integrated-gradients', 'occlusion', 'lrp'] as const;
  return {
    ...{ reviews, words: 12.9, shares },
    orders: [...methods.map((method) => fakeOrder(method, 0.3)), fakeOrder('random', 1)],
    agreement: [{ methods: ['integrated-gradients', 'occlusion'], correlation: 0.98 }],
    controls: methods.map((method) => ({ method, correlation: 0.1 })),
    trusted: [...methods],
  };
}

const names = [
  'explain',
  'trace',
  'attribute',
  'phrases',
  'gradients',
  'measure-changes',
  'measure-faithfulness',
] as const;
export type InsightCommand = Extract<Command, { name: (typeof names)[number] }>;

export const isInsightCommand = (command: Command): command is InsightCommand =>
  names.some((name) => name === command.name);

export function insightAnswer(command: InsightCommand): Response<InsightCommand['name']> {
  switch (command.name) {
    case 'explain':
      return fakeExplanation(command.request.text);
    case 'trace':
      return fakeInside(command.request.text, command.request.change);
    case 'attribute':
      return fakeAttributed(command.request.text, command.request.method);
    case 'phrases':
      return fakePhrases(command.request.text);
    case 'gradients':
      return fakeGradients(command.request);
    case 'measure-changes':
      return command.request.changes.map(() => fakeChangeMeasured);
    case 'measure-faithfulness':
      return fakeFaithfulness(command.request.reviews);
  }
}
