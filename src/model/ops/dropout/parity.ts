/** Dropout's parity tests. */
import { describe, it } from 'vitest';
import { dropout } from './op.ts';
import { dropoutReference } from './reference.ts';
import { counterKey } from '../helpers/counter.ts';
import type { CounterKey } from '../helpers/counter.ts';
import { drawValues } from '../parity/cases.ts';
import {
  caseRandom,
  expectClose,
  expectNoGrowth,
  expectSameBits,
  outputsOf,
  upload,
  using,
  withGradients,
} from '../parity/harness.ts';
import type { ParityContext } from '../parity/harness.ts';

export function parity(context: ParityContext): void {
  /** Output and dx. */
  const outputs = async (
    x: Float64Array,
    dy: Float64Array,
    shape: number[],
    keep: number,
    key: CounterKey,
  ) => {
    let values: Float32Array[] = [];
    await using([upload(x, shape), upload(dy, shape)], async ([xIn, dyIn]) => {
      values = await outputsOf(
        () => withGradients(() => dropout(xIn, keep, key), [xIn], dyIn),
        [shape, shape],
      );
    });
    return values;
  };
  const key0 = 0xffffffff;
  describe('dropout', () => {
    it.each([
      { shape: [1], keepProb: 0.5, key: counterKey(1, 1, 1) },
      { shape: [2, 3, 5], keepProb: 0.05, key: { key0, key1: 0x80000000 } },
      { shape: [33, 7, 31], keepProb: 0.5, key: { key0: 0x7fffffff, key1: key0 } },
      { shape: [3, 1025], keepProb: 0.9, key: { key0: 0, key1: 0 } },
      { shape: [5, 13, 64], keepProb: 0.75, key: counterKey(context.seed, 12_345, 3) },
    ])('draws the reference’s mask: $shape, keepProb $keepProb', async ({ shape, keepProb, key }) => {
      const random = caseRandom(context, 300);
      const count = shape.reduce((product, length) => product * length, 1);
      const x = drawValues(random, count).map((value) => value || 1);
      const dy = drawValues(random, count).map((value) => value || 1);
      const attrs = { keepProb, ...key };
      const expected = [dropoutReference(x, attrs), dropoutReference(dy, attrs)];
      const actual = await outputs(x, dy, shape, keepProb, key);
      const zeros = (values: ArrayLike<number>) => Array.from(values, (value) => (value === 0 ? 0 : 1));
      expectSameBits(
        context,
        actual.map((values) => Float32Array.from(zeros(values))),
        expected.map(zeros),
      );
      expectClose(context, actual, { output: expected[0], dx: expected[1] });
    });

    it('leaves no tensor behind', async () => {
      const x = drawValues(caseRandom(context, 301), 12);
      await using([upload(x, [12]), upload(x, [12])], async ([xIn, dy]) => {
        await expectNoGrowth(() => withGradients(() => dropout(xIn, 0.5, counterKey(1, 2, 3)), [xIn], dy));
      });
    });
  });
}
