import { quantile } from '../../contract/math.ts';
import type { ClassId, DatasetSummary, Part } from '../../contract/dataset.ts';
import type { Dataset } from './dataset.ts';
import { shorten } from './shorten.ts';
import { bytesReader } from './text-column.ts';
import { tokenCounter } from './tokenize.ts';

/** Rows that are shown, taken in turn from both classes. */
const exampleCount = 6;
const exampleUnits = 300;
/** Of more rows than this, evenly spaced ones are measured: a summary must not take seconds. */
const mostMeasured = 60_000;

/** What a user is told about a dataset. */
export function summarize(dataset: Dataset): DatasetSummary {
  const lengths = measureLengths(dataset, false);
  const positive = dataset.classes.reduce((sum, value) => sum + value, 0);
  return {
    name: dataset.name,
    rowsRead: dataset.rowsRead,
    rowsUsed: dataset.texts.length,
    excluded: dataset.excluded,
    provided: countParts(dataset.provided),
    corrections: dataset.origin.corrections.size,
    fingerprint: dataset.fingerprint,
    classCounts: [dataset.classes.length - positive, positive],
    classNames: dataset.classNames,
    medianLength: quantile(lengths, 0.5),
    p95Length: quantile(lengths, 0.95),
    p95WithPunctuation: quantile(measureLengths(dataset, true), 0.95),
    examples: pickExamples(dataset),
  };
}

/** Words of each review that is measured, ascending. */
function measureLengths({ texts }: Dataset, punctuation: boolean): Int32Array {
  const step = Math.ceil(texts.length / mostMeasured);
  const lengths = new Int32Array(step === 0 ? 0 : Math.ceil(texts.length / step));
  const bytesOf = bytesReader(texts);
  const count = tokenCounter({ punctuation });
  lengths.forEach((_, i) => (lengths[i] = count(bytesOf(i * step))));
  return lengths.sort();
}

function countParts(provided: Dataset['provided']): Record<Part, number> | null {
  if (!provided) return null;
  const counts = { train: 0, validation: 0, test: 0 };
  for (const part of provided) if (part) counts[part]++;
  return counts;
}

function pickExamples(dataset: Dataset): DatasetSummary['examples'] {
  const chosen: DatasetSummary['examples'] = [];
  const next = [0, 0];
  while (chosen.length < exampleCount) {
    const wanted: ClassId = chosen.length % 2 === 0 ? 1 : 0;
    const row = dataset.classes.indexOf(wanted, next[wanted]);
    if (row < 0) break;
    next[wanted] = row + 1;
    chosen.push({ text: shorten(dataset.texts.get(row), exampleUnits), class: wanted });
  }
  return chosen;
}
