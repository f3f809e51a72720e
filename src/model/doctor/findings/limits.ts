import { fields, type RunConfig } from '../../../contract/settings.ts';
import type { Mend } from '../../../contract/findings.ts';
import { specialIds } from '../facts.ts';
import { counted, percent, rowsWhere, wholeNumber } from './finding.ts';
import type { Case, Found } from './finding.ts';

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

function findLongTexts(found: Case): Found[] {
  const { config, facts, lengths } = found;
  const rows = rowsWhere(found, (row) => lengths[row] > config.maxLength);
  if (rows.length === 0) return [];
  const limit = raised('maxLength', facts.lengths.p95, config);
  const mends: Mend[] =
    limit === null
      ? []
      : [{ kind: 'settings', label: `Read up to ${wholeNumber(limit)} words`, change: { maxLength: limit } }];
  const cutEnd = config.keptEnd === 'end' ? 'beginning' : 'end';
  return [
    {
      id: 'long-texts',
      severity: facts.cut.words >= muchCut ? 'warning' : 'note',
      count: rows.length,
      message: `${counted(rows.length, 'review is', 'reviews are')} longer than the limit of ${wholeNumber(config.maxLength)} words.`,
      effect: `Their ${cutEnd} is cut off, so the network never reads ${percent(facts.cut.words)} of all words; a higher limit trains longer.`,
      mends,
      rows,
    },
  ];
}

function findSmallVocabulary({ dataset, config, coverage }: Case): Found[] {
  const share = coverage.share(config.vocabularySize - specialIds);
  if (share >= wellCovered) return [];
  const size = raised('vocabularySize', coverage.sizeFor(wantedCoverage) + specialIds, config);
  const mends: Mend[] =
    size === null
      ? []
      : [{ kind: 'settings', label: `Know ${wholeNumber(size)} words`, change: { vocabularySize: size } }];
  return [
    {
      id: 'small-vocabulary',
      severity: 'warning',
      count: dataset.texts.length,
      message: `A vocabulary of ${wholeNumber(config.vocabularySize)} covers only ${percent(share)} of the words in the training part.`,
      effect: 'All other words look the same to the network: “unknown”.',
      mends,
      rows: null,
    },
  ];
}

/** What the settings' limits on length and vocabulary keep from the network. */
export function findLimits(found: Case): Found[] {
  return [...findLongTexts(found), ...findSmallVocabulary(found)];
}
