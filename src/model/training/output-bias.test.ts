import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { softmaxInto } from '../../contract/math.ts';
import { parseRunConfig, type RunConfig } from '../../contract/settings.ts';
import { chooseBuckets, reviewLength, type EncodedPart, type PreparedData } from '../data/index.ts';
import { Networks } from '../network/networks.ts';
import { onWasm } from '../testing/on-wasm.ts';
import { tinyData } from '../testing/tiny-data.ts';
import { evaluate } from './evaluate.ts';
import { biasSample, biasShift } from './output-bias.ts';
import { train } from './trainer.ts';

/** [n,K] What these logits say when so much is added to each. */
function sharesOf(logits: Float64Array, rows: number, shift: ArrayLike<number>): Float64Array[] {
  const width = logits.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    const own = Array.from(logits.subarray(row * width, (row + 1) * width), (z, k) => z + shift[k]);
    const scores = width === 1 ? [0, ...own] : own;
    const shares = new Float64Array(scores.length);
    softmaxInto(shares, scores);
    return shares;
  });
}

/** [K] Weighted means of the probabilities, and of the labels. */
function meansOf(shares: Float64Array[], classes: Uint8Array, weights: Float32Array) {
  const given = new Float64Array(weights.length);
  const wanted = new Float64Array(weights.length);
  classes.forEach((id, row) => {
    wanted[id] += weights[id] / classes.length;
    shares[row].forEach((share, k) => {
      given[k] += (weights[id] * share) / classes.length;
    });
  });
  return { given: [...given], wanted: [...wanted] };
}

function expectMet(logits: Float64Array, classes: Uint8Array, weights: Float32Array): void {
  const shift = biasShift(logits, classes, weights);
  const { given, wanted } = meansOf(sharesOf(logits, classes.length, shift), classes, weights);
  given.forEach((share, k) => expect(share).toBeCloseTo(wanted[k], 4));
}

const logit = fc.double({ min: -4, max: 4, noNaN: true });

describe('biasShift', () => {
  it('is nothing where the mean probability is the share of the labels', () => {
    const [shift] = biasShift(Float64Array.of(2, -2), Uint8Array.of(1, 0), Float32Array.of(1, 1));
    expect(shift).toBeCloseTo(0, 9);
  });

  it('takes a constant lean away', () => {
    const logits = Float64Array.of(2.7, 1.7, -0.3, -1.3);
    const [shift] = biasShift(logits, Uint8Array.of(1, 1, 0, 0), Float32Array.of(1, 1));
    expect(shift).toBeCloseTo(-0.7, 4);
  });

  it('meets the labels’ shares of two classes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(logit, fc.nat(1)), { minLength: 1, maxLength: 30 }),
        fc.tuple(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: 0.5, max: 2, noNaN: true })),
        (rows, weights) => {
          const classes = Uint8Array.from([...rows.map(([, id]) => id), 0, 1]);
          const logits = Float64Array.from([...rows.map(([z]) => z), 0, 0]);
          expectMet(logits, classes, Float32Array.from(weights));
        },
      ),
    );
  });

  it('meets the labels’ shares of three classes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(logit, logit, logit, fc.nat(2)), { minLength: 1, maxLength: 30 }),
        (rows) => {
          const classes = Uint8Array.from([...rows.map(([, , , id]) => id), 0, 1, 2]);
          const logits = Float64Array.from([...rows.flatMap(([a, b, c]) => [a, b, c]), ...Array(9).fill(0)]);
          expectMet(logits, classes, Float32Array.of(1, 1, 1));
        },
      ),
    );
  });

  it('leaves a class without reviews where it is', () => {
    const logits = Float64Array.of(1, 0, 0, 0, 1, 0);
    const shift = biasShift(logits, Uint8Array.of(0, 1), Float32Array.of(1, 1, 1));
    expect(shift.every(Number.isFinite)).toBe(true);
    expect(shift[2]).toBe(0);
  });

  it('stays finite where every answer is sure and right', () => {
    const [shift] = biasShift(Float64Array.of(800, -800), Uint8Array.of(1, 0), Float32Array.of(1, 1));
    expect(shift).toBeCloseTo(0, 9);
  });

  it('stays finite where every answer is sure and half of them are wrong', () => {
    const [shift] = biasShift(Float64Array.of(1e4, 1e4), Uint8Array.of(1, 0), Float32Array.of(1, 1));
    expect(Number.isFinite(shift)).toBe(true);
  });
});

describe('biasSample', () => {
  const part = (rows: number): EncodedPart => ({
    tokens: Uint16Array.from({ length: rows }, (_, row) => row),
    offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row),
    classes: Uint8Array.from({ length: rows }, (_, row) => row % 2),
  });

  it('takes all reviews of a small part', () => {
    const all = part(4_000);
    expect(biasSample(all, 1)).toBe(all);
  });

  it('takes reviews of chance of a large part, each once, the same for a seed', () => {
    const sample = biasSample(part(10_000), 1);
    const taken = [...sample.tokens];
    expect(sample.classes).toHaveLength(4_000);
    expect(new Set(taken).size).toBe(4_000);
    expect(taken.filter((row) => row >= 5_000).length).toBeGreaterThan(1_500);
    taken.forEach((row, i) => {
      expect(sample.classes[i]).toBe(row % 2);
      expect(reviewLength(sample, i)).toBe(1);
    });
    expect([...biasSample(part(10_000), 1).tokens]).toEqual(taken);
    expect([...biasSample(part(10_000), 2).tokens]).not.toEqual(taken);
  });
});

describe('a run', () => {
  onWasm();

  const leaning = parseRunConfig({
    vocabularySize: 60,
    maxLength: 12,
    layerSizes: [6],
    embeddingSize: 7,
    bidirectional: true,
    pooling: 'mean-max',
    keepProb: 0.4,
    embeddingKeepProb: 0.4,
    batchSize: 16,
    epochs: 2,
    learningRate: 0.02,
    seed: 3,
  });

  /** How far from the labels' shares the answers are on the training reviews, in the mean. */
  async function lean(config: RunConfig, data: PreparedData): Promise<number> {
    const generator = train(config, data, new AbortController().signal);
    let next = await generator.next();
    while (!next.done) next = await generator.next();
    const sizes = { words: data.vocabulary.size, classes: data.classCount };
    const networks = new Networks(config, sizes, next.value.parameters);
    const { probabilities } = await evaluate(networks, data.train, chooseBuckets([data.train]));
    networks.dispose();
    const rows = data.train.classes.length;
    return Math.max(
      ...Array.from({ length: data.classCount }, (_, k) => {
        const given = data.train.classes.reduce(
          (sum, _id, row) => sum + probabilities[row * data.classCount + k],
          0,
        );
        return Math.abs(given - data.train.classes.filter((id) => id === k).length) / rows;
      }),
    );
  }

  it('gives training reviews each class as often as they have it', async () => {
    const data = await tinyData(leaning, 200);
    expect(await lean(leaning, data)).toBeGreaterThan(0.002);
    expect(await lean({ ...leaning, refitBias: true }, data)).toBeLessThan(0.0005);
  });

  it('does so with the mean of an ensemble', async () => {
    const config = { ...leaning, ensembleSize: 2 };
    const data = await tinyData(config, 200);
    expect(await lean({ ...config, refitBias: true }, data)).toBeLessThan(0.0005);
  });
});
