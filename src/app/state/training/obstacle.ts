/** Why training can't start now. */
import { fieldNames } from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { dataObstacle } from '../data/obstacle.ts';
import type { FieldProblems } from '../settings/draft.ts';
import type { AppState } from '../store.ts';

const words = t.training.whyNot;

/** @returns null when it can */
export function startObstacle(state: AppState, problems: FieldProblems): string | null {
  const obstacle = dataObstacle(state);
  if (obstacle) return words[obstacle];
  const wrong = fieldNames.filter((name) => problems[name] !== undefined);
  if (wrong.length > 0) {
    const first = words.setting(problems[wrong[0]] ?? '');
    return wrong.length === 1 ? first : `${first} ${words.otherSettings(wrong.length - 1)}`;
  }
  if (state.vectors.loading?.start === state.draft.embeddingStart) return words.vectors;
  if (state.unlabelled.loading) return words.texts;
  if (state.draft.pseudoLabels === true && !state.unlabelled.loaded) return words.unlabelled;
  return state.test.running ? words.testing : null;
}
