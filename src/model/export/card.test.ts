/** The code in the README of a model zip, run as it stands on the files of that zip, over HTTP. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../../contract/settings.ts';
import { encodeText, readingOf, Vocabulary } from '../data/index.ts';
import { classOf } from '../evaluation/index.ts';
import { exportZip } from './index.ts';
import { modelCard } from './card.ts';
import { templateOf } from './code.ts';
import { fileNames } from '../../contract/bundle.ts';
import type { SavedModel } from './saved-model.ts';
import { hostileMarkup } from './testing/hostile-markup.ts';
import { manyMarks, signs, spaceless } from './testing/hostile-texts.ts';
import {
  decided,
  differenceFromReference,
  referenceProbabilities,
  referenceProbability,
  savedModel,
  threeClasses,
} from './testing/saved.ts';

tf.env().set('IS_TEST', true);

interface Snippet {
  encode(text: string): number[];
  predict(text: string): Promise<{ class: string; probability: number; probabilities: number[] }>;
}

let server: Server;
/** What the server has, by folder and name. */
const served = new Map<string, Uint8Array>();

beforeAll(async () => {
  Object.assign(globalThis, { tfOfReadme: tf });
  server = createServer((request, response) => {
    const bytes = served.get(request.url ?? '');
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  Reflect.deleteProperty(globalThis, 'tfOfReadme');
});

/** Serves a model's zip unpacked, and runs the code of its README with that as the folder. */
/** Node imports nothing from a server. */
const markupModule = `data:text/javascript;base64,${Buffer.from(templateOf('markup.mjs')).toString('base64')}`;

async function runReadme(saved: SavedModel): Promise<Snippet> {
  const folder = `/${served.size}/`;
  const files = unzipSync(exportZip(saved));
  for (const [name, bytes] of Object.entries(files)) served.set(folder + name, bytes);
  const code = /```js\n(.*?)```/s.exec(new TextDecoder().decode(files['README.md']))?.[1] ?? '';
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server is not listening.');
  const own = code
    .replace("import * as tf from '@tensorflow/tfjs';", 'const tf = globalThis.tfOfReadme;')
    .replace("import(folder + 'markup.mjs')", `import('${markupModule}')`)
    .replace("'./model/'", `'http://127.0.0.1:${address.port}${folder}'`);
  const url = `data:text/javascript;base64,${Buffer.from(own).toString('base64')}`;
  return (await import(/* @vite-ignore */ url)) as Snippet;
}

/** The ids that the page would give the network. */
function ids(saved: SavedModel, text: string): number[] {
  return [...encodeText(text, new Vocabulary(saved.vocabulary), readingOf(saved)).ids];
}

const texts = [
  'The film: GOOD, not bad!<br /><br />Very good.',
  'don’t — the food… Na\u0069\u0308ve phở? 10/10 unheard',
  'constructor __proto__ Great great film\u00ad',
  'the the a a film film food food good good bad bad not not very very',
  '?!',
];

describe('the code in the README', () => {
  it.each<Partial<RunConfig>>([
    { pooling: 'last' },
    { pooling: 'mean-max', bidirectional: true, keptEnd: 'start' },
    { pooling: 'max', lowercase: false, maxLength: 3 },
  ])('predicts what the network does: %o', async (values) => {
    const saved = savedModel(values, 4);
    const { predict } = await runReadme(saved);
    for (const text of texts) {
      const expected = referenceProbability(saved, ids(saved, text));
      const { probability, class: name } = await predict(text);
      expect(Math.abs(probability - expected)).toBeLessThan(1e-5);
      expect(name).toBe(saved.classNames[expected > 0.5 ? 1 : 0]);
    }
  });

  it('predicts each of three classes', async () => {
    const saved = savedModel({ pooling: 'mean-max', bidirectional: true }, 4, threeClasses);
    const { predict } = await runReadme(saved);
    for (const text of texts) {
      const { probabilities, class: name } = await predict(text);
      expect(differenceFromReference(saved, ids(saved, text), probabilities)).toBeLessThan(1e-5);
      expect(name).toBe(threeClasses[probabilities.indexOf(Math.max(...probabilities))]);
    }
  });

  it('gives the class and the probabilities of the decision', async () => {
    const two = savedModel({ pooling: 'last' }, 4, undefined, decided[2]);
    const three = savedModel({ pooling: 'mean' }, 4, threeClasses, decided[3]);
    for (const saved of [two, three]) {
      const { predict } = await runReadme(saved);
      for (const text of texts) {
        const { class: name, ...answer } = await predict(text);
        const given = saved === two ? [answer.probability] : answer.probabilities;
        expect(differenceFromReference(saved, ids(saved, text), given)).toBeLessThan(1e-5);
        const expected = referenceProbabilities(saved, ids(saved, text));
        expect(name).toBe(saved.classNames[classOf(expected, saved.decision)]);
      }
    }
    expect(card(two)).toContain('the temperature 2.500');
    expect(card(two)).toContain('Weights: “negative” 0.1000, “positive” 0.9000.');
  });

  it('cuts any text into words as the training does', async () => {
    const ways = await Promise.all(
      [
        { maxLength: 4 },
        { lowercase: false, keptEnd: 'start' as const, maxLength: 4, punctuation: true },
        { tokenization: 'characters' as const },
        { tokenization: 'segmenter-ja' as const },
        { maxLength: 20, punctuation: true, stripMarkup: true },
        { tokenization: 'characters' as const, maxLength: 20, stripMarkup: true },
      ].map(async ({ stripMarkup = false, ...values }) => {
        const saved = { ...savedModel({ ...values, layerSizes: [1] }), cleaning: { stripMarkup } };
        return { saved, snippet: await runReadme(saved) };
      }),
    );
    const bit = fc.oneof(
      fc.constantFrom(...ways[0].saved.vocabulary, ...signs, '<br/>'),
      fc.string({ unit: 'binary', maxLength: 4 }),
      spaceless,
      manyMarks,
      hostileMarkup.filter((markup) => markup !== '&#150;'),
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 12 }), (bits) => {
        const text = bits.join('').replace(/[\u0080-\u009f]|\p{Surrogate}/gu, '');
        for (const { saved, snippet } of ways) expect(snippet.encode(text)).toEqual(ids(saved, text));
      }),
      { numRuns: 500 },
    );
  });
});

