/** What a trained model shows: its test, its predictions. */
import type { Message } from './messages/message.ts';
import type { Decision } from './decision.ts';
import type { TokenKind } from './settings.ts';
import type { ClassId } from './dataset.ts';

/** Rows: true class; columns: predicted class. */
export type ConfusionMatrix = readonly (readonly number[])[];

export interface Scores {
  /** Of what was predicted to be of a class, the share that is; null where nothing was predicted so. */
  precision: number | null;
  /** Of what is of a class, the share that was predicted so; null where nothing is. */
  recall: number | null;
  /** The harmonic mean of the two; 0 where both are, null where one of them is. */
  f1: number | null;
}

/** Of one class. */
export interface ClassScores extends Scores {
  /** Rows that are of it. */
  rows: number;
}

/** Rows that a network is not tested on, because it was trained on their texts, or validated (and not trained) on them. */
export interface ExcludedRows {
  trained: number;
  validated: number;
}

/** A simple classifier beside the network, on the same test rows. */
export interface BaselineComparison {
  /** The baseline's. */
  accuracy: number;
  /** The network's accuracy less the baseline's. */
  difference: number;
  /** 95% interval of the difference. */
  interval: [number, number];
  /** Rows on which the network alone is right, and the baseline alone. */
  onlyNetwork: number;
  onlyBaseline: number;
  /** Of McNemar's exact test. */
  pValue: number;
}

/** Learned from the rows that the network was trained on. */
export interface TestBaselines {
  /** Always giving the class that is larger in the training part. */
  majority: BaselineComparison;
  /** Logistic regression on words and those side by side, n-grams. */
  bagOfWords: BaselineComparison;
}

/** The network beside the n-gram baseline, by the exact test. */
export type Verdict = Message<'better' | 'not-distinguishable' | 'worse'>;

/** Why a network may be no better than the baseline, and what to try. */
export type Reason = Message<
  | 'reason-still-improving'
  | 'reason-few-tested'
  | 'reason-cut'
  | 'reason-unknown'
  | 'reason-rare-words'
  | 'reason-memorised'
  | 'reason-small-class'
  | 'reason-few-trained'
>;

/** Of some reviews of a test. */
interface GroupAnswers {
  rows: number;
  /** Of them answered rightly. */
  right: number;
}

/** What is known of a test's reviews that may be a reason. */
export interface TestFacts {
  /** Reviews that the network was trained on. */
  trained: number;
  /** Its embedding started from word vectors. */
  fromVectors: boolean;
  /** A word that training has less often is rare. */
  times: number;
  /** Reviews with rare words, and those without. */
  rare: GroupAnswers;
  frequent: GroupAnswers;
  /** The length limit, reviews that it cuts, and those that it does not. */
  limit: number;
  cut: GroupAnswers;
  whole: GroupAnswers;
  /** Share of all words that the network does not know. */
  unknown: number;
}

/** What may make a network better. */
export type Advice = Message<
  | 'learning-rate'
  | 'validation-rising'
  | 'overfitting'
  | 'memorised'
  | 'levelled-off'
  | 'more-epochs'
  | 'one-epoch'
  | 'below-baseline'
>;

/** Of two classes the scores are those of class 1, of more the means over the classes that occur. */
export interface TestReport extends Scores {
  rows: number;
  accuracy: number;
  /** 95% interval of the accuracy. */
  interval: [number, number];
  loss: number;
  confusion: ConfusionMatrix;
  perClass: readonly ClassScores[];
  /** Means over the classes, by their rows. */
  weighted: Scores;
  /** Accuracy of always answering the class that is larger in the training part. */
  majorityAccuracy: number;
  /** Rows of the data that were not tested on, as the network had seen them; null for a test of an older version. */
  excluded: ExcludedRows | null;
  /** Null where the rows that the network was trained on are not loaded, and in older reports. */
  baselines: TestBaselines | null;
  /** Null without baselines. */
  verdict: Verdict | null;
  /** Why it is not better than the baseline, the most likely first; none where it is, or where that is not known. */
  reasons: Reason[];
  /** What to try next, the most useful first. */
  advice: Advice[];
  /** The most confident errors, the most confident first; the probability is that of the predicted class. */
  mistakes: { text: string; class: ClassId; predicted: ClassId; probability: number }[];
  classNames: readonly string[];
}

export interface PredictedToken {
  token: string;
  /** False: the network saw "unknown" in its place. */
  known: boolean;
  /** False: cut off by the length limit. */
  used: boolean;
}

/** Where in a run weights are from. */
export interface WeightsPosition {
  /** The epoch of the last step, from 1; 0 before the first step. */
  epoch: number;
  /** Steps done. */
  step: number;
}

export interface Prediction {
  /** Of each class by the model's temperature, together 1. */
  probabilities: readonly number[];
  /** By the model's decision. */
  class: ClassId;
  tokens: PredictedToken[];
  /** What the text was cut into. */
  kind: TokenKind;
  classNames: readonly string[];
  /** Of the run that is under way, whose network answered; null: the loaded network did. */
  weights: WeightsPosition | null;
}

/** What the page shows of a model that it has, trained here or loaded. */
export interface ModelSummary {
  parameterCount: number;
  vocabularyCount: number;
  classNames: readonly string[];
  trainedOn: string;
  epochs: number;
  test: TestReport | null;
  decision: Decision;
}
