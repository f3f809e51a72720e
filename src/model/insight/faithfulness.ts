/**
 * Whether attributions say what the network does. Words are made unknown, those first that are said to speak most for the
 * answer (deletion), or shown to it in that order (insertion; Petsiuk, Das and Saenko 2018): the answer's probability has
 * to fall and to rise sooner than in random order. Methods are compared by rank, and with the same method on a network
 * with random weights (Adebayo and others 2018), which must not look the same.
 */
import {
  attributionMethods,
  type AttributionMethod,
  type Faithfulness,
  type FaithfulOrder,
} from '../../contract/insight.ts';
import { meanAndDeviation } from '../../contract/math.ts';
import { Random, type InTurn, type WorkOptions } from '../data/index.ts';
import { parameterSpecs } from '../network/layers.ts';
import { initialParameters } from '../network/parameters.ts';
import { Network } from '../network/network.ts';
import { sizesOf } from '../export/saved-model.ts';
import { attribute, readText, workFor, type ReadText, type Subject } from './explain.ts';
import { network64, recurrentLayersOf } from './network64.ts';
import { removal, withUnknown } from './occlusion.ts';
import { probabilitiesOf } from './trace.ts';
import { rankCorrelation } from './ranks.ts';

/** Shares of a text's words at which the curves are measured. */
const shares = Array.from({ length: 11 }, (_, i) => i / 10);
/** Reviews that the network with random weights is asked about. */
const mostControls = 50;
/** Shorter texts have no order to speak of. */
const fewestWords = 3;

export interface FaithfulnessOptions extends WorkOptions {
  /** Lets other work on the device come between two texts. */
  inTurn?: InTurn;
}

/** What one review says of one order of its words. */
interface Measured {
  deletion: number[];
  insertion: number[];
}

interface MeasuredReview {
  words: number;
  /** [T] for each method, positive where a word speaks for the answer. */
  values: ReadonlyMap<AttributionMethod, Float64Array>;
  orders: ReadonlyMap<AttributionMethod | 'random', Measured>;
  /** [T] What the answer loses without each word. */
  removed: Float64Array;
}

/**
 * @param texts those with fewer than three words are passed over
 * @throws the signal's reason
 */
export async function faithfulness(
  subject: Subject,
  texts: readonly string[],
  { inTurn = (step) => step(), onProgress, signal }: FaithfulnessOptions = {},
): Promise<Faithfulness> {
  const isLstm = recurrentLayersOf(subject.network).every(({ cell }) => cell === 'lstm');
  const methods = attributionMethods.filter((method) => method !== 'lrp' || isLstm);
  const options = { signal };
  const reviews: MeasuredReview[] = [];
  const controls = new Map(methods.map((method) => [method, [] as number[]]));
  const random = new Random(subject.saved.config.seed, 0x6661);
  const other = withRandomWeights(subject);
  try {
    for (const [i, text] of texts.entries()) {
      signal?.throwIfAborted();
      onProgress?.({ phase: 'examining', share: i / texts.length, rows: i });
      await inTurn(async () => {
        const read = readText(subject, text);
        if (read.ids.length < fewestWords) return;
        const review = await measure(subject, read, methods, { random, options });
        reviews.push(review);
        if (reviews.length <= mostControls)
          await control(other.subject, text, review.values, { controls, options });
      });
    }
  } finally {
    other.dispose();
  }
  return summed(reviews, methods, controls);
}

function withRandomWeights({ saved, vocabulary }: Subject): { subject: Subject; dispose: () => void } {
  const { config } = saved;
  const sizes = sizesOf(saved);
  const parameters = initialParameters(parameterSpecs(config, sizes), config.seed + 1);
  const other = { ...saved, parameters };
  let network: Network | null = null;
  return {
    subject: {
      saved: other,
      vocabulary,
      network: network64(other),
      running: () => (network ??= new Network(config, sizes, parameters)),
    },
    dispose: () => network?.dispose(),
  };
}

async function measure(
  subject: Subject,
  read: ReadText,
  methods: readonly AttributionMethod[],
  { random, options }: { random: Random; options: WorkOptions },
): Promise<MeasuredReview> {
  const { ids, trace } = read;
  const probabilities = probabilitiesOf(trace.logits, 1);
  const answer = probabilities.indexOf(Math.max(...probabilities));
  // Of two classes the one logit speaks for the second.
  const sign = trace.logits.length === 1 && answer === 0 ? -1 : 1;
  const values = new Map<AttributionMethod, Float64Array>();
  for (const method of methods) {
    const found = await attribute(subject, read, method, options);
    values.set(
      method,
      found.values.map((value) => sign * value),
    );
  }
  const chance = random.shuffle(Float64Array.from(ids, (_, t) => t));
  const orders = new Map<AttributionMethod | 'random', Measured>();
  for (const [name, own] of [...values, ['random', chance] as const])
    orders.set(name, await curves(subject, ids, { values: own, answer, options }));
  const logit = trace.logits.length === 1 ? 0 : answer;
  const work = workFor(subject, ids.length ** 2, options);
  const removed = await removal(work, { ids, logit, whole: trace.logits[logit] });
  return { words: ids.length, values, orders, removed: removed.map((loss) => sign * loss) };
}

