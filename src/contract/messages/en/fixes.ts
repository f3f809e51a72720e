/** What the buttons of suggested fixes say, in English. */
import type { Mends } from '../../dataset.ts';
import type { Mend } from '../../findings.ts';
import { wholeNumber } from './phrases.ts';

const choices: Record<keyof Mends, { on: string; off: string }> = {
  stripMarkup: { on: 'Take the markup out', off: 'Leave the markup in' },
  leaveOutNearDuplicates: { on: 'Exclude near duplicates', off: 'Include them again' },
  leaveOutCrossSplit: { on: 'Exclude them from training', off: 'Include them again' },
  balance: { on: 'Balance the classes', off: 'Include them again' },
};

const choiceNames = Object.keys(choices) as (keyof Mends)[];

export function fixLabel(fix: Mend): string {
  switch (fix.kind) {
    case 'choice':
      return choiceNames
        .flatMap((name) => {
          const isOn = fix.mends[name];
          return isOn === undefined ? [] : [isOn ? choices[name].on : choices[name].off];
        })
        .join(', ');
    case 'settings': {
      const { maxLength, vocabularySize, punctuation } = fix.change;
      return [
        maxLength === undefined ? '' : `Read up to ${wholeNumber(maxLength)} words`,
        vocabularySize === undefined ? '' : `Know ${wholeNumber(vocabularySize)} words`,
        punctuation ? 'Read signs and emoji as words' : '',
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'encoding':
      return `Read it as ${fix.encoding}`;
  }
}
