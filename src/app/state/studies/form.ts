/** From the form of a study to its plan. */
import type { RunConfig } from '../../../workers/protocol.ts';
import {
  beginStudy,
  cellsOf,
  InputError,
  progressOf,
  variedSetting,
  type StudyState,
} from '../../../workers/studies.ts';
import { say } from '../../i18n/index.ts';
import { studyWords } from '../../i18n/studies.ts';
import type { StudyForm } from './slice.ts';

export interface ReadStudyForm {
  /** Null when something is wrong. */
  study: StudyState | null;
  /** How many combinations of settings, and how many runs at the most. */
  cells: number;
  runs: number;
  problem: string | null;
}

function studyOf(form: StudyForm, base: RunConfig): StudyState {
  const { seeds, folds, varySplit, halving } = form;
  const drawn = form.drawn.trim();
  if (drawn !== '' && !/^[1-9]\d{0,5}$/.test(drawn)) throw new RangeError(studyWords.drawnWrong);
  const varied = form.varied.map(({ name, text }) => variedSetting(name, text));
  return beginStudy({
    base,
    cells: cellsOf(varied, drawn === '' ? null : Number(drawn)),
    repeats:
      folds === null
        ? { kind: 'seeds', seeds: Array.from({ length: seeds }, (_, i) => base.seed + i), varySplit }
        : { kind: 'folds', folds },
    halving,
  });
}

/** It never throws. */
export function readStudyForm(form: StudyForm, base: RunConfig): ReadStudyForm {
  try {
    const study = studyOf(form, base);
    return { study, cells: study.plan.cells.length, runs: progressOf(study).total, problem: null };
  } catch (error) {
    const wrong = { study: null, cells: 0, runs: 0 };
    if (error instanceof InputError) return { ...wrong, problem: say(error.told) };
    if (error instanceof RangeError) return { ...wrong, problem: error.message };
    throw error;
  }
}
