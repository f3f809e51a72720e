/** What `npm run study` prints: a table for a user, or one JSON object a line for a program; and its CSV file. */
import { csvLine, type CsvValue } from '../src/contract/csv.ts';
import { compareCells, formatSetting, settingNames } from '../src/model/index.ts';
import type { CellSettings, StudyCell, StudyRun, StudySummary } from '../src/model/index.ts';
import { flagOf } from './flags.ts';
import { percent, points } from './print.ts';

/** "keep-prob 0.5, optimizer adam"; of a study without `--vary`: "all". */
export function cellName(settings: CellSettings): string {
  const parts = settingNames([settings]).map((name) => {
    const value = settings[name];
    return value === undefined ? '' : `${flagOf(name)} ${formatSetting(value)}`;
  });
  return parts.join(', ') || 'as they are';
}

const withDeviation = (mean: number, deviation: number | null) =>
  deviation === null ? percent(mean) : `${percent(mean)} ± ${points(deviation)}`;

const interval = (ends: readonly [number, number]) => `${points(ends[0])} to ${points(ends[1])}`;

export function runLine(run: StudyRun, name: string): string {
  const { seed, validation, epochs, seconds } = run;
  return `${name}, seed ${seed}: validation accuracy ${percent(validation)}, ${epochs} epochs, ${seconds.toFixed(1)} s`;
}

function testLines({ test, baseline, paired }: StudyCell): string[] {
  const ends = test.interval && `, 95% interval ${percent(test.interval[0])} to ${percent(test.interval[1])}`;
  return [
    `test accuracy ${withDeviation(test.mean, test.deviation)}${ends ?? ''}`,
    ...(baseline && paired
      ? [
          `bag-of-words baseline on the same reviews ${percent(baseline.mean)}: the network less it ` +
            `${points(paired.difference)} points (${interval(paired.interval)}, 95% interval)`,
        ]
      : []),
  ];
}

/** The settings by validation, the best first; tests of the chosen ones, and of all when that was asked for. */
export function summaryLines(
  { cells, chosen }: StudySummary,
  study: { cells: readonly CellSettings[]; runs: readonly StudyRun[]; showsTests: boolean },
): string[] {
  if (chosen === null) return ['No run came to its end.'];
  const placeOf = (cell: StudyCell) => study.cells.indexOf(cell.settings);
  const best = cells[chosen];
  const sorted = [
    best,
    ...cells.filter((cell) => cell !== best).toSorted((a, b) => b.validation.mean - a.validation.mean),
  ];
  const rows = sorted.map((cell) => {
    const { mean, deviation } = cell.validation;
    const beside = cell === best ? null : compareCells(study.runs, placeOf(cell), placeOf(best));
    const less = beside
      ? `, ${points(beside.difference)} points beside the best${beside.interval ? ` (${interval(beside.interval)})` : ''}`
      : '';
    return [
      `${cellName(cell.settings)}: validation ${withDeviation(mean, deviation)} over ${cell.seeds} seeds${less}, ${cell.seconds.toFixed(1)} s a run`,
      ...(study.showsTests && cell !== best ? testLines(cell).map((line) => `  ${line}`) : []),
    ];
  });
  return [
    ...rows.flat(),
    `Chosen by validation: ${cellName(best.settings)}`,
    ...testLines(best).map((line) => `  ${line}`),
    ...(cells.length > 1 && !study.showsTests
      ? [
          'Tests of the others are not shown: whoever chooses by them has no test left. --show-tests shows them.',
        ]
      : []),
  ];
}

/** A row a run, for spreadsheets and notebooks; accuracies are shares. */
export function studyCsv(cells: readonly CellSettings[], runs: readonly StudyRun[]): string {
  const names = settingNames(cells);
  const valueOf = (cell: CellSettings, name: (typeof names)[number]): CsvValue => {
    const value = cell[name];
    return value === undefined || typeof value === 'number' || typeof value === 'boolean'
      ? (value ?? null)
      : formatSetting(value);
  };
  const header = [
    ...names.map(flagOf),
    ...[
      'seed',
      'split_seed',
      'validation_accuracy',
      'test_accuracy',
      'baseline_accuracy',
      'epochs',
      'seconds',
    ],
  ];
  const lines = runs.map((run) => [
    ...names.map((name) => valueOf(cells[run.cell], name)),
    ...[
      run.seed,
      run.splitSeed,
      run.validation,
      run.test,
      run.baseline?.accuracy ?? null,
      run.epochs,
      run.seconds,
    ],
  ]);
  return [header, ...lines].map(csvLine).join('');
}
