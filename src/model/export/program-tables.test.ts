/** The programs of a bundle on a whole file: the table that `npm run predict` and the page give, from JavaScript and Python. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvAnswers } from '../classify/index.ts';
import { TrainingService } from '../training-service.ts';
import { exportParts } from '../../contract/export-parts.ts';
import { bundleFiles } from './index.ts';
import type { SavedModel } from './saved-model.ts';
import { parseTable } from './templates/table.mjs';
import { describeWithPython, folderOf, run } from './testing/python.ts';
import { notATable, otherFiles } from './testing/other-files.ts';
import { decided, savedModel, threeClasses } from './testing/saved.ts';

const two = savedModel({}, 2, undefined, decided[2]);
const three = savedModel({}, 2, threeClasses, decided[3]);

/** Rows with separators, quotes and line ends in them, a formula, and texts without words. */
const rows = [
  ['1', 'The film: good, "very" good!', 'positive'],
  ['2', 'bad food\nnot good', 'negative'],
  ['-3', '=SUM(A1) the food', ''],
  ['4', '?!', 'positive'],
  ['5', 'phở naïve unheard of', 'negative'],
  ['6', '', 'positive'],
  ['7', "don't", 'good'],
];
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csvOf = (names: readonly string[], separator: string, cells: readonly string[][]) =>
  [names, ...cells].map((row) => row.map(quoted).join(separator)).join('\r\n');
const reviews = csvOf(['id', 'review', 'class'], ',', rows);

/** What the page and the command line give. */
async function expectedTable(saved: SavedModel, file: string): Promise<string> {
  const service = new TrainingService();
  service.models.take(saved, null);
  let written = '';
  const format = csvAnswers;
  await service.answers.classify(
    [{ path: 'reviews.csv', blob: new Blob([file]) }],
    { text: null, label: null },
    {
      format,
      write: (piece) => void (written += piece),
    },
  );
  service.backend.close();
  return written;
}

/** Numbers as their differences from others, all else as it is. */
function expectSame(given: string, expected: string): void {
  const [own, other] = [parseTable(given), parseTable(expected)];
  expect(given.startsWith('\ufeff')).toBe(true);
  expect(own.columns).toEqual(other.columns);
  expect(own.rows).toHaveLength(other.rows.length);
  own.rows.forEach((cells, row) =>
    cells.forEach((cell, column) => {
      const against = other.rows[row][column];
      const isShare = /^probability of|^unknown words/.test(own.columns[column]) && against !== '';
      if (isShare) expect(Math.abs(Number(cell) - Number(against))).toBeLessThan(1e-5);
      else expect(cell).toBe(against);
    }),
  );
}

/** The answers that a program writes for a file, and what it says. */
function answered(program: readonly string[], saved: SavedModel, file: string) {
  const folder = folderOf(bundleFiles(saved, new Set(exportParts)));
  writeFileSync(join(folder, 'reviews.csv'), file);
  const [name, ...args] = program;
  const { status, stderr } = spawnSync(name, [...args, 'reviews.csv', '--out', 'answers.csv'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).not.toContain('Traceback');
  return { status, stderr, folder, csv: readFileSync(join(folder, 'answers.csv'), 'utf8') };
}

describe('a file, by the JavaScript of a bundle', () => tests(['node', 'predict.mjs']));
describeWithPython('a file, by the Python of a bundle', ['numpy'], ['predict.py', 'table.py'], (python) =>
  tests([python, 'predict.py', '--engine', 'numpy']),
);

function tests(program: readonly string[]): void {
  it.each([
    ['two classes', two],
    ['three classes', three],
  ])('has the classes, probabilities and unknown words of the page: %s', async (_classes, saved) => {
    const { csv, stderr, status } = answered(program, saved, reviews);
    expectSame(csv, await expectedTable(saved, reviews));
    expect(status).toBe(0);
    expect(stderr).toContain('The texts are those of “review”. 5 of 7 rows have an answer.');
    expect(stderr).toMatch(/\d% of the 3 labels are as predicted/);
  });

  it('reads other separators, and lines', async () => {
    for (const separator of [';', '\t', '|']) {
      const file = csvOf(['id', 'review', 'class'], separator, rows);
      expectSame(answered(program, two, file).csv, await expectedTable(two, file));
    }
    const { csv } = answered(program, two, 'good food\n\nbad, very bad film\n?!\n');
    expect(parseTable(csv).columns).toEqual([
      'text',
      'class',
      'probability of negative',
      'probability of positive',
      'unknown words',
    ]);
    expect(parseTable(csv).rows.map(([text]) => text)).toEqual(['good food', 'bad, very bad film', '?!']);
  });

  it('takes the columns that are named, and says which there are', () => {
    const folder = folderOf({
      ...bundleFiles(two, new Set(exportParts)),
      'reviews.csv': csvOf(['text', 'verdict', 'other'], ',', [['a long and good text', 'x', 'bad']]),
    });
    const [name, ...args] = program;
    const printed = run(name, [...args, '--file', 'reviews.csv', '--text-column', 'other'], folder);
    expect(parseTable(printed).rows[0][6]).toBe('0');
    const wrong = spawnSync(name, [...args, 'reviews.csv', '--text-column', 'none'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toBe('reviews.csv has no column “none”. Its columns: text, verdict, other.\n');
    const labels = spawnSync(name, [...args, 'reviews.csv', '--label-column', 'verdict'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const over = spawnSync(name, [...args, 'reviews.csv', '--out', './reviews.csv'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([over.status, over.stderr]).toEqual([
      1,
      '--out would write over the file that is read. Name another file.\n',
    ]);
    expect(labels.stderr).toContain('has no labels of this model: negative, positive');
  });

  it.each(otherFiles)('refuses %s, and says what it is', (name, content, kind) => {
    const folder = folderOf({ ...bundleFiles(two, new Set(exportParts)), [name]: content });
    const [command, ...args] = program;
    const { status, stdout, stderr } = spawnSync(command, [...args, name], { cwd: folder, encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([1, '', `${notATable(name, kind)}\n`]);
  });

  it('reads texts that only begin as JSON does', () => {
    const { status, csv } = answered(program, two, '[deleted] good food\n{sic} bad film\n');
    expect(status).toBe(0);
    expect(parseTable(csv).rows.map(([text]) => text)).toEqual(['[deleted] good food', '{sic} bad film']);
  });

  it('refuses another encoding', () => {
    const folder = folderOf({
      ...bundleFiles(two, new Set(exportParts)),
      'reviews.csv': Uint8Array.of(0x74, 0x0a, 0xe9, 0x0a),
    });
    const [name, ...args] = program;
    const { status, stderr } = spawnSync(name, [...args, 'reviews.csv'], { cwd: folder, encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      1,
      'reviews.csv is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8.\n',
    ]);
  });
}
