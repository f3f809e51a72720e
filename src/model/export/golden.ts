/**
 * `golden.json`: texts with what this model makes of them, so that any installation of any program can be
 * checked against the page. The texts are made of the vocabulary: none is a review of somebody's.
 */
import type { ClassId } from '../../contract/dataset.ts';
import type { RunConfig } from '../../contract/settings.ts';
import { encodeText } from '../data/encode.ts';
import { readingOf } from '../data/reading.ts';
import { Random } from '../data/random.ts';
import { Vocabulary } from '../data/vocabulary.ts';
import { classOf } from '../evaluation/index.ts';
import { layersOf, sizeOf } from '../network/layers.ts';
import { describeLayers } from './schemas.ts';
import { sizesOf } from './saved-model.ts';
import type { SavedModel } from './saved-model.ts';
import { network } from './templates/forget-gate.mjs';

export interface GoldenCase {
  text: string;
  /** All of the text, before it is cut. */
  tokens: string[];
  /** What the network reads. */
  ids: number[];
  /** Of each class, by the model's temperature. */
  probabilities: number[];
  /** By the model's decision. */
  class: ClassId;
}

export interface Golden {
  format: 'forget-gate-golden';
  version: 1;
  /** How far another program's probability may be off. */
  tolerance: number;
  cases: GoldenCase[];
}

/** `golden.json`: of two classes the probability of class 1 says both. */
export function writeGolden({ cases, ...golden }: Golden) {
  const written = cases.map(({ probabilities, ...input }) =>
    probabilities.length === 2 ? { ...input, probability: probabilities[1] } : { ...input, probabilities },
  );
  return { ...golden, cases: written };
}

export const goldenCount = 50;
const tolerance = 1e-5;

/** Each is there for a mistake that a tokenizer of one's own makes easily. */
const oddTexts = [
  '',
  ' \t\n\u00a0 ',
  "?!… -- '' \"",
  '<br /><br/><BR>',
  'qwertzuiop xyzzyx',
  'Phim rất hay, diễn viên tốt! Món phở ở đây ngon tuyệt vời.',
  'Phim rất hay, diễn viên tốt! Món phở ở đây ngon tuyệt vời.'.normalize('NFD'),
  'Dở quá, KHÔNG ĐÁNG TIỀN; đừng xem.',
  "Don’t stop, can't stop: rock'n'roll 'quoted' dogs’ ‘80s’",
  'İstanbul IŞIK ΟΔΟΣ ὈΔΥΣΣΕΎΣ STRAẞE ǅ',
  '😀😀 👍🏽 👨\u200d👩\u200d👧 good🙂bad ❤️ 5★ 10/10 $9.99 50% a+b',
  'co\u00adoperate zero\u200bwidth nul\0l caf\u0065\u0301 na\u00efve \ufeffbom',
  'cp1252: \u0093quoted\u0094 it\u0092s \u0096 fine \u0085 end\u0081',
  'lone \ud800 surrogate 𝒳𝓎 x² ½ ٣٤ Ⅷ',
  '多好的电影 とても良い 정말 좋아요 очень хорошо فيلم رائع',
  '味道很不错，送餐也快！iPhone13很好用 𠀀𠀁 ハﾞイク 高い',
  'อาหารอร่อยมาก น้ำใจดี ອາຫານແຊບຫຼາຍ ນ້ຳໃຈ អាហារឆ្ងាញ់ណាស់ အစားအသောက်အရမ်းကောင်းတယ်',
  'one<br />two<br  /  >three</br>four<b>five</b>&amp;',
  '<p class="x">six</p><script>seven</SCRIPT>eight &amp;lt; <!-- nine --> &eacute;&#128512;&#xD800;&none; a < b <3',
  'toString constructor __proto__ hasOwnProperty',
  // More marks in a row than the thirty that stay together, some of which NFC joins, sorts or writes as two.
  `Z${'\u0316\u0301'.repeat(40)}! İ${'\u0344'.repeat(20)} e${'\u0301'.repeat(31)}`,
];

