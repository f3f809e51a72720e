import { sigmoid, softmaxInto, softplus } from '../../contract/math.ts';
import type { Random } from '../data/random.ts';
import { highest } from '../evaluation/threshold.ts';

/** Rows as the features that they have. */
export interface SparseRows {
  /** Feature numbers of all rows, one row after the other, none twice in a row. */
  ids: Uint16Array;
  /** [rows + 1] */
  offsets: Int32Array;
  /** [rows] */
  classes: Uint8Array;
}

/** Two classes share one logit, the log odds of class 1; more have K, as the network has. */
export interface LogisticModel {
  /** [features,L] */
  weights: Float64Array;
  /** [L] */
  bias: Float64Array;
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

/** [L] */
export function logitsOf(rows: SparseRows, row: number, { weights, bias }: LogisticModel): Float64Array {
  const width = bias.length;
  const sums = new Float64Array(width);
  for (let i = rows.offsets[row]; i < rows.offsets[row + 1]; i++) {
    const start = rows.ids[i] * width;
    for (let k = 0; k < width; k++) sums[k] += weights[start + k];
  }
  const value = valueOf(rows, row);
  return sums.map((sum, k) => bias[k] + sum * value);
}

/** Cross-entropy of one row, in nats, which stays finite for any logits. */
export function rowLoss(rows: SparseRows, row: number, model: LogisticModel): number {
  const logits = logitsOf(rows, row, model);
  const label = rows.classes[row];
  if (logits.length === 1) return softplus(label === 1 ? -logits[0] : logits[0]);
  return softmaxInto(new Float64Array(logits.length), logits) - logits[label];
}

/** The class of the highest logit, of several the first. */
export function answerOf(rows: SparseRows, row: number, model: LogisticModel): number {
  const logits = logitsOf(rows, row, model);
  return highest(logits.length === 1 ? [0, logits[0]] : logits) ?? 0;
}

/** The mean loss in nats, and the share of rows that are answered rightly. */
export function evaluate(rows: SparseRows, model: LogisticModel): { loss: number; accuracy: number } {
  const count = rows.classes.length;
  let loss = 0;
  let right = 0;
  for (let row = 0; row < count; row++) {
    loss += rowLoss(rows, row, model);
    if (answerOf(rows, row, model) === rows.classes[row]) right++;
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
  private readonly biasSquares: Float64Array;

  constructor(features: number, classCount = 2) {
    const width = classCount === 2 ? 1 : classCount;
    this.model = { weights: new Float64Array(features * width), bias: new Float64Array(width) };
    this.squares = new Float64Array(features * width).fill(firstSquares);
    this.biasSquares = new Float64Array(width).fill(firstSquares);
  }

  /** One step. The gradient of the loss by each logit is its probability less 1 where it is the row's class. */
  step(rows: SparseRows, row: number): void {
    const { model, squares, biasSquares } = this;
    const value = valueOf(rows, row);
    const errors = errorsOf(logitsOf(rows, row, model), rows.classes[row]);
    const width = errors.length;
    errors.forEach((error, k) => {
      const gradient = error * value;
      const square = gradient * gradient;
      for (let i = rows.offsets[row]; i < rows.offsets[row + 1]; i++) {
        const at = rows.ids[i] * width + k;
        squares[at] += square;
        model.weights[at] -= (learningRate * gradient) / Math.sqrt(squares[at]);
      }
      biasSquares[k] += error * error;
      model.bias[k] -= (learningRate * error) / Math.sqrt(biasSquares[k]);
    });
  }

  copy(): LogisticModel {
    return { weights: this.model.weights.slice(), bias: this.model.bias.slice() };
  }
}

function errorsOf(logits: Float64Array, label: number): Float64Array {
  if (logits.length === 1) return Float64Array.of(sigmoid(logits[0]) - label);
  softmaxInto(logits, logits.slice());
  logits[label] -= 1;
  return logits;
}

/** What one epoch's end calls with its number, from 1, and the rows' order is shuffled by `random`. */
export interface FitOptions {
  features: number;
  classCount: number;
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
  const trainer = new LogisticTrainer(options.features, options.classCount);
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
