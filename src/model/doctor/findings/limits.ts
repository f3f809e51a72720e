import { fields, tokenKind, type RunConfig } from '../../../contract/settings.ts';
import type { Fix } from '../../../contract/findings.ts';
import { specialIds } from '../facts.ts';
import { rowsWhere } from './finding.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

/** Shares of all words. */
const muchCut = 0.1;
const wellCovered = 0.9;
const wantedCoverage = 0.95;

/** A round number from `least` on that the setting's field takes; null when the setting is not below it. */
function raised(name: 'maxLength' | 'vocabularySize', least: number, config: RunConfig): number | null {
  const { step, max } = fields[name];
  const value = Math.min(max, Math.ceil(least / step) * step);
  return value > config[name] ? value : null;
}

function findLongTexts(context: ExaminationContext): FindingDraft[] {
  const { config, facts, lengths } = context;
  const rows = rowsWhere(context, (row) => lengths[row] > config.maxLength);
  if (rows.length === 0) return [];
  const unit = tokenKind(config.tokenization);
  const limit = raised('maxLength', facts.lengths.p95, config);
  const fixes: Fix[] = limit === null ? [] : [{ kind: 'settings', change: { maxLength: limit } }];
  return [
    {
      id: 'long-texts',
      severity: facts.cut.words >= muchCut ? 'warning' : 'note',
      count: rows.length,
      message: { code: 'found-long-texts', count: rows.length, limit: config.maxLength, unit },
      effect: { code: 'effect-long-texts', keptEnd: config.keptEnd, share: facts.cut.words, unit },
      fixes,
      rows,
    },
  ];
}

function findSmallVocabulary({ dataset, config, coverage }: ExaminationContext): FindingDraft[] {
  const share = coverage.share(config.vocabularySize - specialIds);
  if (share >= wellCovered) return [];
  const unit = tokenKind(config.tokenization);
  const size = raised('vocabularySize', coverage.sizeFor(wantedCoverage) + specialIds, config);
  const fixes: Fix[] = size === null ? [] : [{ kind: 'settings', change: { vocabularySize: size } }];
  return [
    {
      id: 'small-vocabulary',
      severity: 'warning',
      count: dataset.texts.length,
      message: { code: 'found-small-vocabulary', size: config.vocabularySize, share, unit },
      effect: { code: 'effect-small-vocabulary', unit },
      fixes,
      rows: null,
    },
  ];
}

/** What the settings' limits on length and vocabulary keep from the network. */
export function findLimits(context: ExaminationContext): FindingDraft[] {
  return [...findLongTexts(context), ...findSmallVocabulary(context)];
}
