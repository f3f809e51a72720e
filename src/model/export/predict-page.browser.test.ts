/** `predict.html`, opened by itself in a browser. */
import { expect, it, onTestFinished } from 'vitest';
import { encodeText, readingOf, Vocabulary } from '../data/index.ts';
import { classOf } from '../evaluation/index.ts';
import { bundleFiles, makeGolden } from './index.ts';
import { parseTable } from './templates/table.mjs';
import { notATable, otherFiles } from './testing/other-files.ts';
import { decided, fiveClasses, referenceProbabilities, savedModel } from './testing/saved.ts';
import type { SavedModel } from './saved-model.ts';

/** The page in a frame, once its program has run. @param before a program that runs before it */
async function open(saved: SavedModel, before = ''): Promise<Document> {
  const page = bundleFiles(saved, new Set(['code']))['predict.html'];
  const frame = document.createElement('iframe');
  frame.srcdoc = new TextDecoder().decode(page).replace('<title>', `<script>${before}</script><title>`);
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  await loaded;
  const { contentDocument } = frame;
  if (!contentDocument) throw new Error('The frame has no document.');
  return contentDocument;
}

function write(page: Document, text: string): string {
  const field = page.querySelector('textarea');
  if (!field) throw new Error('The page has no field.');
  field.value = text;
  field.dispatchEvent(new Event('input'));
  return page.querySelector('output')?.value ?? '';
}

it('gives the golden answers as one writes, and shows what the model reads', async () => {
  const saved = savedModel({ bidirectional: true, pooling: 'mean-max', maxLength: 6, punctuation: true });
  saved.classNames = ['“bad”', '</script><script>document.title="x"</script>%weights%'];
  const page = await open(saved);
  expect(page.querySelector('output')?.value).toBe('Write a review of a few words.');
  for (const { text, tokens, probabilities } of makeGolden(saved).cases) {
    const [, probability] = probabilities;
    const answer = write(page, text);
    // A field turns line ends into one kind, and nothing else; no golden text has two kinds.
    const read = [...page.querySelectorAll('#tokens span')].map((span) => span.textContent);
    expect(read).toEqual(tokens);
    if (tokens.length === 0) continue;
    expect(answer).toContain(`${(100 * probability).toFixed(1)}%`);
    expect(answer.startsWith(saved.classNames[probability > 0.5 ? 1 : 0])).toBe(true);
    expect(Math.abs((page.querySelector('meter')?.value ?? 0) - probability)).toBeLessThan(1e-12);
  }
  expect(page.title).toBe('Sentiment of a review');
});

it.each([
  ['words', true],
  ['characters', true],
  ['characters', false],
  ['segmenter-ja', false],
  ['segmenter-km', true],
] as const)('reads %s as the page does, markup taken out: %s', async (tokenization, stripMarkup) => {
  const cleaning = { stripMarkup };
  const saved = { ...savedModel({ tokenization, punctuation: true, maxLength: 30 }), cleaning };
  const page = await open(saved);
  for (const { text, tokens } of makeGolden(saved).cases) {
    write(page, text);
    const read = [...page.querySelectorAll('#tokens span')].map((span) => span.textContent);
    expect(read).toEqual(tokens);
  }
});

it('says what is missing where the browser has no segmenter, and works without where the model needs none', async () => {
  const none = 'delete Intl.Segmenter';
  const page = await open(savedModel({ tokenization: 'segmenter-th' }), none);
  const sentence = 'This model needs Intl.Segmenter, which is missing here: take a newer browser or Node.';
  expect(page.querySelector('output')?.value).toBe(sentence);
  expect(write(page, 'good')).toBe(sentence);
  expect(write(await open(savedModel({ tokenization: 'characters' }), none), 'อร่อย')).toContain('%');
});

