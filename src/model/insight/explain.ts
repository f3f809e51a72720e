/** What a network's answer for a text is made of. */
import type { AttributionMethod, Explanation, Inside, PhraseSurplus } from '../../contract/insight.ts';
import { encodeText, readingOf, unknownId, type Vocabulary, type WorkOptions } from '../data/index.ts';
import { InputError } from '../errors.ts';
import type { SavedModel } from '../export/saved-model.ts';
import type { Network } from '../network/network.ts';
import { completenessError, integratedGradients } from './integrated-gradients.ts';
import { network64, recurrentLayersOf, workOf, type Network64 } from './network64.ts';
import { occlusion, phraseSurplus } from './occlusion.ts';
import { backendWork } from './on-backend.ts';
import { relevance } from './relevance.ts';
import { readsForwardsOnly, runningLogits } from './running.ts';
import { shownTrace } from './shown-trace.ts';
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
  return {
    text,
    classes: subject.saved.classNames,
    tokens: read.tokens.map(({ token, known }) => ({ token, known })),
    running: await runningProbabilities(subject, read, options),
    layers: shownTrace(subject.network, read.trace, explainedLogit(read.trace)),
  };
}

/** Neighbouring words by what they add together beyond each alone, the largest first. @throws as `explain` */
export async function phrasesOf(
  subject: Subject,
  text: string,
  options: WorkOptions = {},
): Promise<PhraseSurplus[]> {
  const { ids, tokens, trace } = readText(subject, text);
  const work = workFor(subject, 2 * ids.length ** 2, options);
  const logit = explainedLogit(trace);
  const asked = { ids, logit, whole: trace.logits[logit] };
  const surpluses = await phraseSurplus(work, asked, await occlusion(work, asked));
  return Array.from(surpluses, (surplus, start) => ({
    words: [tokens[start].token, tokens[start + 1].token],
    ...{ start, surplus },
  })).sort((a, b) => Math.abs(b.surplus) - Math.abs(a.surplus));
}

/** What looks into a model. */
export function subjectOf(saved: SavedModel, vocabulary: Vocabulary, running: () => Network): Subject {
  return { saved, vocabulary, network: network64(saved), running };
}
