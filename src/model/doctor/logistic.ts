/** Logistic regression of one class against the others, on sparse rows whose features have weights of their own. */
import { sigmoid, softplus } from '../../contract/math.ts';

/** Rows as the features that they have. */
export interface SparseRows {
  /** Feature numbers of all rows, one row after the other, none twice in a row. */
  ids: Int32Array;
  /** [rows + 1] */
  offsets: Int32Array;
  /** [rows] */
  classes: Uint8Array;
}

/**
 * The logit of a row is bias + Σ weight / √(Σ square), both sums over the row's features. So a row is the vector of its
 * features' values, scaled to length 1: `square` is a value's square, and `weight` what was learned of the feature
 * times its value.
 */
export interface LogisticModel {
  /** [features,2] Weight and square, side by side: they are read together. */
  pairs: Float32Array;
  bias: number;
}

export function logitOf({ ids, offsets }: SparseRows, row: number, { pairs, bias }: LogisticModel): number {
  let weights = 0;
  let squares = 0;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    weights += pairs[2 * ids[i]];
    squares += pairs[2 * ids[i] + 1];
  }
  return squares > 0 ? bias + weights / Math.sqrt(squares) : bias;
}

/** Newton steps for a row: it is reached in a few. */
const mostNewton = 50;
/** A row whose optimality condition, a logit, holds to this needs no step. */
const nearEnough = 0.01;
/** Where each row begins, as a share of the strength. */
const firstShare = 0.001;
/** How far a Newton step that left the range is taken back. */
const shrink = 0.1;

/**
 * Minimizes ½·|w|² + C·Σ ln(1 + exp(−y·logit)) by coordinate descent in the dual: a row a step, which is solved exactly
 * (H.-F. Yu, F.-L. Huang and C.-J. Lin, Machine Learning 85, 2011). The bias is a feature of value 1 in every row.
 */
export class LogisticTrainer {
  readonly model: LogisticModel;
  private readonly duals: Float64Array;
  /** [rows] What is left of C beside `duals`; a number of its own, since it may be tiny. */
  private readonly rests: Float64Array;
  /** [rows] 1/√(Σ square) */
  private readonly scales: Float64Array;
  private strength = 0;

  /**
   * @param rows those that are learned from, as numbers of the part's rows
   * @param of the class that is told from the others, and the features' values
   */
  constructor(
    private readonly part: SparseRows,
    private readonly rows: Int32Array,
    private readonly of: { label: number; values: Float64Array },
  ) {
    const pairs = new Float32Array(2 * of.values.length);
    of.values.forEach((value, id) => (pairs[2 * id + 1] = value * value));
    this.model = { pairs, bias: 0 };
    this.duals = new Float64Array(rows.length);
    this.rests = new Float64Array(rows.length);
    this.scales = Float64Array.from(rows, (row) => {
      let sum = 0;
      for (let i = part.offsets[row]; i < part.offsets[row + 1]; i++) sum += pairs[2 * part.ids[i] + 1];
      return sum > 0 ? 1 / Math.sqrt(sum) : 0;
    });
  }

  /** From now on the loss counts so much beside the weights' squares. What was learned is the next start. */
  setStrength(strength: number): void {
    const { duals, rests, model } = this;
    if (this.strength === 0) {
      duals.fill(firstShare * strength);
      rests.fill((1 - firstShare) * strength);
      duals.forEach((dual, at) => this.move(at, this.signOf(at) * dual));
    } else {
      const ratio = strength / this.strength;
      for (const values of [duals, rests]) values.forEach((value, at) => (values[at] = value * ratio));
      for (let at = 0; at < model.pairs.length; at += 2) model.pairs[at] *= ratio;
      model.bias *= ratio;
    }
    this.strength = strength;
  }

  /** One step for each of these places among the rows. @returns how far the farthest was from its optimum, a logit */
  learn(order: Int32Array): number {
    let farthest = 0;
    for (let i = 0; i < order.length; i++) farthest = Math.max(farthest, this.step(order[i]));
    return farthest;
  }

  private step(at: number): number {
    const { strength } = this;
    const square = this.scales[at] > 0 ? 2 : 1;
    const sign = this.signOf(at);
    const margin = sign * this.logitAt(at);
    // The smaller of the two that add up to C is sought, which keeps its digits.
    const isDual = 0.5 * square * (this.rests[at] - this.duals[at]) + margin >= 0;
    const [own, rest] = isDual ? [this.duals, this.rests] : [this.rests, this.duals];
    const before = own[at];
    const side = isDual ? margin : -margin;
    const distance = Math.abs(side + Math.log(before / rest[at]));
    if (distance < nearEnough) return distance;
    let value = before > 0.5 * strength ? shrink * before : before;
    for (let step = 0; step < mostNewton; step++) {
      const error = square * (value - before) + side + Math.log(value / (strength - value));
      if (Math.abs(error) < nearEnough) break;
      const next = value - error / (square + strength / ((strength - value) * value));
      value = next > 0 ? Math.min(next, strength * (1 - Number.EPSILON)) : shrink * value;
    }
    own[at] = value;
    rest[at] = strength - value;
    this.move(at, (isDual ? sign : -sign) * (value - before));
    return distance;
  }

  private signOf(at: number): 1 | -1 {
    return this.part.classes[this.rows[at]] === this.of.label ? 1 : -1;
  }

  private logitAt(at: number): number {
    const { ids, offsets } = this.part;
    const { pairs, bias } = this.model;
    const row = this.rows[at];
    const end = offsets[row + 1];
    let sum = 0;
    for (let i = offsets[row]; i < end; i++) sum += pairs[2 * ids[i]];
    return bias + this.scales[at] * sum;
  }

  /** Adds a multiple of the row to the weights. */
  private move(at: number, by: number): void {
    const { ids, offsets } = this.part;
    const { pairs } = this.model;
    const row = this.rows[at];
    const end = offsets[row + 1];
    const step = by * this.scales[at];
    for (let i = offsets[row]; i < end; i++) pairs[2 * ids[i]] += step * pairs[2 * ids[i] + 1];
    this.model.bias += by;
  }

  copy(): LogisticModel {
    return { pairs: this.model.pairs.slice(), bias: this.model.bias };
  }
}

/** Probabilities [K] of a row: of two classes one model's, of more each class's own, scaled to a sum of 1. */
export function probabilitiesOf(part: SparseRows, row: number, models: readonly LogisticModel[]): number[] {
  const own = models.map((model) => sigmoid(logitOf(part, row, model)));
  if (own.length === 1) return [1 - own[0], own[0]];
  const sum = own.reduce((total, value) => total + value, 0);
  return own.map((value) => (sum > 0 ? value / sum : 1 / own.length));
}

/** Cross-entropy of one row in nats, finite for any logits. */
export function rowLoss(part: SparseRows, row: number, models: readonly LogisticModel[]): number {
  const label = part.classes[row];
  if (models.length > 1)
    return -Math.log(Math.max(Number.MIN_VALUE, probabilitiesOf(part, row, models)[label]));
  const logit = logitOf(part, row, models[0]);
  return softplus(label === 1 ? -logit : logit);
}
