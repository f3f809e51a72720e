/** The reviews that a network was tested on, with its answers, as far as they are loaded. */
import type { Decision } from '../contract/decision.ts';
import type { TestedPage, TestedReview, TestFilter, TestQuery } from '../contract/reviews.ts';
import type { RunConfig } from '../contract/settings.ts';
import { pageOf, rowText, searched, shownRow, type Dataset } from './data/index.ts';
import { InputError } from './errors.ts';
import { classesOf } from './evaluation/index.ts';
import { SameRows } from './same-rows.ts';

/** The network is unsure where half the distance to the second most probable class is less than this. */
const unsureWithin = 0.25;

/** What a model gave on its test, [n,K] and [n]. */
interface TestAnswers {
  probabilities: Float32Array;
  classes: Uint8Array;
  decision: Pick<Decision, 'weights'>;
}

interface Answer {
  key: string;
  /** Indices into the tested reviews. */
  found: Int32Array;
  counts: TestedPage['counts'];
}

export class TestedReviews {
  private readonly sameRows: SameRows;
  /** [n] The table's row of each review. */
  private readonly rows: Int32Array;
  private readonly probabilities: Float32Array;
  /** [n] */
  private readonly classes: Uint8Array;
  /** [n] */
  private readonly predicted: Uint8Array;
  /** [K] */
  private readonly weights: readonly number[];
  private readonly classCount: number;
  /** The last search with the reviews that have it. */
  private search: { text: string; found: Int32Array };
  /** The last query's reviews: pages of it are asked for one after the other. */
  private answer: Answer | null = null;

  /**
   * @param rows [n] of the dataset
   * @param answers probabilities [n,K] and actual classes [n], with the decision that the model had
   */
  constructor(dataset: Dataset, rows: Int32Array, { probabilities, classes, decision }: TestAnswers) {
    this.probabilities = probabilities;
    this.classes = classes;
    this.weights = decision.weights;
    const { origin } = dataset;
    this.sameRows = new SameRows(dataset);
    this.rows = Int32Array.from(rows, (row) => origin.rows[row]);
    this.classCount = decision.weights.length;
    this.predicted = classesOf(probabilities, decision);
    this.search = { text: '', found: rows.map((_, i) => i) };
  }

  /**
   * @param dataset what is loaded now: the tested one, its labels corrected or not
   * @param config of the network, which says how the data is split
   * @throws {InputError} when other data is loaded
   */
  page(
    dataset: Dataset,
    config: RunConfig,
    query: TestQuery,
    range: { start: number; count: number },
  ): TestedPage {
    this.check(dataset);
    const { found, counts } = this.answerTo(dataset, config, query);
    const { start, asked } = pageOf(found, range);
    const rows = Array.from(asked, (at) => ({
      ...shownRow(dataset, config, this.rows[at]),
      ...this.verdictOf(at),
    }));
    return { total: found.length, start, rows, counts };
  }

  /**
   * The table's rows, ascending, and whether each was answered rightly.
   * @throws {InputError} when other data is loaded
   */
  verdicts(dataset: Dataset): { rows: Int32Array; isRight: Uint8Array } {
    this.check(dataset);
    return { rows: this.rows, isRight: this.classes.map((id, at) => (this.predicted[at] === id ? 1 : 0)) };
  }

  private check(dataset: Dataset): void {
    if (!this.sameRows.areOf(dataset)) throw new InputError({ code: 'tested-reviews-gone' });
  }

  private verdictOf(at: number): Pick<TestedReview, 'actual' | 'predicted' | 'probability'> {
    const predicted = this.predicted[at];
    const probability = this.probabilities[at * this.classCount + predicted];
    return { actual: this.classes[at], predicted, probability };
  }

  private answerTo(dataset: Dataset, config: RunConfig, query: TestQuery): Answer {
    const key = JSON.stringify(query);
    if (this.answer?.key === key) return this.answer;
    const inCell = this.searchIn(dataset, config, query.search).filter((at) => this.isIn(at, query.cell));
    const count = (filter: TestFilter) => this.filtered(inCell, filter).length;
    this.answer = {
      key,
      found: this.sorted(this.filtered(inCell, query.show), query.show),
      counts: { all: count('all'), wrong: count('wrong'), unsure: count('unsure'), errors: count('errors') },
    };
    return this.answer;
  }

  private isIn(at: number, cell: TestQuery['cell']): boolean {
    if (!cell) return true;
    const { actual, predicted } = this.verdictOf(at);
    return actual === cell.actual && predicted === cell.predicted;
  }

  private filtered(found: Int32Array, filter: TestFilter): Int32Array {
    if (filter === 'all') return found;
    if (filter === 'unsure') return found.filter((at) => this.sureness(at) < unsureWithin);
    return found.filter((at) => {
      const { actual, predicted } = this.verdictOf(at);
      return actual !== predicted;
    });
  }

  /** Of equally sure ones the first in the data comes first. */
  private sorted(found: Int32Array, filter: TestFilter): Int32Array {
    if (filter === 'all' || filter === 'wrong') return found;
    const direction = filter === 'unsure' ? 1 : -1;
    return found.toSorted((a, b) => direction * (this.sureness(a) - this.sureness(b)) || a - b);
  }

  private sureness(at: number): number {
    const start = at * this.classCount;
    const mean = this.weights.reduce((sum, weight) => sum + weight, 0) / this.classCount;
    const own = this.probabilities.slice(start, start + this.classCount);
    // What the class is decided by, on the scale of probabilities.
    own.forEach((probability, id) => (own[id] = probability * (this.weights[id] / mean)));
    own.sort();
    return (own[own.length - 1] - own[own.length - 2]) / 2;
  }

  /** What somebody goes on typing is searched in what has its beginning. */
  private searchIn(dataset: Dataset, config: RunConfig, search: string): Int32Array {
    const text = searched(search);
    const known = this.search;
    if (text === known.text) return known.found;
    const from = text.includes(known.text) ? known.found : this.rows.map((_, i) => i);
    const found = from.filter((at) => rowText(dataset, config, this.rows[at]).toLowerCase().includes(text));
    this.search = { text, found };
    return found;
  }
}
