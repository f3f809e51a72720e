/** What `npm run study` prints: a table for a user, or one JSON object a line for a program. */
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
import { say, t } from './language.ts';

/** "keep-prob 0.5, optimizer adam"; of a study without `--vary`: "as they are". */
export function cellName(settings: CellSettings): string {
  const parts = settingNames([settings]).map((name) => {
    const value = settings[name];
    return value === undefined ? '' : `${flagOf(name)} ${formatSetting(value)}`;
  });
  return parts.join(', ') || t.study.asTheyAre;
}

const repeatOf = ({ repeats }: StudyPlan, { seed, fold }: Pick<StudyRun, 'seed' | 'fold'>) =>
  repeats.kind === 'folds' ? t.study.repeat.folds(fold) : t.study.repeat.seeds(seed);

/** A run that has just ended, with how far the study is. @param beside what is known of runs side by side */
export function runLine(state: StudyState, run: StudyRun, beside: Parameters<typeof progressOf>[1]): string {
  const name = `${cellName(state.plan.cells[run.cell])}, ${repeatOf(state.plan, run)}`;
  return t.study.run(name, run, progressOf(state, beside));
}

export function failureLine({ plan }: StudyState, failure: FailedRun): string {
  return t.study.failure(cellName(plan.cells[failure.cell]), repeatOf(plan, failure), say(failure.told));
}

/** A run as one line of JSON: rows it was right about are in the state file alone. */
export function runJson({ plan }: StudyState, measured: StudyRun): string {
  const { right: _, ...run } = measured;
  return JSON.stringify({ event: 'run', settings: plan.cells[run.cell], ...run });
}

function testLines({ test, baseline, paired }: StudyCell): string[] {
  return [
    t.study.test(test),
    ...(baseline && paired ? [t.study.baseline(baseline.mean, paired.difference, paired.interval)] : []),
  ];
}

function cellLines(cell: StudyCell, best: StudyCell, state: StudyState, showsTests: boolean): string[] {
  const { validation, seeds, failed, isEnded, seconds, settings, place } = cell;
  const notes = [
    failed > 0 ? t.study.failed(failed) : '',
    isEnded ? t.study.ended : '',
    t.study.seconds(seconds),
  ];
  const about = [`${seeds} ${state.plan.repeats.kind}`, ...notes].filter(Boolean).join(', ');
  const line = `${cellName(settings)}: ${t.study.validation(validation)}, ${about}`;
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
  if (!best) return [t.study.noRun];
  return [
    ...[best, ...others].flatMap((cell) => cellLines(cell, best, state, showsTests)),
    t.study.chosen(cellName(best.settings)),
    ...testLines(best).map((line) => `  ${line}`),
    ...(others.length > 0 && !showsTests ? [t.study.testsHidden] : []),
  ];
}
