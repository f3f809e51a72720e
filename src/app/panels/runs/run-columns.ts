/** The columns of the table of runs: what each shows, and how runs are ordered by it. */
import { bestEpoch, lowestLoss } from '../../../contract/best-epoch.ts';
import type { EpochEvent, RunSummary } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';

const words = t.runs;

export type ColumnName = 'name' | 'data' | 'started' | 'epochs' | 'validation' | 'test' | 'seconds' | 'bytes';

export interface Column {
  name: ColumnName;
  isNumber: boolean;
  /** What runs are ordered by; null comes last whichever way. */
  key: (run: RunSummary) => number | string | null;
  text: (run: RunSummary) => string;
}

/**
 * The epoch that a run's saved weights are of; of one without a network, the epoch whose weights would be saved if it
 * ended now. Null when that is not a complete one.
 */
export function savedEpoch({
  hasModel,
  restoredEpoch,
  epochs,
  status,
  config,
}: RunSummary): EpochEvent | null {
  if (!hasModel) return bestEpoch(epochs);
  if (restoredEpoch !== undefined) return epochs.find(({ epoch }) => epoch === restoredEpoch) ?? null;
  // Older runs ended with the weights of the last step; those that stopped early or diverged, of the lowest loss.
  const restored = status === 'diverged' || (config.earlyStopping > 0 && status !== 'stopped');
  return restored ? lowestLoss(epochs) : (epochs.at(-1) ?? null);
}

const validation = (run: RunSummary) => savedEpoch(run)?.validationAccuracy ?? null;

const share = (value: number | null | undefined) =>
  value === null || value === undefined ? words.none : format.percent(value);

export const columns: readonly Column[] = [
  { name: 'name', isNumber: false, key: ({ name }) => name, text: ({ name }) => name },
  { name: 'data', isNumber: false, key: ({ dataset }) => dataset.name, text: ({ dataset }) => dataset.name },
  {
    name: 'started',
    isNumber: false,
    key: ({ started }) => started,
    text: ({ started }) => format.moment(started),
  },
  {
    name: 'epochs',
    isNumber: true,
    key: ({ epochs }) => epochs.length,
    text: ({ epochs, config }) => words.epochsOf(epochs.length, config.epochs),
  },
  { name: 'validation', isNumber: true, key: validation, text: (run) => share(validation(run)) },
  {
    name: 'test',
    isNumber: true,
    key: ({ test }) => test?.accuracy ?? null,
    text: ({ test }) => share(test?.accuracy),
  },
  {
    name: 'seconds',
    isNumber: true,
    key: ({ seconds }) => seconds,
    text: ({ seconds }) => format.duration(seconds),
  },
  { name: 'bytes', isNumber: true, key: ({ bytes }) => bytes, text: ({ bytes }) => format.size(bytes) },
];

export interface Sorting {
  column: ColumnName;
  direction: 'ascending' | 'descending';
}

/** Names go up from A, figures down from the greatest; the same column again turns round. */
export function sortedBy(before: Sorting, column: ColumnName): Sorting {
  if (before.column === column) {
    return { column, direction: before.direction === 'ascending' ? 'descending' : 'ascending' };
  }
  const isText = column === 'name' || column === 'data';
  return { column, direction: isText ? 'ascending' : 'descending' };
}

export function sorted(runs: readonly RunSummary[], { column, direction }: Sorting): RunSummary[] {
  const key = columns.find(({ name }) => name === column)?.key ?? (() => null);
  const sign = direction === 'ascending' ? 1 : -1;
  return [...runs].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y));
  });
}
