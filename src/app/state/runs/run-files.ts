/** Runs as files for spreadsheets and programs: a line a run, a line an epoch, or all as JSON. */
import { byteOrderMark, csvLine, type CsvValue } from '../../../contract/csv.ts';
import { fieldNames, formatSetting, type EpochEvent, type RunSummary } from '../../../workers/protocol.ts';

export const runFileKinds = ['runs-csv', 'epochs-csv', 'json'] as const;
export type RunFileKind = (typeof runFileKinds)[number];

export interface RunFile {
  fileName: string;
  type: string;
  text: string;
}

const moment = (milliseconds: number) => new Date(milliseconds).toISOString();

/** Columns of a run, with the names that files have of them. */
const runColumns: Record<string, (run: RunSummary) => CsvValue> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  notes: ({ notes }) => notes ?? '',
  started: ({ started }) => moment(started),
  status: ({ status }) => status,
  data: ({ dataset }) => dataset.name,
  data_rows: ({ dataset }) => dataset.rows,
  data_fingerprint: ({ dataset }) => dataset.fingerprint,
  computed_by: ({ backend }) => backend,
  epochs_done: ({ epochs }) => epochs.length,
  restored_epoch: ({ restoredEpoch }) => restoredEpoch ?? null,
  training_seconds: ({ seconds }) => seconds,
  test_rows: ({ test }) => test?.rows ?? null,
  test_accuracy: ({ test }) => test?.accuracy ?? null,
  test_loss: ({ test }) => test?.loss ?? null,
  test_f1: ({ test }) => test?.f1 ?? null,
  test_majority_accuracy: ({ test }) => test?.majorityAccuracy ?? null,
  test_bag_of_words_accuracy: ({ test }) => test?.baselines?.bagOfWords.accuracy ?? null,
};

const epochColumns: Record<string, (event: EpochEvent) => CsvValue> = {
  epoch: ({ epoch }) => epoch,
  training_loss: ({ loss }) => loss,
  training_accuracy: ({ accuracy }) => accuracy,
  validation_loss: ({ validationLoss }) => validationLoss,
  validation_accuracy: ({ validationAccuracy }) => validationAccuracy,
  learning_rate: ({ learningRate }) => learningRate,
  seconds: ({ seconds }) => seconds,
};

function settingOf({ config }: RunSummary, name: (typeof fieldNames)[number]): CsvValue {
  const value = config[name];
  return Array.isArray(value) ? formatSetting(value) : value;
}

function runsCsv(runs: readonly RunSummary[]): string {
  const lines = runs.map((run) =>
    csvLine([
      ...Object.values(runColumns).map((of) => of(run)),
      ...fieldNames.map((name) => settingOf(run, name)),
    ]),
  );
  return byteOrderMark + csvLine([...Object.keys(runColumns), ...fieldNames]) + lines.join('');
}

function epochsCsv(runs: readonly RunSummary[]): string {
  const lines = runs.flatMap((run) =>
    run.epochs.map((event) =>
      csvLine([run.id, run.name, run.config.seed, ...Object.values(epochColumns).map((of) => of(event))]),
    ),
  );
  return byteOrderMark + csvLine(['run', 'name', 'seed', ...Object.keys(epochColumns)]) + lines.join('');
}

/** All that the list has of the runs, but for what only this device means. */
function runsJson(runs: readonly RunSummary[]): string {
  const left: ReadonlySet<string> = new Set(['isNamed', 'bytes', 'hasModel', 'hasState']);
  const plain = runs.map((run) => ({
    ...Object.fromEntries(Object.entries(run).filter(([name]) => !left.has(name))),
    started: moment(run.started),
    updated: moment(run.updated),
  }));
  return `${JSON.stringify({ format: 'forget-gate-runs', version: 1, runs: plain }, null, 2)}\n`;
}

export function runFile(kind: RunFileKind, runs: readonly RunSummary[]): RunFile {
  switch (kind) {
    case 'runs-csv':
      return { fileName: 'forget-gate-runs.csv', type: 'text/csv', text: runsCsv(runs) };
    case 'epochs-csv':
      return { fileName: 'forget-gate-epochs.csv', type: 'text/csv', text: epochsCsv(runs) };
    case 'json':
      return { fileName: 'forget-gate-runs.json', type: 'application/json', text: runsJson(runs) };
  }
}
