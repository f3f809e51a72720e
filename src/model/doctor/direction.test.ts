import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { say } from '../../contract/messages/en/say.ts';
import type { ColumnChoice } from '../../contract/dataset.ts';
import { presetConfig, type RunConfig } from '../../contract/settings.ts';
import { datasetFromTable, datasetOf, pickTexts, Random, readSample, type Dataset } from '../data/index.ts';
import { tableOf } from '../testing/table-of.ts';
import { namedClassesDataset } from '../testing/named-classes.ts';
import { examine } from './index.ts';
import { sentimentWords } from './sentiment-words.ts';

async function directionOf(dataset: Dataset, change: Partial<RunConfig> = {}) {
  const { report } = await examine(dataset, { ...presetConfig(), ...change });
  return report.findings.find(({ id }) => id === 'direction') ?? null;
}

const flipped = (dataset: Dataset): Dataset => ({ ...dataset, classes: dataset.classes.map((id) => 1 - id) });

/** All rows of few, and 3,000 spread over many. */
function someOf({ name, texts, classes, classNames }: Dataset): Dataset {
  const step = Math.max(1, Math.floor(texts.length / 3_000));
  const rows = Int32Array.from({ length: Math.floor(texts.length / step) }, (_, i) => i * step);
  const picked = Uint8Array.from(rows, (row) => classes[row]);
  return datasetOf({ name, texts: pickTexts(texts, rows), classes: picked, classNames });
}

const fillers = 'kettle chair guide radio bread glove lamp train soup coat'.split(' ');

interface Made {
  /** Words of the label 0, and of the label 1. */
  words: [string[], string[]];
  labels?: [string, string];
  joint?: string;
}

/** 240 reviews of two labels, with two words of each label's own. */
function madeUp({ words, labels = ['0', '1'], joint = ' ' }: Made, choice: Partial<ColumnChoice> = {}) {
  const random = new Random(4);
  const pick = (from: readonly string[]) => from[random.below(from.length)];
  const rows = Array.from({ length: 240 }, (_, row) => {
    const own = words[row % 2];
    const text = [pick(fillers), pick(own), pick(fillers), pick(own), pick(fillers), `n${row}`];
    return [text.join(joint), labels[row % 2]];
  });
  const table = tableOf(['text', 'label'], rows);
  const classes = { [labels[0]]: 0, [labels[1]]: 1 };
  return datasetFromTable(table, { text: 'text', label: 'label', classes, ...choice });
}

const english: Made['words'] = [
  ['terrible', 'refund', 'worst', 'broken'],
  ['great', 'love', 'excellent', 'perfect'],
];
const languages: Record<string, Made['words']> = {
  English: english,
  German: [
    ['schlecht', 'schrecklich', 'enttäuschend'],
    ['wunderbar', 'toll', 'hervorragend'],
  ],
  French: [
    ['décevant', 'nul', 'pire'],
    ['parfait', 'génial', 'délicieux'],
  ],
  Spanish: [
    ['pésimo', 'peor', 'malo'],
    ['excelente', 'bueno', 'genial'],
  ],
  Vietnamese: [
    ['tệ', 'kém', 'chán'],
    ['tuyệt', 'tốt', 'thích'],
  ],
  Russian: [
    ['плохо', 'ужасно', 'хуже'],
    ['отлично', 'прекрасно', 'рекомендую'],
  ],
  Turkish: [
    ['kötü', 'berbat', 'rezalet'],
    ['güzel', 'harika', 'mükemmel'],
  ],
  Arabic: [
    ['سيء', 'أسوأ', 'رديء'],
    ['رائع', 'ممتاز', 'جميل'],
  ],
};

describe.each(['uci-sentences', 'imdb'])('the sample %s', (name) => {
  it('has its direction, and the other one with swapped labels', async () => {
    const sample = someOf(readSample(await readFile(`public/datasets/${name}.reviews`), { name }));
    expect(await directionOf(sample)).toBeNull();
    expect(await directionOf(flipped(sample))).toMatchObject({
      severity: 'problem',
      count: sample.texts.length,
      fixes: [{ kind: 'classes', classes: { negative: 1, positive: 0 } }],
    });
  });
});

