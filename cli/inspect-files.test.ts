/** Files as users have them, whatever their kind: `inspect` reads texts and labels from each. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandOf } from './testing/command.ts';

const inspect = await commandOf('inspect');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-kinds-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const things = ['kettle', 'chair', 'guide', 'radio', 'bread', 'glove', 'lamp', 'train', 'soup', 'coat'];
const rows = things.flatMap((thing) => [
  { text: `My ${thing} is a joy to have, and I told everybody`, good: 1 },
  { text: `This ${thing} broke down twice, so I want my money back`, good: 0 },
]);
const joined = (line: (row: (typeof rows)[number], i: number) => string, head = '') =>
  head + rows.map(line).join('\n');

/** A text in an encoding of one byte a letter. */
function bytesIn(encoding: string, text: string): Uint8Array {
  const letters = Array.from({ length: 256 }, (_, byte) =>
    new TextDecoder(encoding).decode(Uint8Array.of(byte)),
  );
  return Uint8Array.from(text, (letter) => letters.indexOf(letter));
}

/** What `inspect` is given, by path, and what it must find. */
interface Kind {
  files: Record<string, string | Uint8Array>;
  columns: { text: string; label: string };
  encoding?: string;
}

const kinds: Record<string, Kind> = {
  'a shop’s answers beside the reviews': {
    files: {
      'a.csv': joined(
        ({ text, good }, i) =>
          `${i},"${text}",${good ? 5 : 1},"${good ? `Dear guest ${i}, ${text}. ${text}` : ''}"`,
        'id,content,score,replyContent\n',
      ),
    },
    columns: { text: 'content', label: 'score' },
  },
  'quotes escaped by backslashes': {
    files: {
      'a.csv': joined(
        ({ text, good }) => String.raw`"She said \"oh\", and: ${text}",${good}`,
        'review,verdict\n',
      ),
    },
    columns: { text: 'review', label: 'verdict' },
  },
  'a header in the fifth row': {
    files: {
      'a.csv': joined(({ text, good }) => `${good},"${text}"`)
        .split('\n')
        .toSpliced(4, 0, 'polarity,tweet')
        .join('\n'),
    },
    columns: { text: 'tweet', label: 'polarity' },
  },
  'delimiters in texts without quotes, and at the end of lines': {
    files: { 'a.csv': joined(({ text, good }) => `${text},${good},,`, 'text,label,,\n') },
    columns: { text: 'text', label: 'label' },
  },
  'Turkish in its Windows encoding': {
    files: {
      'a.csv': bytesIn(
        'windows-1254',
        things
          .map((thing) => `Çok güzel ${thing}, ışıl ışıl;1\nKötü ${thing}, beğenmedim, işe yaramaz;0`)
          .join('\n'),
      ),
    },
    columns: { text: 'Column 1', label: 'Column 2' },
    encoding: 'windows-1254',
  },
  'Russian in its Windows encoding': {
    files: {
      'a.csv': bytesIn(
        'windows-1251',
        things.map((thing) => `Отличный чайник ${thing};1\nУжасный чайник ${thing};0`).join('\n'),
      ),
    },
    columns: { text: 'Column 1', label: 'Column 2' },
    encoding: 'windows-1251',
  },
  'Weka’s ARFF': {
    files: {
      'a.arff':
        '@relation r\n@attribute text string\n@attribute class {neg,pos}\n@data\n' +
        joined(({ text, good }) => `'${text}',${good ? 'pos' : 'neg'}`),
    },
    columns: { text: 'text', label: 'class' },
  },
  'texts and labels in files of their own': {
    files: {
      'train/texts.txt': joined(({ text }) => text),
      'train/labels.txt': joined(({ good }) => (good ? '2' : '0')),
    },
    columns: { text: 'texts', label: 'labels' },
  },
  'a text, @ and its label a line': {
    files: { 'a.txt': joined(({ text, good }) => `${text}@${good ? 'positive' : 'negative'}`) },
    columns: { text: 'text', label: 'label' },
  },
  'a label and its text a line': {
    files: { 'a.txt': joined(({ text, good }) => `${good} ${text}`) },
    columns: { text: 'text', label: 'label' },
  },
  'fields of a record a line each': {
    files: { 'a.txt': joined(({ text, good }) => `review/score: ${good ? 5 : 1}\nreview/text: ${text}\n`) },
    columns: { text: 'review/text', label: 'review/score' },
  },
  'lists of one label': {
    files: { 'a.jsonl': joined(({ text, good }) => JSON.stringify({ text, label: [good ? 'pos' : 'neg'] })) },
    columns: { text: 'text', label: 'label' },
  },
  'a 1 beside the category': {
    files: {
      'a.jsonl': joined(({ text, good }) => JSON.stringify({ text, cats: { POS: good, NEG: 1 - good } })),
    },
    columns: { text: 'text', label: 'cats' },
  },
  'an annotated project': {
    files: {
      'a.json': JSON.stringify(
        rows.map(({ text, good }, id) => ({
          id,
          annotations: [
            { result: [{ from_name: 'mood', value: { choices: [good ? 'Positive' : 'Negative'] } }] },
          ],
          predictions: [],
          data: { text },
        })),
      ),
    },
    columns: { text: 'data.text', label: 'mood' },
  },
  'records by id in a wrapper': {
    files: {
      'a.json': JSON.stringify({
        version: 1,
        reviews: Object.fromEntries(
          rows.map(({ text, good }, i) => [`r${i}`, { text, stars: good ? 5 : 1 }]),
        ),
      }),
    },
    columns: { text: 'text', label: 'stars' },
  },
};

interface Report {
  rows: { read: number; used: number };
  columns: object;
  encoding: string;
  labels: { value: string; class: string | null; count: number }[];
}

it.each(Object.entries(kinds))('%s', { timeout: 60_000 }, async (name, { files, columns, encoding }) => {
  const place = join(folder, name.replaceAll(/[^a-z]/g, '-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), content);
  }
  const paths = Object.keys(files).map((path) => join(place, path));
  const { code, stdout, stderr } = await inspect([...paths, '--json']);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('Error')]);
  const report = JSON.parse(stdout) as Report;
  expect(report).toMatchObject({ rows: { read: 20, used: 20 }, columns, ...(encoding && { encoding }) });
  expect(Object.fromEntries(report.labels.map((label) => [label.class, label.count]))).toEqual({
    negative: 10,
    positive: 10,
  });
});
