/** How far a user is in each lab, with guesses and figures: it outlives a reload. */
import * as v from 'valibot';

import { labIds } from '../../../contract/labs.ts';
import { labWords } from '../../i18n/labs.ts';
import { storedValue } from '../stored-value.ts';
import type { LabsState } from './slice.ts';
import { labRuns, labSteps } from './steps.ts';

export type SavedLabs = Pick<LabsState, 'progress' | 'runs' | 'measured'>;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const epoch = v.object({
  type: v.literal('epoch'),
  epoch: place,
  ...{ loss: v.number(), accuracy: share, validationLoss: v.number(), validationAccuracy: share },
  ...{ learningRate: v.number(), seconds: v.number() },
});
/** What carries another name belongs to another version. */
const byName = <T>(names: readonly string[], value: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.record(v.string(), value),
    v.transform((all) => Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))),
  );

const stored = v.object({
  progress: byName(labIds, v.object({ done: place, chosen: v.nullable(place), isRevealed: v.boolean() })),
  runs: byName(Object.keys(labRuns), v.pipe(v.array(epoch), v.minLength(1), v.maxLength(100))),
  measured: byName(
    Object.keys(labWords.figures.changes),
    v.object({
      before: share,
      after: share,
      rows: place,
      all: place,
      interval: v.tuple([v.number(), v.number()]),
    }),
  ),
});

const saved = storedValue<SavedLabs>('forget-gate-labs', stored);

/** No lab has more steps done, or another answer chosen, than it has. */
export function readLabs(): SavedLabs | null {
  const found = saved.read();
  if (!found) return null;
  const progress: SavedLabs['progress'] = {};
  for (const lab of labIds) {
    const one = found.progress[lab];
    if (!one) continue;
    const { answers } = labWords.labs[lab];
    const chosen = one.chosen !== null && one.chosen < answers.length ? one.chosen : null;
    const done = Math.min(one.done, labSteps[lab].length);
    progress[lab] = {
      done,
      chosen,
      isRevealed: one.isRevealed && chosen !== null,
    };
  }
  return { ...found, progress };
}

export const writeLabs = ({ progress, runs, measured }: SavedLabs) =>
  saved.write({ progress, runs, measured });
