/** A trained model with its words and settings: tests itself on a dataset, and answers for a text. */
import { answersOf, probabilitiesOf } from './answers.ts';
import {
  chooseBuckets,
  encodeRows,
  evenly,
  pickTexts,
  readingOf,
  rowsBySeen,
  Vocabulary,
  classPlaces,
  withCleaning,
  withClassesOf,
  withTodaysKeys,
} from './data/index.ts';
import type { Dataset, EncodedPart, SeenRows, WorkOptions } from './data/index.ts';
import { weigh, type JudgedParts } from './decisions.ts';
import { bagOfWordsAnswers } from './doctor/baselines.ts';
import { groupErrors } from './error-groups.ts';
import { InputError } from './errors.ts';
import { classesOf, derived, testReport, type Judged } from './evaluation/index.ts';
import { sizesOf, type SavedModel } from './export/index.ts';
import { subjectOf, type Subject } from './insight/index.ts';
import { Network } from './network/network.ts';
import type { ErrorGroups, Grouping } from '../contract/error-groups.ts';
import { atTemperature, isDecision, type Decision } from '../contract/decision.ts';
import type { Weighed, WeightsAsked } from '../contract/decision-report.ts';
import type { ModelSummary, Prediction, TestReport } from '../contract/results.ts';
import type { TestedPage, TestQuery } from '../contract/reviews.ts';
import { testFacts } from './test-facts.ts';
import { TestedReviews } from './tested-reviews.ts';
import { evaluate, summarize } from './training/evaluate.ts';

/** Share of the texts that the network was trained on which the baselines need. */
const leastTrained = 0.9;

export class LoadedModel {
  readonly vocabulary: Vocabulary;
  /** Its parameters on the backend in use; made when first needed. */
  private network: Network | null = null;
  /** In float64; made when first needed. */
  private opened: Subject | null = null;
  /** What it gave for the rows of a dataset that decisions are made by; null before it was asked. */
  private judged: { of: WeakRef<Dataset>; parts: JudgedParts } | null = null;
  /** Of the last test; null before one. */
  private tested: TestedReviews | null = null;
  /** The n-gram baseline's answers by the texts' canonical keys, of the last data that it learned from. */
  private baseline: ReadonlyMap<number, number> = new Map();

  constructor(readonly saved: SavedModel) {
    this.vocabulary = new Vocabulary(saved.vocabulary);
  }

  summary(): ModelSummary {
    const { parameters, vocabulary, classNames, trainedOn, metrics, decision } = this.saved;
    return {
      parameterCount: [...parameters.values()].reduce((sum, values) => sum + values.length, 0),
      vocabularyCount: vocabulary.length,
      classNames,
      trainedOn: trainedOn.name,
      epochs: metrics.epochs.length,
      test: metrics.test,
      decision,
    };
  }

  /**
   * What the network has seen of a dataset. Of its own data `unseen` is the test part, also after corrections, in
   * another order or format, and with other files added.
   * @throws {InputError} when it is not known what the network has seen, or it has seen all of the data
   */
  rowsOf(dataset: Pick<Dataset, 'keys' | 'texts'>): SeenRows {
    const { seen } = this.saved;
    if (!seen) throw new InputError({ code: 'unknown-seen-for-test' });
    const rows = rowsBySeen(dataset.keys, withTodaysKeys(seen, dataset));
    if (rows.unseen.length > 0) return rows;
    throw new InputError({ code: 'nothing-unseen' });
  }

