/** A made-up look inside a network: a forward and a backward layer whose first unit follows the words' tone. Never shipped. */
import type { Change, ChangeMeasured, Explanation, Inside, TracedDirection } from '../../workers/protocol.ts';
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

export function fakeExplanation(text: string): Explanation {
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

export const fakeChangeMeasured: ChangeMeasured = { before: 0.901, after: 0.847, rows: 298 };

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
  };
}
