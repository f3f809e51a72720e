/** What a network's answer for a text is made of. */
import type {
  Attributed,
  AttributionMethod,
  Explanation,
  Gradients,
  Inside,
  Phrases,
} from '../../contract/insight.ts';
import { encodeText, readingOf, unknownId, type Vocabulary, type WorkOptions } from '../data/index.ts';
import { InputError } from '../errors.ts';
import type { SavedModel } from '../export/saved-model.ts';
import type { Network } from '../network/network.ts';
import { gradientsWithin } from './backward.ts';
import { pooledShares, readoutWeights } from './contributions.ts';
import { completenessError, integratedGradients } from './integrated-gradients.ts';
import { network64, readoutOf, recurrentLayersOf, workOf, type Network64 } from './network64.ts';
import { occlusion, phraseSurplus } from './occlusion.ts';
import { backendWork } from './on-backend.ts';
import { relevance } from './relevance.ts';
import { readsForwardsOnly, runningLogits } from './running.ts';
import { shownGradients, shownTrace } from './shown-trace.ts';
import { embed, probabilitiesOf, traceOf, type Trace } from './trace.ts';
import { float64Work, type NetworkWork } from './work.ts';

/** A model to look into. */
export interface Subject {
  saved: SavedModel;
  vocabulary: Vocabulary;
  /** In float64; made when first needed. */
  network: Network64;
  /** With its weights on the backend in use. */
  running: () => Network;
}

/** Multiplications and additions that float64 does in a tenth of a second; more are for the backend. */
const mostWork64 = 5e7;

/** How work is done fastest. @param words read in all of its forward passes together; a backward pass counts as one */
export function workFor(subject: Subject, words: number, options: WorkOptions = {}): NetworkWork {
  if (workOf(subject.network, words) <= mostWork64) return float64Work(subject.network, options);
  return backendWork(subject.running(), subject.saved, options);
}

/** A text as the network reads it. */
export interface ReadText {
  ids: Int32Array;
  /** One for each id. */
  tokens: { token: string; known: boolean }[];
  embedded: Float64Array;
  trace: Trace;
}

/** @throws {InputError} when it has no words */
export function readText({ saved, vocabulary, network }: Subject, text: string): ReadText {
  const { ids, tokens } = encodeText(text, vocabulary, readingOf(saved));
  if (tokens.length === 0) throw new InputError({ code: 'no-words' });
  const embedded = embed(network, ids);
  return { ids, tokens: tokens.filter(({ used }) => used), embedded, trace: traceOf(network, embedded) };
}

/** The explained logit's place among the logits. */
function explainedLogit({ logits }: Trace): number {
  return logits.indexOf(Math.max(...logits));
}

/** A logit and what each word adds to it. */
export interface Attribution {
  /** [T] */
  values: Float64Array;
  baselineLogit: number;
  logit: number;
  completenessError: number;
}

/** @throws {InputError} for a method that the cell does not have; the signal's reason */
export async function attribute(
  subject: Subject,
  { ids, embedded, trace }: Pick<ReadText, 'ids' | 'embedded' | 'trace'>,
  method: AttributionMethod,
  options: WorkOptions = {},
): Promise<Attribution> {
  const { network } = subject;
  const words = ids.length;
  const place = explainedLogit(trace);
  const logit = trace.logits[place];
  if (method === 'lrp') {
    if (recurrentLayersOf(network).some(({ cell }) => cell !== 'lstm'))
      throw new InputError({ code: 'lrp-needs-lstm' });
    const values = relevance(network, trace, place);
    return { values, baselineLogit: 0, logit, completenessError: completenessError(values, logit) };
  }
  const baseline = embed(network, new Int32Array(words).fill(unknownId));
  const baselineLogit = traceOf(network, baseline).logits[place];
  const difference = logit - baselineLogit;
  if (method === 'occlusion') {
    const work = workFor(subject, words * words, options);
    const values = await occlusion(work, { ids, logit: place, whole: logit });
    return { values, baselineLogit, logit, completenessError: completenessError(values, difference) };
  }
  // Forwards, and as much again backwards, at sixteen points or more.
  const work = workFor(subject, 32 * words, options);
  const path = { embedded, baseline, words, logit: place, difference };
  const { values, completenessError: error } = await integratedGradients(work, path);
  return { values, baselineLogit, logit, completenessError: error };
}

