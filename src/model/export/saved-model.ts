/** A trained model outside any backend: what the model zip holds. */
import type { TextCleaning } from '../../contract/dataset.ts';
import type { Decision } from '../../contract/decision.ts';
import type { Optimizer, RunConfig } from '../../contract/settings.ts';
import type { SeenTexts } from '../data/seen-texts.ts';
import type { EpochEvent } from '../../contract/training.ts';
import { parameterSpecs, sizeOf, type NetworkSizes } from '../network/layers.ts';
import { formulas } from '../ops/optimizers/registry.ts';
import type { TestReport } from '../../contract/results.ts';

/** What is known of an epoch anywhere: how long it took belongs to the machine. */
export type SavedEpoch = Omit<EpochEvent, 'seconds'>;

export interface Metrics {
  epochs: SavedEpoch[];
  /** The epoch that the weights are of; null when it is not known, or none was complete. */
  restoredEpoch: number | null;
  test: TestReport | null;
}

export interface SavedModel {
  config: RunConfig;
  /** What is done to every text before it is cut into tokens: with `config` the rule by which it reads. */
  cleaning: TextCleaning;
  /** A word's index is its id; 0 is "<pad>", 1 is "<unk>". */
  vocabulary: readonly string[];
  /** Names of the classes, class 0 first. */
  classNames: readonly string[];
  /** How classes are made of logits. */
  decision: Decision;
  /** By the names and in the order of `parameterSpecs`. */
  parameters: ReadonlyMap<string, Float32Array>;
  metrics: Metrics;
  /** What it must not be tested on; null where that is not known: then it can't be tested. */
  seen: SeenTexts | null;
  trainedOn: {
    /** The dataset's name. */
    name: string;
    /** Tells the same rows from others; made by whoever reads the dataset. */
    fingerprint: string;
  };
}

/** How large the network is, as far as its settings do not say. */
export function sizesOf({
  vocabulary,
  classNames,
}: Pick<SavedModel, 'vocabulary' | 'classNames'>): NetworkSizes {
  return { words: vocabulary.length, classes: classNames.length };
}

export const formatName = 'forget-gate-model';
/**
 * 1 had only the tfjs model and no fingerprint of the vocabulary, 2 did not say which texts the network has seen, 3 had
 * no list of layers, 4 had two classes and did not say what makes probabilities of the logits, 5 had no decision, 6 no
 * cleaning: their networks read texts with markup. All are still read.
 */
export const formatVersion = 7;

/** The files of a model by name: those of the parts that were asked for. */
export type ModelFiles = Record<string, Uint8Array<ArrayBuffer>>;

/** The optimizer's running values, for continuing elsewhere. */
export interface OptimizerState {
  optimizer: Optimizer;
  /** Updates done so far. */
  steps: number;
  /** By parameter name, in the order of `optimizerSlots`; each as long as its parameter. */
  slots: ReadonlyMap<string, readonly Float32Array[]>;
}

/** Names of an optimizer's running values in files, as `docs/lstm.md` has them. */
export function optimizerSlots(optimizer: Optimizer): string[] {
  return formulas[optimizer].slots.map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
}

/**
 * All parameters one after the other as little-endian float32, in the order of `parameterSpecs`.
 * (Typed arrays have the machine's order of bytes; every browser runs on little-endian ones.)
 * @throws {RangeError} when a parameter is missing, of another size, or not finite
 */
export function packWeights(saved: Pick<SavedModel, 'config' | 'vocabulary' | 'classNames' | 'parameters'>) {
  const specs = parameterSpecs(saved.config, sizesOf(saved));
  const all = new Float32Array(specs.reduce((sum, spec) => sum + sizeOf(spec), 0));
  let offset = 0;
  for (const spec of specs) {
    const values = saved.parameters.get(spec.name);
    if (values?.length !== sizeOf(spec))
      throw new RangeError(`Parameter ${spec.name} must have ${sizeOf(spec)} values.`);
    all.set(values, offset);
    offset += values.length;
  }
  if (!all.every(Number.isFinite)) throw new RangeError('A parameter has values that are not finite.');
  return new Uint8Array(all.buffer);
}

/** The inverse of `packWeights`; null when the length is another one than these settings need. */
export function unpackWeights(
  config: RunConfig,
  sizes: NetworkSizes,
  bytes: Uint8Array,
): Map<string, Float32Array> | null {
  const specs = parameterSpecs(config, sizes);
  const count = specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
  if (bytes.length !== 4 * count) return null;
  // A copy: the bytes may start at an odd offset, which float views can't. (`slice` of Node's Buffer copies nothing.)
  const { buffer } = new Uint8Array(bytes);
  const parameters = new Map<string, Float32Array>();
  let offset = 0;
  for (const spec of specs) {
    parameters.set(spec.name, new Float32Array(buffer, 4 * offset, sizeOf(spec)));
    offset += sizeOf(spec);
  }
  return parameters;
}