const endings = ['.', '!', '…', ' :)', ''];

/** Fifty texts: odd ones, then ones of the model's own words, two of which are over its limit. */
export function goldenTexts(saved: Pick<SavedModel, 'config' | 'vocabulary'>): string[] {
  const words = saved.vocabulary.slice(2);
  const known = words.length > 0 ? words : ['word'];
  const random = new Random(1, 0x901d);
  const sentence = (length: number) => {
    const chosen = Array.from({ length }, () => known[random.below(known.length)]);
    const first = chosen[0].slice(0, 1).toUpperCase() + chosen[0].slice(1);
    return [first, ...chosen.slice(1)].join(' ') + endings[random.below(endings.length)];
  };
  const over = saved.config.maxLength + 3;
  const long = [sentence(over), `${sentence(over)} ${sentence(5)}`];
  const plain = Array.from({ length: goldenCount - oddTexts.length - long.length }, () =>
    sentence(1 + random.below(Math.min(24, saved.config.maxLength))),
  );
  return [...oddTexts, ...long, ...plain];
}

/** The texts with tokens and ids, still without an answer. */
export function goldenInputs(
  saved: Pick<SavedModel, 'config' | 'cleaning' | 'vocabulary'>,
): Omit<GoldenCase, 'probabilities' | 'class'>[] {
  const vocabulary = new Vocabulary(saved.vocabulary);
  const rule = readingOf(saved);
  return goldenTexts(saved).map((text) => {
    const { tokens, ids } = encodeText(text, vocabulary, rule);
    return { text, tokens: tokens.map(({ token }) => token), ids: [...ids] };
  });
}

/** Products that computing all golden answers takes. */
export function goldenWork(
  saved: Pick<SavedModel, 'config' | 'cleaning' | 'vocabulary' | 'classNames'>,
): number {
  const words = goldenInputs(saved).reduce((sum, { ids }) => sum + ids.length, 0);
  return words * workPerWord(saved.config, saved.classNames.length);
}

/** Each weight of a matrix is a product; the embedding is only looked up. */
function workPerWord(config: RunConfig, classes: number): number {
  const matrices = layersOf(config, { words: 0, classes })
    .filter(({ kind }) => kind !== 'embedding')
    .flatMap(({ parameters }) => parameters.filter(({ shape }) => shape.length === 2));
  return matrices.reduce((sum, spec) => sum + sizeOf(spec), 0);
}

/** So many products take about a second in one thread of plain JavaScript. */
export const mostGoldenWork = 5e8;

/**
 * @param probabilities [n,K] of `goldenInputs`, in their order, from a backend; when absent, they are computed here in
 *   float64, which takes long for a large network: see `goldenWork`
 * @throws {RangeError} unless there is a finite one for each text and class
 */
export function makeGolden(
  saved: Pick<SavedModel, 'config' | 'cleaning' | 'vocabulary' | 'classNames' | 'decision' | 'parameters'>,
  probabilities?: Float32Array,
): Golden {
  const inputs = goldenInputs(saved);
  const classes = saved.classNames.length;
  if (probabilities && probabilities.length !== inputs.length * classes)
    throw new RangeError(
      `${probabilities.length} probabilities for ${inputs.length} texts of ${classes} classes.`,
    );
  const layers = describeLayers(saved.config, sizesOf(saved));
  const run = network(layers, new Map(saved.parameters), saved.decision.temperature);
  const cases = inputs.map((input, i) => {
    const own = [...(probabilities?.subarray(i * classes, (i + 1) * classes) ?? run(input.ids))];
    if (!own.every(Number.isFinite)) throw new RangeError('A golden text has no probability.');
    return { ...input, probabilities: own, class: classOf(own, saved.decision) };
  });
  return { format: 'forget-gate-golden', version: 1, tolerance, cases };
}
