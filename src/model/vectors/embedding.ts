/** The embedding before training, and once the words join it that no text has. */
import { initialParameters } from '../network/parameters.ts';
import type { ParameterSpec } from '../network/layers.ts';
import type { OptimizerState } from '../export/index.ts';
import type { EmbeddingValues } from './fit.ts';
import type { WordVectors } from './word-vectors.ts';

/** The name of its parameter. */
const embeddingName = 'embedding';

/** Of the vectors' size: what a network knows nothing of says less at first. It did better than values as large as theirs. */
const sizeWithout = 0.2;

/** First values of all parameters: words with a vector start from it, all others at random, near zero. */
export function startingParameters(
  specs: readonly ParameterSpec[],
  seed: number,
  start: EmbeddingValues | null,
): Map<string, Float32Array> {
  if (!start) return initialParameters(specs, seed);
  // Uniform between minus and plus this has this root mean square.
  const range = Math.sqrt(3) * sizeWithout * start.meanSize;
  const scaled = specs.map((spec): ParameterSpec =>
    spec.name === embeddingName ? { ...spec, init: { kind: 'uniform', range } } : spec,
  );
  const parameters = initialParameters(scaled, seed);
  const { size, rows, values } = start;
  const table = parameters.get(embeddingName);
  rows.forEach((row, id) => {
    if (row >= 0) table?.set(values.subarray(row * size, (row + 1) * size), id * size);
  });
  return parameters;
}

/** What training leaves of a network. */
interface Trained {
  /** By id. */
  vocabulary: readonly string[];
  parameters: ReadonlyMap<string, Float32Array>;
  optimizer: OptimizerState | null;
}

/** A trained network with further words behind its own: their vectors bit for bit, and an optimizer that knows nothing of them. */
export function withFurtherWords(trained: Trained, further: WordVectors | null): Trained {
  if (!further) return trained;
  const { vocabulary, parameters, optimizer } = trained;
  const zeros = new Float32Array(further.values.length);
  const slots = changed(optimizer?.slots ?? new Map<string, readonly Float32Array[]>(), (own) =>
    own.map((values) => joined(values, zeros)),
  );
  return {
    vocabulary: [...vocabulary, ...further.words],
    parameters: changed(parameters, (table) => joined(table, further.values)),
    optimizer: optimizer && { ...optimizer, slots },
  };
}

/** Of a network, or of a member of an ensemble. */
const isEmbedding = (name: string) => name === embeddingName || name.endsWith(`/${embeddingName}`);

/** The embeddings' values in the place of what they were. */
function changed<T>(values: ReadonlyMap<string, T>, change: (value: T) => T): Map<string, T> {
  return new Map([...values].map(([name, value]) => [name, isEmbedding(name) ? change(value) : value]));
}

/** [V,E] and more rows. */
function joined(table: Float32Array, more: Float32Array): Float32Array {
  const all = new Float32Array(table.length + more.length);
  all.set(table);
  all.set(more, table.length);
  return all;
}
