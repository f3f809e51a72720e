/** What `npm run study` prints: a table for a user, or one JSON object a line for a program. */
import { say } from '../src/contract/messages/en/say.ts';
import { ngramBaseline, timeLeft } from '../src/contract/messages/en/phrases.ts';
import {
  comparison,
  flagOf,
  formatSetting,
  progressOf,
  ranked,
  settingNames,
  studySummary,
} from '../src/model/index.ts';
import type {
  CellSettings,
  FailedRun,
  StudyCell,
  StudyPlan,
  StudyRun,
  StudyState,
} from '../src/model/index.ts';
import { percent, points } from './print.ts';

/** "keep-prob 0.5, optimizer adam"; of a study without `--vary`: "as they are". */
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

const repeatOf = ({ repeats }: StudyPlan, { seed, fold }: Pick<StudyRun, 'seed' | 'fold'>) =>
  repeats.kind === 'folds' ? `fold ${fold}` : `seed ${seed}`;

/** A run that has just ended, with how far the study is. */
export function runLine(state: StudyState, run: StudyRun): string {
  const { validation, epochs, seconds, cell } = run;
  const { done, total, secondsLeft } = progressOf(state);
  const name = `${cellName(state.plan.cells[cell])}, ${repeatOf(state.plan, run)}`;
  const left = secondsLeft !== null && done < total ? `; ${timeLeft(secondsLeft)}` : '';
  return `${done}/${total} ${name}: validation accuracy ${percent(validation)}, ${epochs} epochs, ${seconds.toFixed(1)} s${left}`;
}

export function failureLine({ plan }: StudyState, failure: FailedRun): string {
  return `${cellName(plan.cells[failure.cell])}, ${repeatOf(plan, failure)} has no result: ${say(failure.told)}`;
}

/** A run as one line of JSON: rows it was right about are in the state file alone. */
export function runJson({ plan }: StudyState, measured: StudyRun): string {
  const { right: _, ...run } = measured;
  return JSON.stringify({ event: 'run', settings: plan.cells[run.cell], ...run });
}

function testLines({ test, baseline, paired }: StudyCell): string[] {
  const ends = test.interval && `, 95% interval ${percent(test.interval[0])} to ${percent(test.interval[1])}`;
  return [
    `test accuracy ${withDeviation(test.mean, test.deviation)}${ends ?? ''}`,
    ...(baseline && paired
      ? [
          `${ngramBaseline} on the same reviews ${percent(baseline.mean)}: the network less it ` +
            `${points(paired.difference)} points (${interval(paired.interval)}, 95% interval)`,
        ]
      : []),
  ];
}

function cellLines(cell: StudyCell, best: StudyCell, state: StudyState, showsTests: boolean): string[] {
  const { validation, seeds, failed, isEnded, seconds, settings, place } = cell;
  const ends = validation.interval ? ` (${interval(validation.interval)})` : '';
  const notes = [
    failed > 0 ? `${failed} without a result` : '',
    isEnded ? 'ended early by halving' : '',
    `${seconds.toFixed(1)} s a run`,
  ];
  const about = [`${seeds} ${state.plan.repeats.kind}`, ...notes].filter(Boolean).join(', ');
  const line = `${cellName(settings)}: validation ${withDeviation(validation.mean, validation.deviation)}${ends}, ${about}`;
  if (cell === best) return [line];
  const names = [cellName(best.settings), cellName(settings)] as const;
  const beside = (part: 'validation' | 'test') => {
    const said = comparison(state, [best.place, place], names, part);
    return said ? [`  ${say(said)}`] : [];
  };
  const tests = showsTests ? [...testLines(cell).map((test) => `  ${test}`), ...beside('test')] : [];
  return [line, ...beside('validation'), ...tests];
}

/** The settings by validation, the best first; tests of the chosen ones, and of all when that was asked for. */
export function summaryLines(state: StudyState, showsTests: boolean): string[] {
  const [best, ...others] = ranked(studySummary(state));
  if (!best) return ['No run came to its end.'];
  return [
    ...[best, ...others].flatMap((cell) => cellLines(cell, best, state, showsTests)),
    `Chosen by validation: ${cellName(best.settings)}`,
    ...testLines(best).map((line) => `  ${line}`),
    ...(others.length > 0 && !showsTests
      ? [
          'Tests of the others are not shown: whoever chooses by them has no test left. --show-tests shows them.',
        ]
      : []),
  ];
}