  /**
   * On the rows of a dataset whose texts it was neither trained nor validated on. The report on the data it was trained
   * on goes into its files.
   * @param isDecided only the decision has changed since `judge` was asked of this dataset
   * @throws {InputError} as `rowsOf`
   */
  async test(loaded: Dataset, isDecided = false): Promise<TestReport> {
    const { trainedOn, decision } = this.saved;
    const isOwn = loaded.fingerprint === trainedOn.fingerprint;
    const dataset = await this.asRead(loaded);
    const { trained, validated, unseen: rows } = this.rowsOf(dataset);
    const known = isDecided && this.judged?.of.deref() === loaded ? this.judged.parts.test : null;
    const part = known ?? (await this.answersFor(dataset, rows));
    const { loss, probabilities } = summarize(part.logits, part.classes, {
      loss: this.saved.config.loss,
      decision,
    });
    const report = testReport({
      probabilities,
      decision,
      bagOfWords: await this.bagOfWords(dataset, { trained, validated, unseen: rows }, isOwn),
      epochs: this.saved.metrics.epochs,
      classes: part.classes,
      trainingClasses:
        trained.length > 0 ? Uint8Array.from(trained, (row) => dataset.classes[row]) : part.classes,
      excluded: { trained: trained.length, validated: validated.length },
      texts: pickTexts(dataset.texts, rows),
      loss,
      classNames: dataset.classNames,
    });
    const whole = {
      ...report,
      ...(await this.withReasons(report, dataset, { trained, rows, probabilities })),
    };
    if (isOwn) this.saved.metrics.test = whole;
    this.tested = new TestedReviews(loaded, rows, { probabilities, classes: part.classes, decision });
    return whole;
  }

  /** Looks at the texts only where the network is not better than the baseline. */
  private async withReasons(
    report: TestReport,
    dataset: Dataset,
    { trained, rows, probabilities }: { trained: Int32Array; rows: Int32Array; probabilities: Float32Array },
  ): Promise<Partial<TestReport>> {
    if (!report.verdict || report.verdict.code === 'better') return {};
    const { config, decision, metrics } = this.saved;
    const predicted = classesOf(probabilities, decision);
    const isRight = Array.from(rows, (row, at) => predicted[at] === dataset.classes[row]);
    const reading = { config, vocabulary: this.vocabulary };
    const facts = await testFacts(dataset, { trained, tested: rows }, isRight, reading);
    return derived(report, report.confusion, metrics.epochs, facts);
  }

  /**
   * What it gives for the rows of a dataset that it was validated on, and for those that it has not seen; once for each
   * dataset.
   * @throws {InputError} as `rowsOf`, and when it was validated on none of the rows
   */
  async judge(loaded: Dataset): Promise<JudgedParts> {
    if (this.judged?.of.deref() === loaded) return this.judged.parts;
    const dataset = await this.asRead(loaded);
    const validation = await this.answersFor(dataset, this.validatedOn(dataset));
    const test = await this.answersFor(dataset, this.rowsOf(dataset).unseen);
    this.judged = { of: new WeakRef(loaded), parts: { validation, test } };
    return this.judged.parts;
  }

  /** Of each row that it was validated on, and of each that it has not seen, whether its answer is right. @throws as `judge` */
  async isRight(loaded: Dataset): Promise<Record<'validation' | 'test', boolean[]>> {
    const { validation, test } = await this.judge(loaded);
    return { validation: this.rightIn(validation), test: this.rightIn(test) };
  }

  /** The first of both alone, for some of its rows, evenly: that takes less than all of it. @throws as `judge` */
  async isRightInValidation(
    loaded: Dataset,
    { most, signal }: { most: number; signal?: AbortSignal },
  ): Promise<{ right: boolean[]; all: number }> {
    if (this.judged?.of.deref() === loaded) {
      const right = this.rightIn(this.judged.parts.validation);
      return { right: evenly(right, most), all: right.length };
    }
    const dataset = await this.asRead(loaded);
    const rows = this.validatedOn(dataset);
    const answers = await this.answersFor(dataset, Int32Array.from(evenly(rows, most)), signal);
    return { right: this.rightIn(answers), all: rows.length };
  }

  private rightIn({ logits, classes }: Judged): boolean[] {
    const { decision, config } = this.saved;
    const { probabilities } = summarize(logits, classes, { loss: config.loss, decision });
    return Array.from(classesOf(probabilities, decision), (id, row) => id === classes[row]);
  }

