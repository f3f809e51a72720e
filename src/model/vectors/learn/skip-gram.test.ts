/** The kernel against the float64 reference, and the reference against finite differences of the loss. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifferences, relativeError } from '../../ops/helpers/differences.ts';
import { Random } from '../../data/random.ts';
import { SkipGramKernel } from './kernel.ts';
import { lossOf, referenceStep, type Tables } from './reference.ts';
import { targetCount } from './signature.ts';
import type { Windows } from './windows.ts';

interface Shape {
  words: number;
  size: number;
  windows: number;
  contexts: number;
}

function drawWindows({ words, windows, contexts }: Shape, random: Random): Windows {
  const starts = Int32Array.from({ length: windows + 1 }, () => 1 + random.below(contexts));
  starts[0] = 0;
  for (let window = 0; window < windows; window++) starts[window + 1] += starts[window];
  const draw = (length: number) => Int32Array.from({ length }, () => random.below(words));
  return { count: windows, starts, contexts: draw(starts[windows]), targets: draw(windows * targetCount) };
}

function drawTables({ words, size }: Shape, random: Random, scale = 1): Tables {
  const draw = () =>
    Float64Array.from({ length: words * size }, () => Math.fround(scale * (random.uniform() - 0.5)));
  return { inputs: draw(), outputs: draw(), size };
}

interface Case extends Shape {
  block: number;
  threads: number;
  seed: number;
  scale?: number;
}

async function expectSameAsReference(
  { block, threads, seed, scale, ...shape }: Case,
  simd: 'relaxed' | 'plain',
): Promise<void> {
  const random = new Random(seed);
  const windows = drawWindows(shape, random);
  const tables = drawTables(shape, random, scale);
  const first = Float32Array.from(tables.inputs);
  const kernel = await SkipGramKernel.open({ ...shape, block }, first, { simd, threads });
  try {
    kernel.write('outputs', Float32Array.from(tables.outputs));
    kernel.windows.starts.set(windows.starts);
    kernel.windows.contexts.set(windows.contexts);
    kernel.windows.targets.set(windows.targets);
    kernel.windows.count = windows.count;
    kernel.step(0.05);
    referenceStep(tables, windows, { rate: 0.05, block });
    expect(relativeError(kernel.read('inputs'), tables.inputs)).toBeLessThan(1e-4);
    expect(relativeError(kernel.read('outputs'), tables.outputs)).toBeLessThan(1e-4);
  } finally {
    kernel.dispose();
  }
}

describe('the reference', () => {
  it('goes down the gradient of the loss, as finite differences have it', () => {
    const random = new Random(4);
    // Each word in one place of the window: else a step is not the gradient of the loss before it.
    const shape = { words: 12, size: 3, windows: 1, contexts: 4 };
    const windows: Windows = {
      count: 1,
      starts: Int32Array.of(0, 4),
      contexts: Int32Array.of(3, 0, 7, 11),
      targets: Int32Array.of(2, 5, 1, 8, 3, 10),
    };
    const before = drawTables(shape, random);
    const after = { ...before, inputs: before.inputs.slice(), outputs: before.outputs.slice() };
    referenceStep(after, windows, { rate: 1, block: 1 });
    for (const table of ['inputs', 'outputs'] as const) {
      const downhill = finiteDifferences(before[table], () => -lossOf(before, windows));
      const change = after[table].map((value, i) => value - before[table][i]);
      expect(relativeError(change, downhill)).toBeLessThan(1e-6);
    }
  });
});

describe.each(['relaxed', 'plain'] as const)('the kernel in %s SIMD', (simd) => {
  it('does what the reference does, with repeated words, odd sizes and any block', async () => {
    const shapes = fc.record({
      words: fc.integer({ min: 3, max: 40 }),
      size: fc.integer({ min: 1, max: 37 }),
      windows: fc.integer({ min: 1, max: 30 }),
      contexts: fc.integer({ min: 1, max: 10 }),
      block: fc.integer({ min: 1, max: 33 }),
      threads: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(),
    });
    const holds = (shape: Case) => expectSameAsReference(shape, simd);
    await fc.assert(fc.asyncProperty(shapes, holds), { numRuns: 25 });
  });

  it('leaves pairs alone whose logits are large, as the reference does', async () => {
    const shape = { words: 9, size: 24, windows: 12, contexts: 6, block: 5, threads: 1, seed: 8, scale: 8 };
    await expectSameAsReference(shape, simd);
  });
});
