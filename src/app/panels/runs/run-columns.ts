/** The columns of the table of runs: what each shows, and how runs are ordered by it. */
import type { TermName } from '../../../contract/messages/en/glossary.ts';
import { bestEpoch, lowestLoss } from '../../../contract/best-epoch.ts';
import { fields, type EpochEvent, type FieldName, type RunSummary } from '../../../workers/protocol.ts';
import { settingTexts } from '../../i18n/settings.ts';
import { runWords } from '../../i18n/runs.ts';
import * as format from '../../i18n/format.ts';
import type { ColumnName, FigureName, Sorting } from '../../state/runs/slice.ts';
import { differingSettings, settingText } from '../../state/runs/settings-shown.ts';

const words = runWords;

export interface Column {
  name: ColumnName;
  title: string;
  isNumber: boolean;
  /** What the title means is said where it stands. */
  term?: TermName;
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

const figures: readonly (Omit<Column, 'title' | 'name'> & { name: FigureName })[] = [
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
    term: 'epoch',
    isNumber: true,
    key: ({ epochs }) => epochs.length,
    text: ({ epochs, config }) => words.epochsOf(epochs.length, config.epochs),
  },
  {
    name: 'validation',
    term: 'validation',
    isNumber: true,
    key: validation,
    text: (run) => share(validation(run)),
  },
  {
    name: 'test',
    term: 'test',
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

/** Of figures: those of settings depend on the list. */
export const columns: readonly Column[] = figures.map((figure) => ({
  ...figure,
  title: words.columns[figure.name],
}));

function settingColumn(setting: FieldName): Column {
  const isNumber = fields[setting].kind === 'integer' || fields[setting].kind === 'number';
  const text = ({ config }: RunSummary) => settingText(setting, config[setting]);
  const key = (run: RunSummary) => {
    const value = run.config[setting];
    return typeof value === 'number' ? value : text(run);
  };
  return { name: `setting ${setting}`, title: settingTexts[setting].label, isNumber, key, text };
}

/** All that can be shown of these runs: the name, the settings that differ, the seed, and figures. */
export function columnsOf(runs: readonly RunSummary[]): Column[] {
  const differing = differingSettings(runs);
  const settings = differing.includes('seed') ? differing : [...differing, 'seed' as const];
  const [name, ...others] = columns;
  return [name, ...settings.map(settingColumn), ...others];
}

/** Settings that are shown until the user chooses: more make the table wide. */
const mostSettings = 4;

/** What the user has chosen, else what says most. The name is always shown. */
export function shownColumns(
  all: readonly Column[],
  runs: readonly RunSummary[],
  chosen: ReadonlyMap<ColumnName, boolean>,
): Column[] {
  const settings = all.filter(({ name }) => name.startsWith('setting ')).map(({ name }) => name);
  const hidden = new Set<ColumnName>(settings.slice(mostSettings));
  hidden.delete('setting seed');
  hidden.add('bytes');
  if (new Set(runs.map(({ dataset }) => dataset.name)).size < 2) hidden.add('data');
  return all.filter(({ name }) => name === 'name' || (chosen.get(name) ?? !hidden.has(name)));
}

/** Whether a run has the text: in its name, notes or data, or in what a column says of it. */
export function hasText(run: RunSummary, all: readonly Column[], search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const texts = [run.name, run.notes ?? '', run.dataset.name, words.status[run.status]];
  const cells = all.map(({ title, text }) => `${title} ${text(run)}`);
  return [...texts, ...cells].some((text) => text.toLowerCase().includes(wanted));
}

/** Names go up from A, figures down from the greatest; the same column again turns round. */
export function sortedBy(before: Sorting, column: ColumnName): Sorting {
  if (before.column === column) {
    return { column, direction: before.direction === 'ascending' ? 'descending' : 'ascending' };
  }
  const isText = column === 'name' || column === 'data';
  return { column, direction: isText ? 'ascending' : 'descending' };
}

export function sorted(
  runs: readonly RunSummary[],
  { column, direction }: Sorting,
  all: readonly Column[] = columns,
): RunSummary[] {
  const key = all.find(({ name }) => name === column)?.key ?? (() => null);
  const sign = direction === 'ascending' ? 1 : -1;
  return [...runs].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y));
  });
}