  /** What weights, or the best ones for some costs, do on the validation rows that `judge` was asked for last. */
  weigh(loaded: Dataset, asked: WeightsAsked): Weighed {
    if (this.judged?.of.deref() !== loaded) throw new InputError({ code: 'decisions-gone' });
    return weigh(this.judged.parts.validation, this.saved.decision, asked);
  }

  /** Answers by another decision from now on: a test of before is none of this model. @throws {InputError} */
  decide(decision: Decision): void {
    const { classNames, metrics } = this.saved;
    if (!isDecision(decision, classNames.length)) throw new InputError({ code: 'decision-wrong' });
    this.saved.decision = decision;
    metrics.test = null;
    this.tested = null;
  }

  /** Answers with the probabilities of temperature 1, and the same classes. */
  takeTemperatureAway(): void {
    this.decide(atTemperature(this.saved.decision, 1));
  }

  /** A dataset with the texts as the network reads them and the classes that it has, whatever those of the data are. */
  private asRead(loaded: Dataset): Promise<Dataset> {
    return withCleaning(withClassesOf(loaded, this.saved.classNames), this.saved.cleaning);
  }

  /** @throws {InputError} when it was validated on none of the rows */
  private validatedOn(dataset: Dataset): Int32Array {
    const { validated } = this.rowsOf(dataset);
    if (validated.length === 0) throw new InputError({ code: 'no-validation-rows' });
    return validated;
  }

  private async answersFor(dataset: Dataset, rows: Int32Array, signal?: AbortSignal): Promise<Judged> {
    const { config, classNames } = this.saved;
    const part = await encodeRows(dataset, rows, this.vocabulary, config, { signal });
    const { logits } = await evaluate(this.running(), part, chooseBuckets([part]), { signal });
    return { logits, classes: part.classes, classCount: classNames.length };
  }

  /**
   * Some of the reviews of the last test, with its probabilities.
   * @param dataset what is loaded now
   * @throws {InputError} when there was no test, or it was of other data
   */
  testedReviews(dataset: Dataset, query: TestQuery, range: { start: number; count: number }): TestedPage {
    if (!this.tested) throw new InputError({ code: 'tested-reviews-gone' });
    return this.tested.page(dataset, this.saved.config, query, range);
  }

  /**
   * How accurate the last test is in each of some groups of its reviews.
   * @param dataset what is loaded now
   * @throws {InputError} when there was no test, or it was of other data; the signal's reason
   */
  async groupErrors(dataset: Dataset, by: Grouping, options: WorkOptions): Promise<ErrorGroups> {
    if (!this.tested) throw new InputError({ code: 'tested-reviews-gone' });
    const { tested, vocabulary, saved } = this;
    return groupErrors({ tested, dataset, vocabulary, rule: readingOf(saved) }, by, options);
  }

  /**
   * What the n-gram baseline answers on the test's rows, from those that the network was trained on; null where
   * too few of them are in the data for a fair comparison. It learns once: a correction changes neither what the
   * network has learned nor what the baseline has.
   * @param isOwn it is the data that the network was trained on: what it has learned from besides had pseudo-labels
   */
  private async bagOfWords(dataset: Dataset, rows: SeenRows, isOwn: boolean): Promise<Uint8Array | null> {
    const keys = [...rows.unseen].map((row) => dataset.keys[row]);
    if (!keys.every((key) => this.baseline.has(key))) {
      const answers = await this.bagOfWordsAnswers(dataset, rows, isOwn);
      if (!answers) return null;
      this.baseline = new Map(keys.map((key, i) => [key, answers[i]]));
    }
    return Uint8Array.from(keys, (key) => this.baseline.get(key) ?? 0);
  }

