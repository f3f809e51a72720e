/** The golden values that `bench/golden/make_golden.py` computed with PyTorch, and how ops use them. */
import golden from './golden.json';
import type { Loss } from '../../../contract/settings.ts';
import { formulas } from '../optimizers/registry.ts';
import type { OptimizerName } from '../optimizers/registry.ts';
import { stepNumbers } from '../optimizers/step.ts';
import type { StepNumbers } from '../optimizers/step.ts';

export type GoldenRates = Record<string, number>;

export interface GoldenOptimizer {
  optimizer: OptimizerName;
  l2: number;
  maxNorm: number;
  rates: GoldenRates;
  /** Each parameter's values after the first step and after the last. */
  afterOne: number[][];
  afterAll: number[][];
}

export interface GoldenTensor {
  shape: number[];
  values: number[];
}

export interface GoldenNetwork {
  vocabularySize: number;
  embeddingSize: number;
  layerSizes: number[];
  bidirectional: boolean;
  pooling: 'last' | 'mean-max';
  loss: Loss;
  optimizer: OptimizerName;
  maxNorm: number;
  rates: GoldenRates;
  lengths: number[];
  /** [B,T], T the longest length */
  ids: number[];
  labels: number[];
  /** At the start, by name: `embedding`, `lstm1.kernel`, `lstm1.backward.kernel`, …, `dense.bias`. */
  parameters: Record<string, GoldenTensor>;
  /** Of the first step, before clipping. */
  gradients: Record<string, GoldenTensor>;
  /** Of each step, before its update. */
  losses: number[];
  gradientNorms: number[];
}

export const goldenOptimizers = golden.optimizers.cases as unknown as GoldenOptimizer[];
export const goldenNetworks = golden.networks as unknown as GoldenNetwork[];
/** What all optimizers' cases share: shapes and first values of the parameters, their gradients by step. */
export const goldenRun: { shapes: number[][]; start: number[][]; gradients: number[][][] } =
  golden.optimizers;

/** An update's numbers at a step, counted from 1, with the constants that PyTorch was given. */
export function goldenNumbers(
  { optimizer, rates: { learningRate, ...constants } }: Pick<GoldenOptimizer, 'optimizer' | 'rates'>,
  l2: number,
  step: number,
): StepNumbers {
  return stepNumbers(formulas[optimizer], { learningRate, l2, step }, constants);
}

/** The tokens of a golden network in the order that the embedding's gradient wants. */
export function goldenTokens({ ids, lengths, vocabularySize }: GoldenNetwork) {
  const time = ids.length / lengths.length;
  const wordOrEnd = (n: number) => (n % time < lengths[Math.floor(n / time)] ? ids[n] : vocabularySize);
  const order = Int32Array.from(ids.keys()).sort((a, b) => wordOrEnd(a) - wordOrEnd(b) || a - b);
  return { ids: Int32Array.from(ids), order, sortedIds: order.map(wordOrEnd), time };
}

/** The names of one LSTM layer's parameters, one prefix for each direction. */
export function layerPrefixes(layer: number, bidirectional: boolean): string[] {
  return bidirectional ? [`lstm${layer}`, `lstm${layer}.backward`] : [`lstm${layer}`];
}