describe('labels the wrong way round', () => {
  it.each(Object.keys(languages))('are found in %s, and only there', async (language) => {
    const words = languages[language];
    expect(await directionOf(await madeUp({ words }))).toBeNull();
    const found = await directionOf(await madeUp({ words: [words[1], words[0]] }));
    expect(found?.fixes).toEqual([{ kind: 'classes', classes: { 0: 1, 1: 0 } }]);
  });

  it('are found in Chinese by its characters', async () => {
    const words: Made['words'] = [
      ['很差', '太烂', '失望'],
      ['很好', '真棒', '点赞'],
    ];
    const change = { tokenization: 'characters' as const };
    expect(await directionOf(await madeUp({ words, joint: '' }), change)).toBeNull();
    const found = await directionOf(await madeUp({ words: [words[1], words[0]], joint: '' }), change);
    expect(found).not.toBeNull();
  });

  it('are told with the words, and what swaps them is gone when they are swapped', async () => {
    const words: Made['words'] = [english[1], english[0]];
    const found = await directionOf(await madeUp({ words }));
    expect(say(found?.message ?? { code: 'no-words' })).toMatch(
      /^The labels seem to be the wrong way round: the strongest words of “positive” are such as “(terrible|refund|worst|broken)”, .+, those of “negative” such as “(great|love|excellent|perfect)”/,
    );
    const [fix] = found?.fixes ?? [];
    const classes = fix.kind === 'classes' ? fix.classes : {};
    expect(await directionOf(await madeUp({ words }, { classes }))).toBeNull();
  });

  it('are found among three classes, and swapped without the one between', async () => {
    const random = new Random(4);
    const own = [english[1], ['average', 'usual', 'plain'], english[0]];
    const rows = Array.from({ length: 360 }, (_, row) => {
      const pick = () => own[row % 3][random.below(3)];
      return [`${pick()} ${fillers[random.below(10)]} ${pick()} n${row}`, `${row % 3}`];
    });
    const choice = {
      text: 'text',
      label: 'label',
      classes: { 0: 0, 1: 1, 2: 2 },
      classNames: ['negative', 'neutral', 'positive'],
    };
    const dataset = await datasetFromTable(tableOf(['text', 'label'], rows), choice);
    expect(await directionOf(dataset)).toMatchObject({
      fixes: [{ kind: 'classes', classes: { 0: 2, 1: 1, 2: 0 } }],
    });
  });

  it('of a range of numbers have no swap', async () => {
    const made: Made = { words: [english[1], english[0]], labels: ['12', '88'] };
    const dataset = await madeUp(made, { threshold: { negativeTo: 40, positiveFrom: 60 } });
    expect(await directionOf(dataset)).toMatchObject({
      fixes: [],
      effect: { code: 'effect-direction-labels' },
    });
  });
});

/** Reviews of these many rows whose words lean to one side, in two of three cases that of `sideOf`. */
function leaning(rows: number, seed: number, sideOf: (row: number, random: Random) => number) {
  const random = new Random(seed, 5);
  const [bad, good] = [sentimentWords[0].slice(0, 40), sentimentWords[1].slice(0, 40)];
  const cells = Array.from({ length: rows }, (_, row) => {
    const text = Array.from({ length: 4 }, () => fillers[random.below(fillers.length)]);
    const own = random.below(3) > 0 ? row % 2 : random.below(2);
    for (let i = 0; i < 2; i++) text.splice(random.below(4), 0, [bad, good][own][random.below(40)]);
    return [`${text.join(' ')} n${row}`, String(sideOf(row, random))];
  });
  return datasetFromTable(tableOf(['text', 'label'], cells), {
    text: 'text',
    label: 'label',
    classes: { 0: 0, 1: 1 },
  });
}

describe('chance', () => {
  const seeds = Array.from({ length: 150 }, (_, i) => i + 1);

  it.each([50, 90])(
    'does not turn the labels round: %i reviews with labels drawn by chance',
    async (rows) => {
      const told = [];
      for (const seed of seeds) {
        const found = await directionOf(await leaning(rows, seed, (_, random) => random.below(2)));
        if (found) told.push(seed);
      }
      expect(told).toEqual([]);
    },
  );

  it('explains no swap of 160 reviews, however the seed falls', async () => {
    for (const seed of seeds.slice(0, 20))
      expect([seed, await directionOf(await leaning(160, seed, (row) => 1 - (row % 2)))]).not.toContain(null);
  });
});

describe('other labels', () => {
  it.each([3, 5])('have no direction: %i topics', async (count) => {
    expect(await directionOf(namedClassesDataset(count, 900, 3))).toBeNull();
  });

  it('have none where the words of one class alone speak against its name, as of advertisements', async () => {
    const words: Made['words'] = [
      ['love', 'sorry', 'good', 'thanks'],
      ['free', 'claim', 'prize', 'urgent'],
    ];
    expect(await directionOf(await madeUp({ words }))).toBeNull();
  });

  it('have none where good and bad words stand in both classes', async () => {
    const words: Made['words'] = [
      ['bad', 'great', 'worst', 'love'],
      ['excellent', 'terrible', 'nice', 'broken'],
    ];
    expect(await directionOf(await madeUp({ words }))).toBeNull();
  });
});

it('lists no word as good and bad', () => {
  const [bad, good] = sentimentWords;
  expect(bad.filter((word) => good.includes(word))).toEqual([]);
  expect([...bad, ...good].filter((word) => word !== word.toLowerCase())).toEqual([]);
});
