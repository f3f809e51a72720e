/** The settings of runs as lists, names and files have them. */
import {
  fieldNames,
  fields,
  formatSetting,
  sameSettings,
  type FieldName,
  type RunConfig,
  type RunSummary,
} from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { choiceLabel, settingTexts } from '../../i18n/settings.ts';
import { runWords } from '../../i18n/runs.ts';

/** As the form says it. */
export function settingText(name: FieldName, value: RunConfig[FieldName]): string {
  if (typeof value === 'boolean') return value ? t.model.on : t.model.off;
  return choiceLabel(name, formatSetting(value));
}

/** The settings in which some of the runs differ, in the order of the form. */
export function differingSettings(runs: readonly RunSummary[]): FieldName[] {
  const [first, ...others] = runs;
  if (!first) return [];
  return fieldNames.filter((name) =>
    others.some(({ config }) => !sameSettings([name], first.config, config)),
  );
}

/** A setting within a run's name: "64", "keep 0.5", "seed 2", "GRU", "not bidirectional". */
export function shortSetting(name: FieldName, config: RunConfig): string {
  const { label, short = label.toLowerCase() } = settingTexts[name];
  const { kind } = fields[name];
  const value = config[name];
  if (kind === 'switch') return value === true ? short : runWords.without(short);
  if (kind === 'choice') return settingText(name, value);
  return [short, formatSetting(value)].filter(Boolean).join(' ');
}
