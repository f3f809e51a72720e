/**
 * Pseudo-labels: unlabelled texts join the training part with the classes that the n-gram baseline gives them, after
 * it has learned from the labelled ones. A network that learns from the answers of another model learns what that knows
 * (Buciluă, Caruana and Niculescu-Mizil, Model compression, 2006), here from more texts than have labels (Lee,
 * Pseudo-label, 2013).
 */
import type { RunConfig } from '../contract/settings.ts';
import type { Dataset } from './data/dataset.ts';
import { runParts, type RunParts } from './data/run-parts.ts';
import { keySet, unionOf, type SeenTexts } from './data/seen-texts.ts';
import type { Texts } from './data/text-column.ts';
import type { WorkOptions } from './data/time-slicer.ts';
import { distinctTexts, joinTexts, unlabelledBeside } from './data/unlabelled.ts';
import { bagOfWordsAnswers } from './doctor/baselines.ts';

/** Labelled and unlabelled texts together, and the parts that they are in. */
export interface LabelledTexts {
  dataset: Pick<Dataset, 'texts' | 'classes' | 'classNames'>;
  parts: RunParts;
}

/**
 * @param config whose tokenization is decided
 * @param base what a network has seen whose training continues
 * @throws {InputError} for data that can't be split; the signal's reason
 */
export async function withPseudoLabels(
  dataset: Dataset,
  config: RunConfig,
  unlabelled: Texts,
  { base = null, ...work }: WorkOptions & { base?: SeenTexts | null } = {},
): Promise<LabelledTexts> {
  const { parts, seen } = runParts(dataset, config, base);
  const { train, validation, test } = parts;
  // Copies of training reviews have a label already.
  const beside = await unlabelledBeside(dataset, [train, validation, test], unlabelled, work);
  const more = distinctTexts(beside);
  const rows = dataset.texts.length;
  const added = Int32Array.from(more.keys, (_, at) => rows + at);
  const texts = joinTexts(dataset.texts, more.texts);
  const classes = new Uint8Array(texts.length);
  classes.set(dataset.classes);
  const whole = { ...dataset, texts, classes };
  const answers = await bagOfWordsAnswers(whole, { train, validation, test: added }, config, work);
  classes.set(answers, rows);
  return {
    dataset: whole,
    parts: {
      parts: { ...parts, train: joined(train, added) },
      seen: { ...seen, trained: unionOf(seen.trained, keySet(more.keys)) },
    },
  };
}

function joined(one: Int32Array, other: Int32Array): Int32Array<ArrayBuffer> {
  const both = new Int32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
