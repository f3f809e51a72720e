/** Skip-gram with negative sampling in float64, as the kernel does it: what the kernel is held to. */
import { largestLogit, targetCount } from './signature.ts';
import type { Windows } from './windows.ts';

/** [words, size] each: the vectors of words in a context, and of words in the middle. */
export interface Tables {
  inputs: Float64Array;
  outputs: Float64Array;
  size: number;
}

export interface StepOptions {
  rate: number;
  /** Windows whose errors are computed before any of them changes a vector. */
  block: number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

function* contextsOf({ starts }: Windows, window: number): Generator<number> {
  for (let context = starts[window]; context < starts[window + 1]; context++) yield context;
}

function dot({ inputs, outputs, size }: Tables, context: number, target: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += inputs[context * size + i] * outputs[target * size + i];
  return sum;
}

/** −Σ log σ(context · middle) − Σ log σ(−context · negative), over all windows: what a step goes down. */
export function lossOf(tables: Tables, windows: Windows): number {
  let loss = 0;
  for (let window = 0; window < windows.count; window++)
    for (const context of contextsOf(windows, window))
      for (let t = 0; t < targetCount; t++) {
        const logit = dot(tables, windows.contexts[context], windows.targets[window * targetCount + t]);
        loss -= Math.log(sigmoid(t === 0 ? logit : -logit));
      }
  return loss;
}

/** Changes the tables by the windows, block by block. */
export function referenceStep(tables: Tables, windows: Windows, { rate, block }: StepOptions): void {
  for (let first = 0; first < windows.count; first += block) {
    const end = Math.min(first + block, windows.count);
    const errors = [];
    for (let window = first; window < end; window++) errors.push(errorsOf(tables, windows, window, rate));
    for (let window = first; window < end; window++) update(tables, windows, window, errors[window - first]);
  }
}

/** [contexts of the window, targetCount] rate · (label − σ(logit)); 0 for logits that are large already. */
function errorsOf(tables: Tables, windows: Windows, window: number, rate: number): number[][] {
  const targets = windows.targets.subarray(window * targetCount, (window + 1) * targetCount);
  return Array.from(contextsOf(windows, window), (context) =>
    Array.from(targets, (target, t) => {
      const logit = dot(tables, windows.contexts[context], target);
      return Math.abs(logit) < largestLogit ? rate * ((t === 0 ? 1 : 0) - sigmoid(logit)) : 0;
    }),
  );
}

function update(
  { inputs, outputs, size }: Tables,
  windows: Windows,
  window: number,
  errors: number[][],
): void {
  const targets = windows.targets.subarray(window * targetCount, (window + 1) * targetCount);
  for (let i = 0; i < size; i++) {
    const before = Array.from(targets, (target) => outputs[target * size + i]);
    const changes = before.map(() => 0);
    for (const context of contextsOf(windows, window)) {
      const at = windows.contexts[context] * size + i;
      const value = inputs[at];
      errors[context - windows.starts[window]].forEach((error, t) => {
        inputs[at] += error * before[t];
        changes[t] += error * value;
      });
    }
    targets.forEach((target, t) => (outputs[target * size + i] += changes[t]));
  }
}
