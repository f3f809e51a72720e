/** The shape of one benchmarked training step. */
import { bench } from '../src/contract/messages/en/bench.ts';

export interface Shape {
  batch: number;
  /** Timesteps; every row is full, so that both sides do the same work. */
  time: number;
  embedding: number;
  layers: number[];
  vocabulary: number;
}

export const defaultShape: Shape = {
  batch: 32,
  time: 50,
  embedding: 64,
  layers: [128, 64],
  vocabulary: 5_000,
};

/**
 * Reads "32,50,64,128:64,5000": B,T,E,H1:H2…,V.
 * @throws {RangeError} when it is not of that form
 */
export function parseShape(text: string): Shape {
  const [batch, time, embedding, layerText = '', vocabulary] = text.split(',');
  const layers = layerText.split(':').map(Number);
  const shape = {
    batch: Number(batch),
    time: Number(time),
    embedding: Number(embedding),
    layers,
    vocabulary: Number(vocabulary),
  };
  const numbers = [shape.batch, shape.time, shape.embedding, shape.vocabulary, ...layers];
  if (text.split(',').length !== 5 || !numbers.every((n) => Number.isInteger(n) && n > 0)) {
    throw new RangeError(bench.shapeSyntax);
  }
  return shape;
}

/** Floating-point operations of a step: 2 a product's multiply-add, forward once and backward twice. */
export function stepFlops({ batch, time, embedding, layers }: Shape): number {
  return layers.reduce((sum, hidden, i) => {
    const inputs = i === 0 ? embedding : layers[i - 1];
    return sum + 3 * 8 * batch * time * hidden * (inputs + hidden);
  }, 0);
}