it('gives the probability of each of five classes, and tells the highest', async () => {
  const saved = savedModel({ bidirectional: true, pooling: 'mean-max' }, 1, fiveClasses);
  const page = await open(saved);
  const meters = [...page.querySelectorAll('meter')];
  const captions = () => meters.map((meter) => meter.labels[0].textContent);
  expect(captions()).toEqual(fiveClasses.map((name) => `${name} `));
  const cases = makeGolden(saved).cases.filter(({ tokens }) => tokens.length > 0);
  expect(cases.length).toBeGreaterThan(30);
  for (const { text, probabilities } of cases) {
    const answer = write(page, text);
    const highest = Math.max(...probabilities);
    const name = fiveClasses[probabilities.indexOf(highest)];
    expect(answer).toBe(`${name}: the probability of “${name}” is ${(100 * highest).toFixed(1)}%`);
    expect(captions()).toEqual(fiveClasses.map((own, i) => `${own} ${(100 * probabilities[i]).toFixed(1)}%`));
    meters.forEach((meter, i) => expect(Math.abs(meter.value - probabilities[i])).toBeLessThan(1e-12));
  }
});

it('answers a file with the decision of the model, as a table to download', async () => {
  const saved = savedModel({}, 2, undefined, decided[2]);
  const page = await open(saved);
  const field = page.querySelector<HTMLInputElement>('#file')!;
  const texts = ['good food', 'bad, "very bad" film', '?!'];
  const lines = texts.map(
    (text, i) => `${i},"${text.replaceAll('"', '""')}",${i === 0 ? 'positive' : 'negative'}`,
  );
  const files = new DataTransfer();
  files.items.add(new File([['id,text,label', ...lines].join('\n')], 'mine.csv'));
  field.files = files.files;
  field.dispatchEvent(new Event('change'));
  const told = page.querySelector<HTMLOutputElement>('#told')!;
  await expect.poll(() => told.value).toContain('2 of 3 rows have an answer.');
  expect(told.value).toContain('of the 2 labels are as predicted');
  const link = page.querySelector<HTMLAnchorElement>('#download')!;
  expect([link.hidden, link.download]).toEqual([false, 'mine-answers.csv']);
  const { columns, rows } = parseTable(await (await fetch(link.href)).text());
  expect(columns.slice(3)).toEqual([
    'class',
    'probability of negative',
    'probability of positive',
    'unknown words',
  ]);
  expect(rows[2].slice(3)).toEqual(['', '', '', '']);
  const vocabulary = new Vocabulary(saved.vocabulary);
  texts.slice(0, 2).forEach((text, row) => {
    const expected = referenceProbabilities(saved, [...encodeText(text, vocabulary, readingOf(saved)).ids]);
    expect(rows[row][3]).toBe(saved.classNames[classOf(expected, saved.decision)]);
    expect(Math.abs(Number(rows[row][5]) - expected[1])).toBeLessThan(1e-5);
  });
  for (const [name, content, kind] of otherFiles) {
    files.items.clear();
    files.items.add(new File([content], name));
    field.files = files.files;
    field.dispatchEvent(new Event('change'));
    await expect.poll(() => told.value).toBe(notATable(name, kind));
    expect(link.hidden).toBe(true);
  }
  files.items.clear();
  files.items.add(new File([Uint8Array.of(0xe9)], 'other.csv'));
  field.files = files.files;
  field.dispatchEvent(new Event('change'));
  await expect.poll(() => told.value).toContain('not UTF-8');
  expect(link.hidden).toBe(true);
});

it('marks unknown words and those beyond the limit', async () => {
  const page = await open(savedModel({ maxLength: 3 }));
  write(page, 'xyzzy the good bad film');
  const marks = [...page.querySelectorAll('#tokens span')].map((span) => [span.textContent, span.className]);
  expect(marks).toEqual([
    ['xyzzy', 'unknown cut'],
    ['the', 'cut'],
    ['good', ''],
    ['bad', ''],
    ['film', ''],
  ]);
});

it('asks the network for nothing', async () => {
  const page = await open(savedModel());
  write(page, 'good film');
  const policy = page.querySelector('meta[http-equiv]')?.getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(page.querySelectorAll('[src], [href]')).toHaveLength(0);
  expect(page.defaultView?.performance.getEntriesByType('resource')).toEqual([]);
});
