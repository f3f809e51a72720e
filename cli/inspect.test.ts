import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;

/** Words enough that no two reviews are nearly the same. */
function sentence(row: number, isGood: boolean): string {
  const word = (n: number) => `w${(row * 7 + n * n * 13) % 61}x${(row + n) % 19}`;
  const words = Array.from({ length: 8 }, (_, n) => word(n));
  return `${words.join(' ')} ${isGood ? 'good and lovely' : 'bad and awful'} number ${row}`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forget-gate-inspect-'));
  const rows = Array.from({ length: 120 }, (_, row) => [sentence(row, row % 3 > 0), row % 3 > 0 ? '5' : '1']);
  rows.push(['=so so, "really"', '3'], ['', '1'], [sentence(4, true), '5'], ['no label here', '']);
  const csv = rows.map(([text, stars]) => `"${text.replaceAll('"', '""')}",${stars}`);
  await writeFile(join(folder, 'reviews.csv'), ['review,stars', ...csv].join('\r\n'));
  for (const [part, count] of [
    ['train', 60],
    ['test', 20],
  ] as const) {
    for (const label of ['pos', 'neg'] as const) {
      const inside = join(folder, 'corpus', part, label);
      await mkdir(inside, { recursive: true });
      for (let i = 0; i < count; i++) {
        const row = i + (part === 'test' ? 200 : 0) + (label === 'pos' ? 400 : 0);
        await writeFile(join(inside, `${i}_7.txt`), sentence(row, label === 'pos'));
      }
    }
  }
  await writeFile(join(folder, 'corpus', '.DS_Store'), 'not a review');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function inspect(...args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile('node', ['scripts/run-cli.mjs', 'inspect', ...args], (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

interface Json {
  rows: { read: number; used: number; left_out: { reason: string; count: number }[] };
  labels: { value: string; class: string | null; count: number }[];
  findings: { id: string; severity: string; count: number }[];
  baselines: { majority: number; bagOfWords: number };
}

describe('npm run inspect', () => {
  it('prints one JSON object, and nothing else', async () => {
    const { code, stdout, stderr } = await inspect(join(folder, 'reviews.csv'), '--json');
    expect(code).toBe(0);
    expect(stderr).not.toContain('Warning');
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const report = JSON.parse(stdout) as Json;
    expect(Object.keys(report)).toEqual([
      'rows',
      'format',
      'encoding',
      'columns',
      'labels',
      'findings',
      'baselines',
    ]);
    expect(report).toMatchObject({
      rows: { read: 124, used: 120 },
      format: 'csv',
      encoding: 'UTF-8',
      columns: { text: 'review', label: 'stars' },
      labels: [
        { value: '5', class: 'positive', count: 81 },
        { value: '1', class: 'negative', count: 41 },
        { value: '3', class: null, count: 1 },
      ],
    });
    const excluded = Object.fromEntries(report.rows.left_out.map(({ reason, count }) => [reason, count]));
    expect(excluded).toEqual({ 'label-left-out': 1, 'empty-text': 1, duplicate: 1, 'no-label': 1 });
    expect(report.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['few-rows', 'imbalance', 'exact-duplicates', 'empty-texts', 'missing-labels']),
    );
    expect(report.baselines).toEqual({ majority: 5 / 9, bagOfWords: expect.any(Number) });
    expect(report.baselines.bagOfWords).toBeGreaterThan(0.9);
  }, 60_000);

  it('takes folders as labels and as a provided split, and tells it in words', async () => {
    const { code, stdout, stderr } = await inspect(join(folder, 'corpus'));
    expect(code).toBe(0);
    expect(stderr).not.toContain('Warning');
    expect(stdout).toContain('text-files, UTF-8, 160 files');
    expect(stdout).toMatch(/Rows: 160 read, 160 used\n/);
    expect(stdout).toContain('to validate, 40 to test, as the data has it');
    expect(stdout).toMatch(/negative +█{15} +80 \(50\.0%\)/);
    expect(stdout).toContain('! There are only 160 reviews to learn from and to test on.');
    expect(stdout).toMatch(/for positive: .*lovely/);
  }, 60_000);

  it('does as the flags say: several files, classes, threshold, cleaning, settings', async () => {
    const extra = join(folder, 'more.csv');
    await writeFile(extra, `review,stars\n${'a word '.repeat(30)}<b>bold</b>,2\n`);
    const files = [join(folder, 'reviews.csv'), '--file', extra];
    const flags = ['--threshold', '2,3', '--strip-markup', '--max-length', '20', '--json'];
    const { code, stdout } = await inspect(...files, ...flags);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Json;
    expect(report.rows).toMatchObject({ read: 125, used: 122 });
    expect(report.labels).toContainEqual({ value: '3', class: 'positive', count: 1 });
    expect(report.labels).toContainEqual({ value: '2', class: 'negative', count: 1 });
    expect(report.findings).toContainEqual(expect.objectContaining({ id: 'long-texts', count: 1 }));
    expect(report.findings).toContainEqual(
      expect.objectContaining({ id: 'markup', count: 1, severity: 'note' }),
    );
  }, 60_000);

  it.each(['--exclude-near-duplicates', '--leave-out-near-duplicates'])(
    'cleans a sample with %s',
    async (flag) => {
      const { code, stdout } = await inspect('--dataset', 'uci-sentences', flag, '--json');
      expect(code).toBe(0);
      const report = JSON.parse(stdout) as Json;
      expect(report).toMatchObject({
        columns: { text: null, label: null },
        labels: [
          { value: 'negative', class: 'negative' },
          { value: 'positive', class: 'positive' },
        ],
      });
      expect(report.rows.read - report.rows.used).toBe(
        report.rows.left_out.reduce((sum, { count }) => sum + count, 0),
      );
      expect(report.findings).toContainEqual(
        expect.objectContaining({
          id: 'near-duplicates',
          mends: [{ kind: 'choice', mends: { leaveOutNearDuplicates: false }, label: 'Include them again' }],
        }),
      );
      expect(report.baselines.bagOfWords).toBeGreaterThan(0.74);
    },
    60_000,
  );

  it('writes all rows with their parts, which stay when a label is corrected and other files are added', async () => {
    const rowsOf = async (...args: string[]) => {
      const out = join(folder, 'rows.csv');
      const { code, stderr } = await inspect(...args, '--rows', out);
      expect([code, stderr]).toEqual([0, '']);
      const text = await readFile(out, 'utf8');
      expect(text.slice(1, 1 + text.indexOf('\n'))).toBe(
        '"row","text","label","class","part","excluded"\r\n',
      );
      return Papa.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true }).data;
    };
    const file = join(folder, 'reviews.csv');
    const rows = await rowsOf(file);
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 124 }, (_, i) => String(i + 1)));
    expect(rows.slice(120).map(({ text, part, excluded }) => [text, part, excluded])).toEqual([
      [`'=so so, "really"`, '', 'label-left-out'],
      ['', '', 'empty-text'],
      [sentence(4, true), '', 'duplicate'],
      ['no label here', '', 'no-label'],
    ]);
    const used = rows.filter(({ excluded }) => excluded === '');
    expect(new Set(used.map(({ part }) => part))).toEqual(new Set(['train', 'validation', 'test']));
    expect(new Set(used.map((row) => row['class']))).toEqual(new Set(['negative', 'positive']));

    // Other labels, another order, another format, another file beside it.
    const changed = used.map(({ text, label }, i) => ({ review: text, stars: i === 7 ? '1' : label }));
    const other = join(folder, 'changed.jsonl');
    await writeFile(
      other,
      changed
        .toReversed()
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
    const more = Array.from({ length: 30 }, (_, i) => `"${sentence(900 + i, i % 2 > 0)}",${i % 2 ? 5 : 1}`);
    await writeFile(join(folder, 'others.csv'), ['review,stars', ...more].join('\n'));
    const partOf = new Map(used.map(({ text, part }) => [text, part]));
    const again = await rowsOf(other, '--file', join(folder, 'others.csv'));
    const known = again.filter(({ text }) => partOf.has(text));
    expect(known).toHaveLength(used.length);
    for (const { text, part } of known) expect([text, part]).toEqual([text, partOf.get(text)]);

    const moved = await rowsOf(file, '--split-seed', '2');
    expect(moved.map(({ part }) => part)).not.toEqual(rows.map(({ part }) => part));
  }, 120_000);

  it('does not write rows over the file that is read, nor into a folder that is not there', async () => {
    const file = join(folder, 'reviews.csv');
    expect((await inspect(file, '--rows', file)).stderr).toContain('--rows would write over the file');
    const nowhere = join(folder, 'nowhere', 'rows.csv');
    const { code, stdout, stderr } = await inspect(file, '--rows', nowhere);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`The file “${nowhere}” could not be written.`);
  }, 60_000);

  it('says what is wrong in one sentence', async () => {
    const { code, stdout, stderr } = await inspect(join(folder, 'reviews.csv'), '--threshold', '4');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('--threshold takes two numbers, the lower one first, such as 2,4.\n');
    expect(stderr).not.toContain('    at ');
  }, 30_000);
});

