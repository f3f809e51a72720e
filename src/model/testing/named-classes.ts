/** Made-up reviews of several classes, each with words of its own. Never shipped. */
import { datasetOf, Random, textColumn, type Dataset } from '../data/index.ts';

const fillers = 'the a place food room phone was felt seemed staff today again there with some'.split(' ');
const names = ['joy', 'anger', 'fear', 'calm', 'envy'];
const own = (name: string) => ['ful', 'ish', 'some', 'ly', 'like'].map((ending) => `${name}${ending}`);

/** One review in ten has the words of another class. */
export function namedClassesDataset(classCount: number, rows: number, seed: number): Dataset {
  const random = new Random(seed, 77);
  const classNames = names.slice(0, classCount);
  const classes = Uint8Array.from({ length: rows }, () => random.below(classCount));
  const texts = Array.from(classes, (id) => {
    const told = random.uniform() < 0.9 ? id : random.below(classCount);
    const words = Array.from({ length: 4 + random.below(6) }, () => fillers[random.below(fillers.length)]);
    for (let i = 0; i < 2; i++)
      words.splice(random.below(words.length), 0, own(classNames[told])[random.below(5)]);
    return words.join(' ');
  });
  const firstOf = new Map(texts.map((text, row) => [text, row]));
  const rowsUsed = texts.flatMap((text, row) => (firstOf.get(text) === row ? [row] : []));
  return datasetOf({
    name: 'made up',
    texts: textColumn(rowsUsed.map((row) => texts[row])),
    classes: Uint8Array.from(rowsUsed, (row) => classes[row]),
    classNames,
  });
}
