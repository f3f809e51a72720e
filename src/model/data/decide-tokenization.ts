/** *automatic* and *segmenter* become a rule: by the scripts of a dataset's texts. */
import type { DatasetSummary } from '../../contract/dataset.ts';
import type { Message } from '../../contract/messages/message.ts';
import { isTokenRule, type RunConfig, type TokenRule } from '../../contract/settings.ts';
import { hasSegmenter } from './cut-words.ts';
import { spacelessLanguages, spacelessUnits, type SpacelessLanguage } from './scripts.ts';
import { bytesReader, type Texts } from './text-column.ts';
import { isWordUnit } from './tokenize.ts';
import { Units } from './units.ts';

/** Rows that are looked at, evenly spaced. */
const mostRows = 10_000;
/** Of all letters, marks and digits: from so many in scripts without spaces on, words are no good. */
const leastSpaceless = 0.1;
/** Of fewer the others' words are worth a segmenter, which leaves them whole. */
const mostlySpaceless = 0.5;
/** Japanese has at least so much kana. */
const leastKana = 0.1;
/**
 * Spaces between two letters of such a script, for each of its letters. Somebody has put spaces between the words where
 * there are more: words of Han have about 1.6 characters, of Thai, Lao, Khmer and Burmese 4 to 6; phrases three times as many.
 */
const mostSpaces: Record<SpacelessLanguage, number> = {
  zh: 0.35,
  ja: 0.35,
  th: 0.12,
  lo: 0.12,
  km: 0.12,
  my: 0.12,
};

/** How a dataset's texts are written. */
interface ScriptFacts {
  /** Of all letters, marks and digits: the share in scripts that write no spaces between words. */
  share: number;
  /** The language most of those are of; null without any. */
  language: SpacelessLanguage | null;
  /** Spaces stand between the words all the same. */
  isSpaced: boolean;
}

const known = new WeakMap<Texts, ScriptFacts>();

/** The scripts of some clean texts; looked at once. */
function scriptFacts(texts: Texts): ScriptFacts {
  const before = known.get(texts);
  if (before) return before;
  const facts = measure(texts);
  known.set(texts, facts);
  return facts;
}

function measure(texts: Texts): ScriptFacts {
  const counts = [0, ...spacelessLanguages.map(() => 0)];
  let spaces = 0;
  const units = new Units();
  const bytesOf = bytesReader(texts);
  const step = Math.max(1, Math.ceil(texts.length / mostRows));
  for (let row = 0; row < texts.length; row += step) {
    const { values, length } = units.readUtf8(bytesOf(row));
    for (let at = 0; at < length; at++) {
      const of = spacelessUnits[values[at]];
      if (of > 0 || isWordUnit(values[at])) counts[of]++;
      else if (values[at] === 0x20 && at > 0 && spacelessUnits[values[at - 1]] > 0)
        spaces += spacelessUnits[values[at + 1]] > 0 ? 1 : 0;
    }
  }
  const [others, ...spaceless] = counts;
  const sum = spaceless.reduce((total, count) => total + count, 0);
  const language = sum === 0 ? null : languageOf(spaceless);
  return {
    share: sum / Math.max(1, sum + others),
    language,
    isSpaced: language !== null && spaces / sum > mostSpaces[language],
  };
}

/** @param counts by language */
function languageOf(counts: readonly number[]): SpacelessLanguage {
  const count = (language: SpacelessLanguage) => counts[spacelessLanguages.indexOf(language)];
  const han = count('zh') + count('ja');
  const most = spacelessLanguages.reduce((best, language) =>
    count(language) > count(best) ? language : best,
  );
  if (han <= count(most) && most !== 'zh' && most !== 'ja') return most;
  return count('ja') >= leastKana * han ? 'ja' : 'zh';
}

interface Decision {
  rule: TokenRule;
  /** What is to be said about it; null where nothing is. */
  why: Message<'tokens-automatic' | 'tokens-no-segmenter' | 'tokens-spaced'> | null;
}

/**
 * What *automatic* comes to: words, unless the texts have scripts without spaces in numbers, and have no spaces in them.
 * Then characters, which are the same on every platform, or a segmenter where most words are of other scripts.
 */
export function decideAutomatic(texts: Texts): DatasetSummary['tokenization'] {
  const { share, language, isSpaced } = scriptFacts(texts);
  if (language === null || share < leastSpaceless) return { rule: 'words', why: null };
  if (isSpaced) return { rule: 'words', why: { code: 'tokens-spaced', language } };
  const isMixed = share < mostlySpaceless && hasSegmenter();
  return {
    rule: isMixed ? `segmenter-${language}` : 'characters',
    why: { code: 'tokens-automatic', language, share },
  };
}

/** The rule for a dataset's texts: of a segmenter the language is theirs, and without one characters take its place. */
export function decideRule(asked: RunConfig['tokenization'], texts: Texts): Decision {
  if (isTokenRule(asked)) return { rule: asked, why: null };
  if (asked === 'automatic') return decideAutomatic(texts);
  const { language } = scriptFacts(texts);
  if (language === null) return { rule: 'words', why: null };
  if (hasSegmenter()) return { rule: `segmenter-${language}`, why: null };
  return { rule: 'characters', why: { code: 'tokens-no-segmenter' } };
}

/**
 * The settings of a run on some texts, with the rule in the place of what was asked for.
 * @param earlier the rule of the run or network that is continued
 */
export function withRule(config: RunConfig, texts: Texts, earlier?: RunConfig['tokenization']): RunConfig {
  if (isTokenRule(config.tokenization)) return config;
  return { ...config, tokenization: earlier ?? decideRule(config.tokenization, texts).rule };
}
