/** Prepared reviews in an order of chance, for labs: what a network learns where there is nothing to be learned. */
import type { Shuffling } from '../../contract/labs.ts';
import type { EncodedPart } from './encode.ts';
import type { PreparedData } from './prepare.ts';
import { Random } from './random.ts';

/** Streams of the seed. */
const streams = { labels: 0x6c62, words: 0x7764 };

/**
 * `labels`: each training review gets the label of another, so that each class has as many as before; validation and test
 * keep theirs. `words`: each review of all parts has its words in another order.
 * @param data stays as it is
 * @param shuffling null: nothing is shuffled
 */
export function shuffled(data: PreparedData, shuffling: Shuffling | null, seed: number): PreparedData {
  if (!shuffling) return data;
  const random = new Random(seed, streams[shuffling]);
  const { train, validation, test } = data;
  if (shuffling === 'labels')
    return { ...data, train: { ...train, classes: random.shuffle(train.classes.slice()) } };
  return {
    ...data,
    train: withoutOrder(train, random),
    validation: withoutOrder(validation, random),
    test: withoutOrder(test, random),
  };
}

function withoutOrder(part: EncodedPart, random: Random): EncodedPart {
  const tokens = part.tokens.slice();
  for (let row = 0; row < part.classes.length; row++)
    random.shuffle(tokens.subarray(part.offsets[row], part.offsets[row + 1]));
  return { ...part, tokens };
}
