/** What the buttons of suggested fixes say, in English. */
import type { CleaningOptions } from '../../dataset.ts';
import type { Fix } from '../../findings.ts';
import type { TokenKind } from '../../settings.ts';
import { choiceLabel } from './settings.ts';
import { tokens, tokensName } from './phrases.ts';

const choices: Record<keyof CleaningOptions, { on: string; off: string }> = {
  stripMarkup: { on: 'Take the markup out', off: 'Leave the markup in' },
  excludeNearDuplicates: { on: 'Exclude near duplicates', off: 'Include them again' },
  excludeCrossSplit: { on: 'Exclude them from training', off: 'Include them again' },
  balance: { on: 'Balance the classes', off: 'Include them again' },
};

const choiceNames = Object.keys(choices) as (keyof CleaningOptions)[];

/** @param kind what texts are cut into */
export function fixLabel(fix: Fix, kind: TokenKind): string {
  switch (fix.kind) {
    case 'choice':
      return choiceNames
        .flatMap((name) => {
          const isOn = fix.cleaning[name];
          return isOn === undefined ? [] : [isOn ? choices[name].on : choices[name].off];
        })
        .join(', ');
    case 'settings': {
      const { maxLength, vocabularySize, punctuation, splitSeed, tokenization, ...others } = fix.change;
      others satisfies Record<string, never>;
      return [
        maxLength === undefined ? '' : `Read up to ${tokens(maxLength, kind)}`,
        vocabularySize === undefined ? '' : `Know ${tokens(vocabularySize, kind)}`,
        splitSeed === undefined ? '' : `Use split seed ${splitSeed}`,
        punctuation ? `Read signs and emoji as ${tokensName(kind)}` : '',
        tokenization === undefined ? '' : `Set tokenization to ${choiceLabel('tokenization', tokenization)}`,
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'classes':
      return 'Swap the classes';
    case 'encoding':
      return `Read it as ${fix.encoding}`;
  }
}
