/** What to call a setting of a study. */
import { fieldNames, sameSettings, type FieldName, type RunConfig } from '../../../workers/protocol.ts';
import type { StudyPlan } from '../../../workers/studies.ts';
import { settingTexts } from '../../i18n/settings.ts';
import { studyWords } from '../../i18n/studies.ts';
import { settingText } from '../runs/settings-shown.ts';

/** So many settings are named; of more, how many. */
const mostNamed = 4;

const named = (name: FieldName, value: RunConfig[FieldName]) =>
  `${settingTexts[name].label} ${settingText(name, value)}`;

/** "keep_prob 0.5, Optimizer Adam". */
export function cellName(settings: Partial<RunConfig>): string {
  const parts = fieldNames.flatMap((name) => {
    const value = settings[name];
    return value === undefined ? [] : [named(name, value)];
  });
  return parts.join(', ');
}

/** What a study's runs differ in themselves, and what computes, make no other setting. */
function isOfRuns(name: FieldName, { repeats }: StudyPlan): boolean {
  if (name === 'backend' || name === 'seed') return true;
  return repeats.kind === 'folds' ? name === 'fold' : name === 'splitSeed' && repeats.varySplit;
}

/**
 * Of a study whose settings do not vary: what they are, beside those of the form as it is now.
 * @param form null: something is wrong with it, and there is nothing to compare with
 */
export function nameBesideForm(plan: StudyPlan, form: RunConfig | null): string {
  if (!form) return studyWords.asBegun;
  const { base } = plan;
  const others = fieldNames.filter((name) => !isOfRuns(name, plan) && !sameSettings([name], base, form));
  if (others.length === 0) return studyWords.asTheyAre;
  const first = others.slice(0, mostNamed).map((name) => named(name, base[name]));
  return studyWords.unlikeForm(first.join(', '), others.length - first.length);
}