it('lists labels that probably are wrong where that is asked', async () => {
  const rows = Array.from({ length: 400 }, (_, row) => {
    const label = row % 2 > 0 === row % 40 > 0 ? 'pos' : 'neg';
    return `"${sentence(row, row % 2 > 0)}",${label}`;
  });
  const file = join(folder, 'flipped.csv');
  await writeFile(file, ['review,label', ...rows].join('\n'));
  const { stdout } = await inspect(file, '--label-errors', '--json');
  const { label_errors } = JSON.parse(stdout) as {
    label_errors: { total: number; rows: Record<string, unknown>[] };
  };
  const flipped = Array.from({ length: 10 }, (_, i) => 40 * i + 1);
  const found = label_errors.rows.map(({ row }) => row as number);
  expect(found).toHaveLength(label_errors.total);
  expect(found.length).toBeGreaterThan(5);
  expect(found.filter((row) => !flipped.includes(row))).toEqual([]);
  expect(label_errors.rows[0]).toMatchObject({
    label: 'pos',
    class: 'positive',
    suggested: 'negative',
    probability: expect.any(Number),
  });
  const { stdout: text } = await inspect(file, '--label-errors');
  expect(text).toMatch(/Likely label errors: \d+\n +\d+ {2}positive → negative \(9\d\.\d%\)\n {14}w/);
});

it('names the flag that swaps labels which are the wrong way round', async () => {
  const rows = Array.from(
    { length: 200 },
    (_, row) => `"${sentence(row, row % 2 > 0)}",${row % 2 > 0 ? 0 : 1}`,
  );
  const file = join(folder, 'reversed.csv');
  await writeFile(file, ['review,label', ...rows].join('\n'));
  const { stdout } = await inspect(file);
  expect(stdout).toMatch(
    /✗ The labels seem to be the wrong way round.+\n.+\n {4}→ --classes 0=positive,1=negative {2}\(Swap the classes\)/,
  );
  const { stdout: swapped } = await inspect(file, '--classes', '0=positive,1=negative');
  expect(swapped).not.toContain('the wrong way round');
});
