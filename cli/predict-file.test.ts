/** `npm run predict -- --model FOLDER reviews.csv`: a file of rows becomes the same file with answers. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { presetConfig, TrainingService } from '../src/model/index.ts';
import { saveModel } from './model-folder.ts';
import { commandOf, plainReviews, type Run } from './testing/command.ts';
import { workbookOf } from './testing/workbook.ts';

let folder: string;
let predict: Run;
let model: string[];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-classify-'));
  await writeFile(at('learned.csv'), plainReviews(400));
  const service = new TrainingService();
  const files = [{ path: 'learned.csv', blob: new Blob([plainReviews(400)]) }];
  await service.data.openFiles(files, {});
  await service.data.chooseColumns({ text: 'words', label: 'verdict', classes: { neg: 0, pos: 1 } });
  const small = { layerSizes: [6], embeddingSize: 6, epochs: 4, adversarialNoise: 0 };
  const config = { ...presetConfig('recommended'), ...small };
  for await (const _ of service.train({ ...config, backend: 'wasm' }, new AbortController().signal));
  await saveModel(service, at('model'), ['tfjs']);
  service.backend.close();
  model = ['--model', at('model')];
  predict = await commandOf('predict');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const parsed = (text: string) => Papa.parse<string[]>(text.replace(/^\ufeff/, '').trimEnd()).data;

const rows = [
  ['key', 'remark'],
  ['=HYPERLINK("x")', 'a good and lovely thing, "really"\nyes'],
  ['b', 'a bad and awful thing'],
  ['c', ''],
];

describe('npm run predict -- FILE', () => {
  it('writes the table with its answers, safe in a spreadsheet, and says what came of it', async () => {
    await writeFile(at('new.csv'), Papa.unparse(rows));
    const { code, stdout, stderr } = await predict([...model, at('new.csv'), '--out', at('answers.csv')]);
    expect(code, stderr).toBe(0);
    expect(stdout).toBe('');
    const [head, ...answers] = parsed(await readFile(at('answers.csv'), 'utf8'));
    expect(head).toEqual([
      ...['key', 'remark', 'class'],
      ...['probability of negative', 'probability of positive', 'unknown words'],
    ]);
    expect(answers.map((row) => row.slice(0, 3))).toEqual([
      [`'=HYPERLINK("x")`, rows[1][1], 'positive'],
      ['b', rows[2][1], 'negative'],
      ['c', '', ''],
    ]);
    expect(Number(answers[0][4])).toBeGreaterThan(0.5);
    expect(stderr).toContain('2 of 3 rows answered, by the column “remark”, which was guessed');
    expect(stderr).toContain('without an answer, since they have no words: 1');
    expect(await readdir(folder)).not.toContain('answers.csv.part');
    const piped = await predict([...model, at('new.csv')]);
    expect(piped.stdout).toBe(await readFile(at('answers.csv'), 'utf8'));
  }, 30_000);

  it('has an object a line with --json, and the figures of the test in the last', async () => {
    const { code, stdout } = await predict([...model, at('learned.csv'), '--json']);
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(401);
    expect(lines[1]).toMatchObject({ event: 'answer', row: 2, class: 'positive' });
    expect(lines[1].values).toEqual({ words: 'Number 1, a good and lovely thing', verdict: 'pos' });
    const summary = lines[400] as { test: { accuracy: number; rows: number; excluded: object } };
    expect(summary).toMatchObject({ event: 'summary', rows: 400, columns: { label: 'verdict' } });
    expect(summary.test.accuracy).toBe(1);
    expect(summary.test.rows).toBeLessThan(100);
    expect(summary.test.excluded).toMatchObject({ trained: expect.any(Number) as number });
    const told = await predict([...model, at('learned.csv'), '--out', at('a.csv')]);
    expect(told.stderr).toMatch(/Accuracy 100\.0% on \d+ rows by the labels of “verdict”/);
    expect(told.stderr).toMatch(/excluded, because the network has seen them: \d+ that it was trained on/);
  }, 30_000);

  it('says that words are unknown, that sheets are left, and that there is nothing to classify', async () => {
    const sheets = { Reviews: ['remark', 'qzx vvb', 'wwk xxz'], Prices: ['price', '1'] };
    await writeFile(at('book.xlsx'), workbookOf(sheets));
    await writeFile(at('head.csv'), 'id,remark\n');
    const [plain, json, head] = await Promise.all([
      predict([...model, at('book.xlsx'), '--out', at('book.csv')]),
      predict([...model, at('book.xlsx'), '--json']),
      predict([...model, at('head.csv')]),
    ]);
    expect(plain.code, plain.stderr).toBe(0);
    expect(plain.stderr).toContain('\n2 rows of other sheets are not in it.\n');
    expect(plain.stderr).toContain(
      'Nearly all words of the column “remark” are unknown to the network (100%)',
    );
    const summary = JSON.parse(json.stdout.trim().split('\n')[2]) as { notes: { code: string }[] };
    expect(summary.notes.map(({ code }) => code)).toEqual(['other-sheets-left', 'words-unknown']);
    expect(head).toMatchObject({
      code: 1,
      stderr:
        '“head.csv” has no rows to classify. Use a file with a column of texts; labels are not needed.\n',
    });
  }, 30_000);

  it('tells a file from a text by what is there, and --file by itself', async () => {
    await writeFile(at('good thing'), 'a bad and awful thing\n');
    const cwd = folder;
    const [file, text, gone, stdin] = await Promise.all([
      predict([...model, 'good thing', '--json'], { cwd }),
      predict([...model, 'good  thing', '--json'], { cwd }),
      predict([...model, 'gone.csv'], { cwd }),
      predict([...model, '--file', '-', '--text-column', 'remark'], { input: Papa.unparse(rows) }),
    ]);
    expect(JSON.parse(file.stdout.split('\n')[0])).toMatchObject({ event: 'answer', class: 'negative' });
    expect(JSON.parse(text.stdout)).toMatchObject([{ text: 'good  thing' }]);
    expect(gone).toMatchObject({ code: 1, stderr: 'The file “gone.csv” could not be read.\n' });
    expect(parsed(stdin.stdout).map((row) => row[2])).toEqual(['class', 'positive', 'negative', '']);
  }, 30_000);

  it('says in one sentence what does not go together', async () => {
    await mkdir(at('empty'));
    const cases: [string[], string][] = [
      [['new.csv', 'a text'], 'Name files or texts, not both: “a text” is no file that is there.'],
      [['a text', '--out', 'x.csv'], '--out is for files: name one beside it, such as reviews.csv.'],
      [['new.csv', '--out', 'new.csv'], '--out would write over a file that is read. Name another file.'],
      [
        ['new.csv', '--out', 'empty'],
        'The file “empty” could not be written. Name one in a folder that is there.',
      ],
      [
        ['new.csv', '--out', 'no/a.csv'],
        'The file “no/a.csv” could not be written. Name one in a folder that is there.',
      ],
      [['new.csv', '--text-column', 'text'], 'The file has no column “text”. It has: key, remark.'],
      [
        ['new.csv', '--label-column', 'key'],
        'Less than half of the labels in the column “key” are classes of this network (negative and positive). Name another label column, or none.',
      ],
      [['new.csv', '--encoding', 'klingon'], '--encoding must be one of'],
    ];
    for (const [words, sentence] of cases) {
      const { code, stderr, stdout } = await predict([...model, ...words], { cwd: folder });
      expect({ code, stdout }, sentence).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
    expect(existsSync(at('no'))).toBe(false);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 60_000);

  it('ends with Ctrl+C, and leaves the file of before', async () => {
    const many = Array.from({ length: 300_000 }, (_, i) => [`a good thing ${i}`]);
    await writeFile(at('many.csv'), Papa.unparse([['remark'], ...many]));
    await writeFile(at('before.csv'), 'as it was');
    const written = async () => (await stat(at('before.csv.part')).catch(() => null))?.size ?? 0;
    const { code, stdout, stderr } = await predict([...model, at('many.csv'), '--out', at('before.csv')], {
      onStart: (child) =>
        void vi.waitUntil(async () => (await written()) > 1e6, 30_000).then(() => child.kill('SIGINT')),
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: '',
      stderr: 'Stopping. Nothing is written; Ctrl+C again ends at once.\n',
    });
    expect(await readFile(at('before.csv'), 'utf8')).toBe('as it was');
    expect(await readdir(folder)).not.toContain('before.csv.part');
  }, 60_000);
});
