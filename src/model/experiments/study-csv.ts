/** The runs of a study as a CSV file, a row each: accuracies are shares. */
import { byteOrderMark, csvLine, type CsvValue } from '../../contract/csv.ts';
import { flagOf, formatSetting, type FieldName } from '../../contract/settings.ts';
import { settingNames, type CellSettings } from './grid.ts';
import type { StudyRecord } from './record.ts';
import type { StudyRun } from './run.ts';

const columns: readonly (readonly [name: string, value: (run: StudyRun) => CsvValue])[] = [
  ['seed', ({ seed }) => seed],
  ['split_seed', ({ splitSeed }) => splitSeed],
  ['validation_accuracy', ({ validation }) => validation],
  ['test_accuracy', ({ test }) => test],
  ['baseline_accuracy', ({ baseline }) => baseline?.accuracy ?? null],
  ['epochs', ({ epochs }) => epochs],
  ['seconds', ({ seconds }) => seconds],
  ['fold', ({ fold }) => fold],
  ['validation_rows', ({ validationRows }) => validationRows],
  ['test_rows', ({ testRows }) => testRows],
];

function valueOf(cell: CellSettings, name: FieldName): CsvValue {
  const value = cell[name];
  if (value === undefined) return null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : formatSetting(value);
}

export function studyCsv({ plan, runs }: Pick<StudyRecord, 'plan' | 'runs'>): string {
  const names = settingNames(plan.cells);
  const header = [...names.map(flagOf), ...columns.map(([name]) => name)];
  const lines = runs.map((run) => [
    ...names.map((name) => valueOf(plan.cells[run.cell], name)),
    ...columns.map(([, value]) => value(run)),
  ]);
  return byteOrderMark + [header, ...lines].map(csvLine).join('');
}
