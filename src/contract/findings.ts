/** What the examination of a dataset finds. */
import type { Message } from './messages/message.ts';
import type { ClassId, Encoding, ExclusionCount, CleaningOptions, Part } from './dataset.ts';
import type { RunConfig, TokenKind } from './settings.ts';

/** `problem`: training on it misleads; `warning`: it costs accuracy; `note`: good to know, or fixed already. */
export const severities = ['problem', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

export type FindingId =
  | 'few-rows'
  /** By chance a part has no review, or training one class. */
  | 'empty-part'
  /** Other columns could be the label as well. */
  | 'other-labels'
  | 'imbalance'
  /** The strongest words of a class say the contrary of its name. */
  | 'direction'
  | 'sorted'
  | 'one-class-part'
  | 'exact-duplicates'
  /** An earlier text but for capitals, punctuation and markup. */
  | 'same-words'
  | 'near-duplicates'
  | 'cross-split'
  | 'two-labels'
  | 'empty-texts'
  | 'no-words'
  | 'missing-labels'
  | 'broken-rows'
  /** They had more cells than the table has columns. */
  | 'joined-cells'
  | 'long-texts'
  | 'small-vocabulary'
  | 'wrong-encoding'
  | 'decoded-twice'
  | 'markup'
  /** What texts in scripts without spaces are cut into. */
  | 'tokenization'
  /** Emoji tell the class, and are not read. */
  | 'emoji';

/** What a finding offers to do about it. */
/** What a fix may set: each has words of its own for its button. */
type FixedSetting = 'maxLength' | 'vocabularySize' | 'punctuation' | 'splitSeed' | 'tokenization';

export type Fix =
  | { kind: 'choice'; cleaning: Partial<CleaningOptions> }
  | { kind: 'settings'; change: Partial<Pick<RunConfig, FixedSetting>> }
  | { kind: 'encoding'; encoding: Encoding }
  /** What each label means, in place of what was chosen. */
  | { kind: 'classes'; classes: Record<string, ClassId | null> };

export interface Finding {
  id: FindingId;
  severity: Severity;
  /** Rows it is about. */
  count: number;
  /** What was found. */
  message: Message;
  /** What it does to training. */
  effect: Message;
  fixes: Fix[];
  /** Whether `rows` can be asked for the rows. */
  hasRows: boolean;
}

/** What the doctor says about a dataset, for the settings of a run. */
export interface DoctorReport {
  /** Of the data and the settings that it was made for. */
  fingerprint: string;
  rowsRead: number;
  rowsUsed: number;
  excluded: ExclusionCount[];
  classCounts: readonly number[];
  classNames: readonly string[];
  /** Share of each class in equal stretches of the file, in its order: sorted files show at once. */
  classAlong: readonly (readonly number[])[];
  /** What texts are cut into: lengths, vocabulary and the baseline's words are such. */
  tokens: TokenKind;
  /** Reviews by words: `edges` has one more than `counts`; the last bin holds all longer ones. */
  lengths: { edges: number[]; counts: number[]; median: number; p95: number; longest: number };
  /** Share of reviews over the length limit, and share of all words that it cuts. */
  cut: { limit: number; reviews: number; words: number };
  /** Share of all words in the training part that the most frequent `sizes` words cover. */
  coverage: { sizes: number[]; shares: number[]; distinct: number; chosenSize: number; chosenShare: number };
  parts: Record<Part, number>;
  /** The parts are those that came with the data. */
  areProvided: boolean;
  findings: Finding[];
  baselines: Baselines;
}

/** The baselines: accuracies on the run's own test part. */
export interface Baselines {
  /** Always answering the class that is larger in the training part. */
  majority: number;
  /** Logistic regression on words and those side by side, n-grams. */
  bagOfWords: number;
  /** How long that took. */
  seconds: number;
  /** For each class the n-grams that speak most for it, with their weights: of two classes those of class 0 are negative. */
  words: readonly { word: string; weight: number }[][];
  testRows: number;
}
