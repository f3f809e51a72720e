/** Small made-up reviews for tests of training: class 1 has more good words, class 0 more bad ones. */
import { partNames } from '../../contract/parts.ts';
import { datasetOf, prepare, Random, textColumn, withRule } from '../data/index.ts';
import type { Dataset, PreparedData } from '../data/index.ts';
import type { RunConfig } from '../../contract/settings.ts';

const good = ['good', 'fine', 'lovely', 'great', 'superb'];
const bad = ['bad', 'poor', 'awful', 'dull', 'weak'];
const plain = ['the', 'film', 'food', 'was', 'a', 'very', 'room', 'and', 'it', 'phone'];

/** @param shuffleLabels gives each review a class by chance: then there is nothing to learn */
export function tinyDataset(rows: number, seed: number, shuffleLabels = false): Dataset {
  const random = new Random(seed, 77);
  const pick = (words: string[]) => words[random.below(words.length)];
  const texts: string[] = [];
  const classes = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = row % 2;
    const words = Array.from({ length: 2 + random.below(9) }, () => pick(plain));
    words.splice(random.below(words.length), 0, pick(label ? good : bad), pick(label ? good : bad));
    texts.push(words.join(' '));
    classes[row] = shuffleLabels ? random.below(2) : label;
  }
  return datasetOf({ name: 'tiny', texts: textColumn(texts), classes, classNames: ['bad', 'good'] });
}

/** In parts of exactly the shares' sizes: then a test knows how many steps an epoch has. */
export async function tinyData(
  config: RunConfig,
  rows: number,
  shuffleLabels = false,
): Promise<PreparedData> {
  const { trainShare, validationShare } = config;
  const ends = [trainShare, trainShare + validationShare, 1].map((share) => Math.round(share * rows));
  const provided = Array.from({ length: rows }, (_, row) => partNames[ends.findIndex((end) => row < end)]);
  const dataset = tinyDataset(rows, config.seed, shuffleLabels);
  return prepare({ ...dataset, provided }, withRule(config, dataset.texts));
}
