import { sigmoid } from '../../contract/math.ts';
import type { Random } from '../data/random.ts';

/** Rows as the features that they have. */
export interface SparseRows {
  /** Feature numbers of all rows, one row after the other, none twice in a row. */
  ids: Uint16Array;
  /** [rows + 1] */
  offsets: Int32Array;
  /** [rows] 0 or 1 */
  classes: Uint8Array;
}

export interface LogisticModel {
  /** [features] */
  weights: Float64Array;
  bias: number;
}

/** How large AdaGrad's first steps are. */
const learningRate = 0.3;
/** Keeps AdaGrad's first division from zero. */
const firstSquares = 1e-6;

/** A row's features all have the same value, so that the row is a vector of length 1, however long the text. */
function valueOf(rows: SparseRows, row: number): number {
  const count = rows.offsets[row + 1] - rows.offsets[row];
  return count > 0 ? 1 / Math.sqrt(count) : 0;
}

/** Log odds of class 1. */
export function logitOf(rows: SparseRows, row: number, { weights, bias }: LogisticModel): number {
  let sum = 0;
  for (let i = rows.offsets[row]; i < rows.offsets[row + 1]; i++) sum += weights[rows.ids[i]];
  return bias + sum * valueOf(rows, row);
}

/** Cross-entropy of one row, in nats: log(1 + e^±logit), which stays finite for any logit. */
export function rowLoss(rows: SparseRows, row: number, model: LogisticModel): number {
  const logit = logitOf(rows, row, model);
  const wrong = rows.classes[row] === 1 ? -logit : logit;
  return Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong)));
}

/** The mean loss in nats, and the share of rows on whose side of 0 the logit lies; a tie counts as class 0. */
export function evaluate(rows: SparseRows, model: LogisticModel): { loss: number; accuracy: number } {
  const count = rows.classes.length;
  let loss = 0;
  let right = 0;
  for (let row = 0; row < count; row++) {
    loss += rowLoss(rows, row, model);
    if (logitOf(rows, row, model) > 0 === (rows.classes[row] === 1)) right++;
  }
  return { loss: loss / Math.max(1, count), accuracy: right / Math.max(1, count) };
}

/**
 * Logistic regression by AdaGrad (Duchi, Hazan, Singer 2011: JMLR 12), a row a step: each weight's step is its
 * gradient over the root of the sum of its squared gradients so far.
 */
export class LogisticTrainer {
  readonly model: LogisticModel;
  private readonly squares: Float64Array;
  private biasSquares = firstSquares;

  constructor(features: number) {
    this.model = { weights: new Float64Array(features), bias: 0 };
    this.squares = new Float64Array(features).fill(firstSquares);
  }

  /** One step. The gradient of the loss is (p − class) times the feature's value. */
  step(rows: SparseRows, row: number): void {
    const { model, squares } = this;
    const error = sigmoid(logitOf(rows, row, model)) - rows.classes[row];
    const gradient = error * valueOf(rows, row);
    const square = gradient * gradient;
    for (let i = rows.offsets[row]; i < rows.offsets[row + 1]; i++) {
      const id = rows.ids[i];
      squares[id] += square;
      model.weights[id] -= (learningRate * gradient) / Math.sqrt(squares[id]);
    }
    this.biasSquares += error * error;
    model.bias -= (learningRate * error) / Math.sqrt(this.biasSquares);
  }

  copy(): LogisticModel {
    return { weights: this.model.weights.slice(), bias: this.model.bias };
  }
}

/** What one epoch's end calls with its number, from 1, and the rows' order is shuffled by `random`. */
export interface FitOptions {
  features: number;
  epochs: number;
  /** Epochs without a lower validation loss before it ends. */
  patience: number;
  random: Random;
  /** Awaited after every few thousand rows with the share that is done, 0 to 1. */
  onRows: (share: number) => Promise<void>;
}

const rowsBetween = 2_000;

/** The model of the epoch with the lowest loss on `validation`. */
export async function fitLogistic(
  train: SparseRows,
  validation: SparseRows,
  options: FitOptions,
): Promise<LogisticModel> {
  const trainer = new LogisticTrainer(options.features);
  const order = Int32Array.from(train.classes, (_, row) => row);
  let best = { loss: Infinity, epoch: 0, model: trainer.copy() };
  for (let epoch = 1; epoch <= options.epochs && epoch - best.epoch <= options.patience; epoch++) {
    options.random.shuffle(order);
    for (let i = 0; i < order.length; i++) {
      trainer.step(train, order[i]);
      if (i % rowsBetween === 0) await options.onRows((epoch - 1 + i / order.length) / options.epochs);
    }
    const { loss } = evaluate(validation, trainer.model);
    if (loss < best.loss) best = { loss, epoch, model: trainer.copy() };
  }
  return best.model;
}