/** [T][K] Probabilities if the text ended after each word. */
async function runningProbabilities(
  subject: Subject,
  { ids, embedded, trace }: Pick<ReadText, 'ids' | 'embedded' | 'trace'>,
  options: WorkOptions = {},
): Promise<number[][]> {
  const { network, saved } = subject;
  const { length } = ids;
  const isShort = workOf(network, (length * length) / 2) <= mostWork64;
  const logits =
    isShort || readsForwardsOnly(network)
      ? runningLogits(network, embedded, trace)
      : await backendWork(subject.running(), saved, options).logits(
          Array.from(ids, (_, last) => ids.subarray(0, last + 1)),
        );
  return logits.map((own) => probabilitiesOf(own, saved.decision.temperature));
}

/** @throws {InputError} for a text without words, and as `attribute`; the signal's reason */
export async function explain(
  subject: Subject,
  text: string,
  method: AttributionMethod,
  options: WorkOptions = {},
): Promise<Explanation> {
  const read = readText(subject, text);
  const running = await runningProbabilities(subject, read, options);
  const { values, ...sums } = await attribute(subject, read, method, options);
  return {
    text,
    classes: subject.saved.classNames,
    probability: probabilitiesOf(read.trace.logits, subject.saved.decision.temperature),
    tokens: read.tokens.map(({ token, known }, t) => ({
      ...{ token, known },
      attribution: values[t],
      running: running[t],
    })),
    ...sums,
  };
}

/** Every gate and state for the words of a text, and the running verdict. @throws as `explain` */
export async function inside(subject: Subject, text: string, options: WorkOptions = {}): Promise<Inside> {
  const read = readText(subject, text);
  const { network } = subject;
  const place = explainedLogit(read.trace);
  return {
    text,
    classes: subject.saved.classNames,
    tokens: read.tokens.map(({ token, known }) => ({ token, known })),
    running: await runningProbabilities(subject, read, options),
    layers: shownTrace(network, read.trace, place),
    logit: read.trace.logits[place],
    bias: readoutOf(network).bias[place],
    pooled: pooledShares(network, read.trace, place),
  };
}

/** What each word of a text adds to the explained logit. @throws as `explain` */
export async function attributeText(
  subject: Subject,
  text: string,
  method: AttributionMethod,
  options: WorkOptions = {},
): Promise<Attributed> {
  const { values, ...sums } = await attribute(subject, readText(subject, text), method, options);
  return { text, method, values: [...values], ...sums };
}

/**
 * How the explained logit changes with all that one direction of a layer computes for the words of a text.
 * @throws as `explain`
 * @throws {RangeError} when the network has no such layer or direction
 */
export function gradientsFor(
  subject: Subject,
  text: string,
  { layer, direction }: Pick<Gradients, 'layer' | 'direction'>,
): Gradients {
  const { trace } = readText(subject, text);
  const place = trace.layers.findIndex((traced) => traced.layer.name === layer);
  const way = trace.layers[place]?.directions.findIndex((one) => one.direction === direction) ?? -1;
  if (way < 0) throw new RangeError(`This network has no layer ${layer} that reads ${direction}.`);
  const weights = readoutWeights(subject.network, explainedLogit(trace));
  const found = gradientsWithin(subject.network, trace, weights, place);
  return { text, ...shownGradients(trace.layers[place], way, found[way]) };
}

/** Neighbouring words by what they add together beyond each alone, the largest first. @throws as `explain` */
export async function phrasesOf(subject: Subject, text: string, options: WorkOptions = {}): Promise<Phrases> {
  const { ids, tokens, trace } = readText(subject, text);
  const work = workFor(subject, 2 * ids.length ** 2, options);
  const logit = explainedLogit(trace);
  const asked = { ids, logit, whole: trace.logits[logit] };
  const surpluses = await phraseSurplus(work, asked, await occlusion(work, asked));
  const phrases = Array.from(surpluses, (surplus, start) => ({
    words: [tokens[start].token, tokens[start + 1].token],
    ...{ start, surplus },
  }));
  return { text, phrases: phrases.sort((a, b) => Math.abs(b.surplus) - Math.abs(a.surplus)) };
}

/** What looks into a model. */
export function subjectOf(saved: SavedModel, vocabulary: Vocabulary, running: () => Network): Subject {
  return { saved, vocabulary, network: network64(saved), running };
}
