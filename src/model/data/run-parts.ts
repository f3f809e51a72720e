import { InputError } from '../errors.ts';
import { keySet, hasKey, unionOf, type SeenTexts } from './seen-texts.ts';
import { splitDataset, type Split, type SplitConfig, type SplitSource } from './split.ts';

export interface RunParts {
  /** What is trained on, validated on and tested. Copies across provided parts are in the first of them alone. */
  parts: Split;
  /** What the network will have seen when it is trained. */
  seen: SeenTexts;
}

/**
 * The rows that a run trains on, validates on and is tested on: the parts of the split, without validation rows that the
 * network is trained on and without test rows that it has seen. A random split has none: copies have one part. A
 * provided split may have the same text in two parts.
 * @param base what the network has seen whose training continues; null for a new one
 * @throws {InputError} as `splitDataset`, and when nothing unseen remains of a part
 */
export function runParts(source: SplitSource, config: SplitConfig, base: SeenTexts | null = null): RunParts {
  const split = splitDataset(source, config, base);
  const { keys } = source;
  const keysOf = (rows: Int32Array) => keySet(Float64Array.from(rows, (row) => keys[row]));
  const trained = withBase(keysOf(split.train), base?.trained);
  const validation = split.validation.filter((row) => !hasKey(trained, keys[row]));
  const validated = withBase(keysOf(validation), base?.validated);
  const test = split.test.filter((row) => !hasKey(trained, keys[row]) && !hasKey(validated, keys[row]));
  if (validation.length === 0) throw new InputError({ code: 'no-unseen-part', part: 'validation' });
  if (test.length === 0) throw new InputError({ code: 'no-unseen-part', part: 'test' });
  return { parts: { train: split.train, validation, test }, seen: { trained, validated } };
}

function withBase(keys: Float64Array, base: Float64Array | undefined): Float64Array {
  return base ? unionOf(keys, base) : keys;
}
