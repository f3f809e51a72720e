import { quantile } from '../../contract/math.ts';
import type { DatasetSummary, Part } from '../../contract/dataset.ts';
import { classCountsOf, type Dataset } from './dataset.ts';
import { shorten } from './shorten.ts';
import { bytesReader } from './text-column.ts';
import { decideAutomatic, decideRule } from './decide-tokenization.ts';
import { tokenCounter, type TokenizeOptions } from './tokenize.ts';
import type { TokenRule } from '../../contract/settings.ts';

/** Rows that are shown, taken in turn from each class. */
const exampleCount = 6;
const mostExamples = 12;
const exampleUnits = 300;
/** Of more rows than this, evenly spaced ones are measured: a summary must not take seconds. */
const mostMeasured = 60_000;
/** A segmenter takes a hundred times as long. */
const mostSegmented = 2_000;

/** What a user is told about a dataset. */
export function summarize(dataset: Dataset): DatasetSummary {
  const decision = decideAutomatic(dataset.texts);
  const tokenization = decision.rule;
  const lengths = measureLengths(dataset, { tokenization, punctuation: false });
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
    tokenization: decision,
    medianLength: quantile(lengths, 0.5),
    ...p95Lengths(dataset, tokenization),
    lengthsByKind: lengthsByKind(dataset),
    examples: pickExamples(dataset),
  };
}

function p95Lengths(dataset: Dataset, tokenization: TokenRule) {
  const p95 = (punctuation: boolean) =>
    quantile(measureLengths(dataset, { tokenization, punctuation }), 0.95);
  return { p95Length: p95(false), p95WithPunctuation: p95(true) };
}

function lengthsByKind(dataset: Dataset): DatasetSummary['lengthsByKind'] {
  return {
    words: p95Lengths(dataset, 'words'),
    characters: p95Lengths(dataset, 'characters'),
    segmenter: p95Lengths(dataset, decideRule('segmenter', dataset.texts).rule),
  };
}

/** Tokens of each review that is measured, ascending. */
function measureLengths({ texts }: Dataset, options: Omit<TokenizeOptions, 'lowercase'>): Int32Array {
  const most = options.tokenization?.startsWith('segmenter') ? mostSegmented : mostMeasured;
  const step = Math.ceil(texts.length / most);
  const lengths = new Int32Array(step === 0 ? 0 : Math.ceil(texts.length / step));
  const bytesOf = bytesReader(texts);
  const count = tokenCounter(options);
  lengths.forEach((_, i) => (lengths[i] = count(bytesOf(i * step))));
  return lengths.sort();
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