  private async bagOfWordsAnswers(
    dataset: Dataset,
    { trained, validated, unseen }: SeenRows,
    isOwn: boolean,
  ): Promise<Uint8Array | null> {
    const texts = this.saved.seen?.trained.length ?? Infinity;
    const found = new Set(trained.map((row) => dataset.classes[row]));
    const hasMost = isOwn || trained.length >= leastTrained * texts;
    if (found.size < dataset.classNames.length || validated.length === 0 || !hasMost) return null;
    const rows = { train: trained, validation: validated, test: unseen };
    return bagOfWordsAnswers(dataset, rows, this.saved.config);
  }

  /**
   * Probabilities [n,K] and classes [n] of texts as ids, which may be none.
   * @param buckets padded lengths, ascending, that fit them all
   * @throws {InputError} when the network did not give numbers; the signal's reason
   */
  async answer(part: EncodedPart, buckets: readonly number[], signal?: AbortSignal) {
    if (part.classes.length === 0) return { probabilities: new Float32Array(0), classes: new Uint8Array(0) };
    const { decision } = this.saved;
    const { probabilities } = await evaluate(this.running(), part, buckets, { decision, signal });
    return { probabilities, classes: classesOf(probabilities, decision) };
  }

  /**
   * Probabilities for the rows of a dataset that it has not learned from, validation rows among them; null where it is not
   * known which those are, there are none, or the data has a class that it does not know.
   * @returns [m,K], K and their order those of the dataset
   * @throws the signal's reason once it is aborted
   */
  async answersUnseen(dataset: Dataset, signal?: AbortSignal) {
    const { seen, config, classNames, cleaning } = this.saved;
    const places = classPlaces(dataset.classNames, classNames);
    if (!seen || !places) return null;
    const { validated, unseen } = rowsBySeen(dataset.keys, withTodaysKeys(seen, dataset));
    const rows = Int32Array.from([...validated, ...unseen]).sort();
    if (rows.length === 0) return null;
    const read = await withCleaning(dataset, cleaning, { signal });
    const part = await encodeRows(read, rows, this.vocabulary, config, { signal });
    const { probabilities } = await this.answer(part, chooseBuckets([part]), signal);
    return { rows, probabilities: pickClasses(probabilities, places, classNames.length) };
  }

  /** [n,K] by the model's temperature, for each text as ids. */
  probabilities(texts: readonly (readonly number[])[]): Promise<Float32Array> {
    return probabilitiesOf(this.running(), texts, { decision: this.saved.decision });
  }

  /** An answer for each text, in their order; null for one without words. */
  predictAll(texts: readonly string[]): Promise<(Prediction | null)[]> {
    const { classNames, decision } = this.saved;
    const reading = { rule: readingOf(this.saved), classNames, decision, vocabulary: this.vocabulary };
    return answersOf(reading, texts, (ids) => this.probabilities(ids));
  }

  /** What looks into it. */
  get subject(): Subject {
    this.opened ??= subjectOf(this.saved, this.vocabulary, () => this.running());
    return this.opened;
  }

  /** Lets go of the backend's memory; the model stays usable on the next backend. */
  release(): void {
    this.network?.dispose();
    this.network = null;
  }

  dispose(): void {
    this.release();
  }

  private running(): Network {
    const { config, parameters } = this.saved;
    this.network ??= new Network(config, sizesOf(this.saved), parameters);
    return this.network;
  }
}

/** Of each probability row the columns of these classes, scaled to a sum of 1. @returns [n,places.length] */
function pickClasses(all: Float32Array, places: readonly number[], width: number): Float32Array {
  const picked = new Float32Array((all.length / width) * places.length);
  for (let row = 0; row * width < all.length; row++) {
    const own = places.map((place) => all[row * width + place]);
    const sum = own.reduce((total, value) => total + value, 0);
    picked.set(
      own.map((value) => (sum > 0 ? value / sum : 1 / places.length)),
      row * places.length,
    );
  }
  return picked;
}
