/** The first values of the network's parameters. */
import { Random } from '../data/random.ts';
import { sizeOf } from './layers.ts';
import type { ParameterSpec } from './layers.ts';

/**
 * First values, in the order of `specs`. Each parameter draws from a stream of its own, named by its
 * name, so that adding, removing or resizing one changes no other.
 */
export function initialParameters(specs: readonly ParameterSpec[], seed: number): Map<string, Float32Array> {
  return new Map(specs.map((spec) => [spec.name, draw(spec, new Random(seed, streamOf(spec.name)))]));
}

/** A name's 32 bits: FNV-1a (Fowler, Noll, Vo) over its UTF-16 units. */
function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash;
}

function draw(spec: ParameterSpec, random: Random): Float32Array {
  const values = new Float32Array(sizeOf(spec));
  const [rows, columns] = spec.shape;
  switch (spec.init.kind) {
    case 'uniform':
      return fillUniform(values, spec.init.range, random);
    case 'glorot-uniform':
      return fillUniform(values, Math.sqrt(6 / (rows + columns)), random);
    case 'orthogonal-blocks':
      for (let gate = 0; gate < columns / rows; gate++) {
        const block = orthogonal(rows, random);
        for (let row = 0; row < rows; row++)
          values.set(block.subarray(row * rows, (row + 1) * rows), row * columns + gate * rows);
      }
      return values;
    case 'lstm-bias':
      return values.fill(1, rows / 4, rows / 2);
    case 'zeros':
      return values;
  }
}

function fillUniform(values: Float32Array, range: number, random: Random): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = (2 * random.uniform() - 1) * range;
  return values;
}

/**
 * A random orthogonal n×n matrix, all equally likely: the Gram–Schmidt process over normal numbers
 * (Stewart 1980), in the modified order, which is stable enough here in float64.
 */
function orthogonal(n: number, random: Random): Float64Array {
  const values = new Float64Array(n * n);
  for (let i = 0; i < values.length; i++) values[i] = random.normal();
  for (let i = 0; i < n; i++) {
    const row = values.subarray(i * n, (i + 1) * n);
    scale(row, 1 / Math.sqrt(dot(row, row)));
    for (let j = i + 1; j < n; j++) {
      const later = values.subarray(j * n, (j + 1) * n);
      const share = dot(row, later);
      for (let k = 0; k < n; k++) later[k] -= share * row[k];
    }
  }
  return values;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function scale(a: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] *= factor;
}
