/** What to call a setting of a study. */
import { fieldNames, type RunConfig } from '../../../workers/protocol.ts';
import { settingTexts } from '../../i18n/settings.ts';
import { studyWords } from '../../i18n/studies.ts';
import { settingText } from '../runs/settings-shown.ts';

/** "keep_prob 0.5, Optimizer Adam". */
export function cellName(settings: Partial<RunConfig>): string {
  const parts = fieldNames.flatMap((name) => {
    const value = settings[name];
    return value === undefined ? [] : [`${settingTexts[name].label} ${settingText(name, value)}`];
  });
  return parts.join(', ') || studyWords.asTheyAre;
}
