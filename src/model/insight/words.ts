/** The words of a network: which are near each other in its embedding, and what it makes of them beside what counting makes. */
import type { ComparedWord, NearWords, WeighedWord, WordReport } from '../../contract/insight-words.ts';
import {
  encodeText,
  readingOf,
  TimeSlicer,
  unknownId,
  type Dataset,
  type WorkOptions,
} from '../data/index.ts';
import { attribute, readText, type Subject } from './explain.ts';
import { weightsOf, workOf } from './network64.ts';
import { centred, dot, firstComponent, unitVector, varianceOf, without } from './pca.ts';
import { rankCorrelation } from './ranks.ts';
import { readReviews } from './read-reviews.ts';
import { embed, embeddingOf } from './trace.ts';

const mostNear = 12;
/** Words of the map, and of the table. */
const mostWords = 300;
/** Reviews whose words are attributed, and multiplications and additions for all of them together. */
const mostReviews = 300;
const mostWork = 2e10;
/** A word that stands in the reviews less often has no mean to speak of. */
const leastCount = 3;
/** Passes over a text that its integrated gradients take, about. */
const passes = 32;

/** The nearest words of the embedding, by cosine; null where the network does not know the word. */
export function nearWords({ saved, vocabulary, network }: Subject, asked: string): NearWords {
  const [read] = encodeText(asked, vocabulary, readingOf(saved)).tokens;
  const word = read?.token ?? asked;
  const id = vocabulary.idOf(word);
  if (id === unknownId) return { word, near: null };
  const { name, size } = embeddingOf(network);
  const table = weightsOf(network, name);
  const rowOf = (row: number) => unitVector(table.subarray(row * size, (row + 1) * size));
  const own = rowOf(id);
  const near = Array.from({ length: vocabulary.size }, (_, row) => row)
    // Padding and the unknown word are none.
    .filter((row) => row > unknownId && row !== id)
    .map((row) => ({ word: vocabulary.tokens[row], cosine: dot(own, rowOf(row)) }))
    .sort((a, b) => b.cosine - a.cosine);
  return { word, near: near.slice(0, mostNear) };
}

/** Weights of words alone in the n-gram baseline: of two classes one, towards the second, else one for each class. */
export type WordWeights = ReadonlyMap<string, readonly number[]>;

/** What a word speaks for by counting, and how much. */
function strongestOf(weights: readonly number[]): { class: number; weight: number } {
  if (weights.length === 1) return { class: weights[0] > 0 ? 1 : 0, weight: weights[0] };
  const weight = Math.max(...weights);
  return { class: weights.indexOf(weight), weight };
}

/** The most predictive words that the network knows, on the first two principal components of their embeddings. */
export function wordMap(
  { vocabulary, network }: Pick<Subject, 'vocabulary' | 'network'>,
  weights: WordWeights,
): Pick<WordReport, 'map' | 'shares'> {
  const words = [...weights]
    .filter(([word]) => vocabulary.idOf(word) !== unknownId)
    .map(([word, own]) => ({ word, ...strongestOf(own) }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostWords);
  if (words.length === 0) return { map: [], shares: [0, 0] };
  const { size } = embeddingOf(network);
  const embedded = embed(
    network,
    Int32Array.from(words, ({ word }) => vocabulary.idOf(word)),
  );
  const rows = centred(words.map((_, i) => embedded.slice(i * size, (i + 1) * size)));
  const first = firstComponent(rows);
  const second = firstComponent(without(rows, first.direction));
  const variance = Math.max(varianceOf(rows), Number.MIN_VALUE);
  const map = words.map((word, i): WeighedWord => ({
    ...word,
    x: dot(rows[i], first.direction),
    y: dot(rows[i], second.direction),
  }));
  return { map, shares: [first.variance / variance, second.variance / variance] };
}

/** What was added up of one word. */
interface Sums {
  count: number;
  attribution: number;
  weight: number;
}

/** Root of the mean square; 1 where all are 0. */
function sizeOf(values: readonly number[]): number {
  const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  return square > 0 ? Math.sqrt(square) : 1;
}

/** Words that stand in the texts often enough, those first on which network and counting differ most. */
function compared(sums: ReadonlyMap<string, Sums>): Pick<WordReport, 'compared' | 'agreement'> {
  const words = [...sums].flatMap(([word, { count, attribution, weight }]) =>
    count < leastCount ? [] : [{ word, count, attribution: attribution / count, weight: weight / count }],
  );
  const attributions = words.map(({ attribution }) => attribution);
  const weights = words.map(({ weight }) => weight);
  const [one, other] = [sizeOf(attributions), sizeOf(weights)];
  const all = words.map((word): ComparedWord => ({
    ...word,
    difference: word.attribution / one - word.weight / other,
  }));
  all.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  return { compared: all.slice(0, mostWords), agreement: rankCorrelation(attributions, weights) };
}

/**
 * Mean attribution (integrated gradients) of each word over some of the rows, evenly, beside its weight by counting. Of
 * more than two classes both are those of the class that the network answers.
 * @throws {BackendError}, and the signal's reason once it is aborted
 */
export async function compareWords(
  subject: Subject,
  { texts }: Pick<Dataset, 'texts'>,
  { rows, weights }: { rows: Int32Array; weights: WordWeights },
  options: WorkOptions = {},
): Promise<Pick<WordReport, 'compared' | 'agreement' | 'reviews'>> {
  const slicer = new TimeSlicer(options, 'examining');
  const words = Math.floor(mostWork / passes / workOf(subject.network, 1));
  const most = { reviews: mostReviews, words };
  const reviews = await readReviews(subject, { texts }, { rows, most }, slicer);
  const sums = new Map<string, Sums>();
  for (const [i, row] of reviews.rows.entries()) {
    if (slicer.isDue) await slicer.pause(i / reviews.rows.length, i);
    const read = readText(subject, texts.get(row));
    const { values } = await attribute(subject, read, 'integrated-gradients', { signal: options.signal });
    const { logits } = read.trace;
    const explained = logits.indexOf(Math.max(...logits));
    read.tokens.forEach(({ token, known }, t) => {
      const weight = weights.get(token)?.[explained];
      if (!known || weight === undefined) return;
      const own = sums.get(token) ?? { count: 0, attribution: 0, weight: 0 };
      own.count++;
      own.attribution += values[t];
      own.weight += weight;
      sums.set(token, own);
    });
  }
  return { ...compared(sums), reviews: { looked: reviews.rows.length, all: reviews.all } };
}
