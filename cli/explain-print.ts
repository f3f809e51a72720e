/** An explanation as lines for a user. */
import { median } from '../src/contract/math.ts';
import type { ExplainedToken, Explanation, PhraseSurplus, TracedLayer } from '../src/model/index.ts';
import { percent } from './print.ts';

interface More {
  layers?: readonly TracedLayer[];
  /** The largest first. */
  phrases?: readonly PhraseSurplus[];
}

/** Phrases that are shown. */
const mostPhrases = 5;

export function explanationLines(explanation: Explanation, { layers = [], phrases = [] }: More): string[] {
  const { classes, probability, tokens, logit, baselineLogit } = explanation;
  const best = probability.indexOf(Math.max(...probability));
  const shown = classes.length === 2 ? 1 : best;
  const width = Math.max(...tokens.map(({ token }) => token.length));
  const most = Math.max(...tokens.map(({ attribution }) => Math.abs(attribution)));
  return [
    `${percent(probability[best])} ${classes[best]}`,
    `${'word'.padEnd(width)}   adds to the logit of ${classes[shown]} | ${classes[shown]} if the text ended here`,
    ...tokens.map((token) => tokenLine(token, { width, most, shown })),
    `logit ${logit.toFixed(3)}, to begin with ${baselineLogit.toFixed(3)}; the words add up to the difference ` +
      `with an error of ${percent(explanation.completenessError)}`,
    ...phrases
      .slice(0, mostPhrases)
      .map(({ words, surplus }) => `“${words.join(' ')}” adds ${signed(surplus)} beyond its words`),
    ...layers.flatMap(layerLines),
  ];
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

function tokenLine(
  { token, known, attribution, running }: ExplainedToken,
  { width, most, shown }: { width: number; most: number; shown: number },
): string {
  const bar = (attribution < 0 ? '−' : '+').repeat(Math.round((12 * Math.abs(attribution)) / (most || 1)));
  return `${token.padEnd(width)} ${known ? ' ' : '?'} ${signed(attribution).padStart(8)} ${bar.padEnd(12)} ${percent(running[shown]).padStart(6)}`;
}

function layerLines({ name, units, directions }: TracedLayer): string[] {
  return directions.map(({ direction, halfLife }) => {
    const lives = halfLife.filter((life) => life !== null);
    const half = lives.length > 0 ? `half-life ${median(lives).toFixed(1)} words (median)` : 'no half-life';
    return `${name}, ${direction}: ${units} units, ${half}`;
  });
}

/** As JSON has it: a list of units for each word. */
export function layerJson({ directions, units, ...layer }: TracedLayer): object {
  const rows = (values: Float64Array) =>
    Array.from({ length: values.length / units }, (_, t) => [...values.subarray(t * units, (t + 1) * units)]);
  return {
    ...layer,
    units,
    directions: directions.map(({ gates, cellState, hiddenState, ...direction }) => ({
      ...direction,
      gates: Object.fromEntries(Object.entries(gates).map(([name, values]) => [name, rows(values)])),
      ...(cellState && { cellState: rows(cellState) }),
      hiddenState: rows(hiddenState),
    })),
  };
}