/** The answer's probability, with more and more words unknown and with more and more of them shown. */
async function curves(
  subject: Subject,
  ids: Int32Array,
  { values, answer, options }: { values: Float64Array; answer: number; options: WorkOptions },
): Promise<Measured> {
  const order = [...values.keys()].sort((a, b) => values[b] - values[a]);
  const counts = shares.map((share) => Math.round(share * ids.length));
  const texts = [
    ...counts.map((count) => withUnknown(ids, order.slice(0, count))),
    ...counts.map((count) => withUnknown(ids, order.slice(count))),
  ];
  const logits = await workFor(subject, texts.length * ids.length, options).logits(texts);
  const all = logits.map((own) => probabilitiesOf(own, 1)[answer]);
  return { deletion: all.slice(0, shares.length), insertion: all.slice(shares.length) };
}

async function control(
  other: Subject,
  text: string,
  values: MeasuredReview['values'],
  { controls, options }: { controls: ReadonlyMap<AttributionMethod, number[]>; options: WorkOptions },
): Promise<void> {
  const read = readText(other, text);
  for (const [method, own] of values) {
    const found = await attribute(other, read, method, options);
    controls.get(method)?.push(rankCorrelation(found.values.map(Math.abs), own.map(Math.abs)));
  }
}

const meanOf = (values: readonly number[]) => meanAndDeviation(values).mean;

function summed(
  reviews: readonly MeasuredReview[],
  methods: readonly AttributionMethod[],
  controls: ReadonlyMap<AttributionMethod, readonly number[]>,
): Faithfulness {
  const orders = [...methods, 'random' as const].map((name) => {
    const own = reviews.flatMap((review) => review.orders.get(name) ?? []);
    return orderOf(name, own, reviews);
  });
  return {
    reviews: reviews.length,
    words: meanOf(reviews.map(({ words }) => words)),
    shares,
    orders,
    agreement: pairsOf(methods).map(([a, b]) => ({
      methods: [a, b],
      correlation: meanOf(
        reviews.map(({ values }) => rankCorrelation(values.get(a) ?? [], values.get(b) ?? [])),
      ),
    })),
    controls: methods.map((method) => ({ method, correlation: meanOf(controls.get(method) ?? []) })),
    trusted: trustedOf(orders, reviews),
  };
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

/** The mean height of a curve between its first and its last point, by trapezoids. */
function areaOf(curve: readonly number[]): number {
  const inner = curve.slice(1, -1).reduce((sum, value) => sum + value, 0);
  return (inner + (curve[0] + curve[curve.length - 1]) / 2) / (curve.length - 1);
}

/** How much sooner a review's answer comes by insertion than it goes by deletion. */
const gapOf = ({ deletion, insertion }: Measured) => areaOf(insertion) - areaOf(deletion);

/** How much further apart both areas are in one order than in another, review by review, with the 95% interval. */
function over(
  name: AttributionMethod | 'random',
  than: AttributionMethod | 'random',
  reviews: readonly MeasuredReview[],
): FaithfulOrder['overRandom'] {
  const differences = reviews.flatMap(({ orders }) => {
    const [own, other] = [orders.get(name), orders.get(than)];
    return own && other ? [gapOf(own) - gapOf(other)] : [];
  });
  const { mean, deviation } = meanAndDeviation(differences);
  const reach = (1.96 * (deviation ?? 0)) / Math.sqrt(differences.length);
  return { mean, interval: [mean - reach, mean + reach] };
}

function orderOf(
  name: AttributionMethod | 'random',
  measured: readonly Measured[],
  reviews: readonly MeasuredReview[],
): FaithfulOrder {
  const curve = (of: (own: Measured) => number[]) =>
    shares.map((_, i) => meanOf(measured.map((own) => of(own)[i])));
  const deletion = curve((own) => own.deletion);
  const insertion = curve((own) => own.insertion);
  return {
    ...{ name, deletion, insertion },
    deletionArea: areaOf(deletion),
    insertionArea: areaOf(insertion),
    overRandom: over(name, 'random', reviews),
    signs: name === 'random' ? null : signsOf(name, reviews),
  };
}

/** Of how many words the removal moves the logit the way their attribution says. */
function signsOf(method: AttributionMethod, reviews: readonly MeasuredReview[]): FaithfulOrder['signs'] {
  let [right, all, strongRight, strong] = [0, 0, 0, 0];
  for (const { values, removed } of reviews) {
    const own = values.get(method) ?? new Float64Array(0);
    const sizes = [...own].map(Math.abs).sort((a, b) => b - a);
    const least = sizes[Math.ceil(sizes.length / 10) - 1];
    own.forEach((value, t) => {
      // An unknown word adds nothing on the way from unknown words, so that nothing is said of it.
      if (value === 0 || removed[t] === 0) return;
      const isRight = value > 0 === removed[t] > 0;
      all++;
      if (isRight) right++;
      if (Math.abs(value) < least) return;
      strong++;
      if (isRight) strongRight++;
    });
  }
  return { all: right / all, strongest: strongRight / strong };
}

/** Those over random order for certain, but for those that the best of them is better than for certain. */
function trustedOf(
  orders: readonly FaithfulOrder[],
  reviews: readonly MeasuredReview[],
): AttributionMethod[] {
  const surely = orders.flatMap(({ name, overRandom }) =>
    name !== 'random' && overRandom.interval[0] > 0 ? [{ name, mean: overRandom.mean }] : [],
  );
  const [best] = surely.toSorted((a, b) => b.mean - a.mean);
  return surely.flatMap(({ name }) => (over(best.name, name, reviews).interval[0] > 0 ? [] : [name]));
}
