/** An explanation as lines for a user. */
import { median } from '../src/contract/math.ts';
import type { ExplainedToken, Explanation, PhraseSurplus, TracedLayer } from '../src/model/index.ts';
import { percent, signed, t } from './language.ts';

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
    t.explain.answer(probability[best], classes[best]),
    `${t.explain.word.padEnd(width)}   ${t.explain.columns(classes[shown])}`,
    ...tokens.map((token) => tokenLine(token, { width, most, shown })),
    t.explain.logit(logit, baselineLogit, explanation.completenessError),
    ...phrases.slice(0, mostPhrases).map(({ words, surplus }) => t.explain.phrase(words.join(' '), surplus)),
    ...layers.flatMap(layerLines),
  ];
}

function tokenLine(
  { token, known, attribution, running }: ExplainedToken,
  { width, most, shown }: { width: number; most: number; shown: number },
): string {
  const bar = (attribution < 0 ? '−' : '+').repeat(Math.round((12 * Math.abs(attribution)) / (most || 1)));
  return `${token.padEnd(width)} ${known ? ' ' : '?'} ${signed(attribution, 3).padStart(8)} ${bar.padEnd(12)} ${percent(running[shown]).padStart(6)}`;
}

function layerLines({ name, units, directions }: TracedLayer): string[] {
  return directions.map(({ direction, halfLife }) => {
    const lives = halfLife.filter((life) => life !== null);
    return t.explain.layer(name, direction, units, lives.length > 0 ? median(lives) : null);
  });
}

/** As JSON has it: a list of units for each word. */
export function layerJson({ directions, units, ...layer }: TracedLayer): object {
  const rows = (values: Float64Array) =>
    Array.from({ length: values.length / units }, (_, step) => [
      ...values.subarray(step * units, (step + 1) * units),
    ]);
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