/** The card of a bundle with everything in it. */
function card(saved: SavedModel): string {
  return modelCard(saved, new Set(fileNames));
}

describe('the README', () => {
  it('says what the model is, and how to give it several reviews', () => {
    const last = card(savedModel({ pooling: 'last', layerSizes: [7, 3] }));
    expect(last).toContain('layers of 7, 3; pooling over time: last');
    expect(last).toContain('On 10 test reviews it was right in 70.0%.');
    expect(last).toContain('fill the shorter ones up');
    expect(card(savedModel({ pooling: 'mean', bidirectional: true }))).toContain('one review at a time');
  });

  it('has the data, the split, the figures, the limits and how to cite it', () => {
    const text = card(savedModel({ trainShare: 0.7, validationShare: 0.1, splitSeed: 42, maxLength: 9 }));
    for (const part of [
      'fingerprint `0123456789abcdef`',
      '70.0% to train on, 10.0% to choose by, 20.0% to test on',
    ])
      expect(text).toContain(part);
    expect(text).toContain('split seed 42');
    expect(text).toContain('Of a review over 9 words the end is read');
    expect(text).toContain('validation loss 0.6900');
    expect(text).toContain('| is “negative” | 4 | 1 |');
    expect(text).toContain('larger in the\ntraining part would be right in 50.0%');
    for (const title of ['## Data', '## Figures', '## Limits', '## Use it', '## Files', '## How to cite'])
      expect(text).toContain(`\n${title}\n`);
  });

  it('has the figures of each of three classes', () => {
    const text = card(savedModel({}, 1, threeClasses));
    expect(text).toContain('“negative” (class 0), “neutral” (class 1) or “positive” (class 2). It was');
    expect(text).toContain('It has 3 answers. A text that is none of them, or several, gets one');
    expect(text).toContain('largest in the\ntraining part');
    expect(text).toContain('(means over the classes)');
    expect(text).toContain('| “neutral” | 4 | 60.0% | 75.0% | 66.7% |');
    expect(text).toContain('| “positive” | 2 | 100.0% | 50.0% | 66.7% |');
    expect(text).toContain('| all, by their reviews | 10 | 74.0% | 70.0% | 70.0% |');
    expect(text).toContain(
      '| | called “negative” | called “neutral” | called “positive” |\n|---|---|---|---|\n',
    );
    expect(text).toContain('| is “positive” | 0 | 1 | 1 |');
    expect(text).toContain('→ `probabilities` [batch,3]');
    expect(card(savedModel())).toContain('→ `probability` [batch]');
  });

  it('tells the figures of the epoch whose weights were saved', () => {
    const saved = savedModel();
    const [first] = saved.metrics.epochs;
    const later = { ...first, epoch: 2, validationLoss: 0.9, validationAccuracy: 0.9 };
    const of = (restoredEpoch: number | null) =>
      card({ ...saved, metrics: { epochs: [first, later], restoredEpoch, test: null } });
    expect(of(1)).toContain(
      '2 epochs; the weights are those after epoch 1, where validation accuracy was the highest: training loss 0.6931, validation loss 0.6900, validation accuracy 55.0%.',
    );
    expect(of(null)).toContain('2 epochs; after the last one: training loss 0.6931, validation loss 0.9000');
  });

  it('speaks only of files that are there, and says when nothing was tested', () => {
    const saved = savedModel();
    saved.metrics = { epochs: [], restoredEpoch: null, test: null };
    const text = modelCard(saved, new Set(['model.safetensors']));
    expect(text).toContain('| `model.safetensors` |');
    for (const other of ['train.py', 'model.json', 'predict.html', 'tfjs', 'TensorFlow'])
      expect(text).not.toContain(other);
    expect(text).toContain('It has not been tested.');
  });

  it('lets no name become markup', () => {
    const saved = savedModel({}, 1, ['<img src=x>\n# No', 'positive']);
    saved.trainedOn.name = '[x](javascript:1) `| |`';
    const readme = card(saved);
    expect(readme).toContain('“\\<img src=x\\> \\# No”');
    expect(readme).toContain('“\\[x\\](javascript:1) \\`\\| \\|\\`”');
  });
});
