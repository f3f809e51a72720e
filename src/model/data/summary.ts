import { quantile } from '../../contract/math.ts';
import type { DatasetSummary, Part } from '../../contract/dataset.ts';
import { classCountsOf, type Dataset } from './dataset.ts';
import { shorten } from './shorten.ts';
import { bytesReader } from './text-column.ts';
import { isEnglish } from './english.ts';
import { decideAutomatic, decideRule } from './decide-tokenization.ts';
import { tokenCounter } from './tokenize.ts';
import type { TokenRule } from '../../contract/settings.ts';

/** Rows that are shown, taken in turn from each class. */
const exampleCount = 6;
const mostExamples = 12;
const exampleUnits = 300;
/** Of more rows than this, evenly spaced ones are measured: a summary must not take seconds. */
const mostMeasured = 60_000;
/** For rules that nobody may choose, and for segmenters, which take ten to twenty times as long. */
const mostForOthers = 2_000;

/** What a user is told about a dataset. */
export function summarize(dataset: Dataset): DatasetSummary {
  const tokenization = decideAutomatic(dataset.texts);
  return {
    name: dataset.name,
    rowsRead: dataset.rowsRead,
    rowsUsed: dataset.texts.length,
    excluded: dataset.excluded,
    provided: countParts(dataset.provided),
    corrections: dataset.origin.corrections.size,
    fingerprint: dataset.fingerprint,
    classCounts: classCountsOf(dataset),
    classNames: dataset.classNames,
    classLabels: dataset.classLabels,
    tokenization,
    isEnglish: isEnglish(dataset.texts),
    ...lengthsOf(dataset, tokenization.rule),
    examples: pickExamples(dataset),
  };
}

interface Lengths {
  medianLength: number;
  p95Length: number;
  p95WithPunctuation: number;
}

/** Under the rule that *automatic* comes to, and under each that a user may choose; no rule is measured twice. */
function lengthsOf(dataset: Dataset, automatic: TokenRule) {
  const known = new Map<TokenRule, Lengths>();
  const of = (rule: TokenRule, mostRows: number): Lengths => {
    const lengths = known.get(rule) ?? measureLengths(dataset, rule, mostRows);
    known.set(rule, lengths);
    return lengths;
  };
  const own = of(automatic, automatic.startsWith('segmenter') ? mostForOthers : mostMeasured);
  return {
    ...own,
    lengthsByKind: {
      words: of('words', mostForOthers),
      characters: of('characters', mostForOthers),
      segmenter: of(decideRule('segmenter', dataset.texts).rule, mostForOthers),
    },
  };
}

/** Tokens a review, of as many rows as are to be measured. */
function measureLengths({ texts }: Dataset, tokenization: TokenRule, mostRows: number): Lengths {
  const step = Math.ceil(texts.length / mostRows);
  const bytesOf = bytesReader(texts);
  const [plain, withPunctuation] = [false, true].map((punctuation) => {
    const lengths = new Int32Array(step === 0 ? 0 : Math.ceil(texts.length / step));
    const count = tokenCounter({ tokenization, punctuation });
    lengths.forEach((_, i) => (lengths[i] = count(bytesOf(i * step))));
    return lengths.sort();
  });
  return {
    medianLength: quantile(plain, 0.5),
    p95Length: quantile(plain, 0.95),
    p95WithPunctuation: quantile(withPunctuation, 0.95),
  };
}

function countParts(provided: Dataset['provided']): Record<Part, number> | null {
  if (!provided) return null;
  const counts = { train: 0, validation: 0, test: 0 };
  for (const part of provided) if (part) counts[part]++;
  return counts;
}

/** From the last class to the first, and again. */
function pickExamples({ texts, classes, classNames }: Dataset): DatasetSummary['examples'] {
  const chosen: DatasetSummary['examples'] = [];
  const next = classNames.map(() => 0);
  const count = Math.max(exampleCount, Math.min(classNames.length, mostExamples));
  while (chosen.length < count) {
    const wanted = classNames.length - 1 - (chosen.length % classNames.length);
    const row = classes.indexOf(wanted, next[wanted]);
    if (row < 0) break;
    next[wanted] = row + 1;
    chosen.push({ text: shorten(texts.get(row), exampleUnits), class: wanted });
  }
  return chosen;
}
