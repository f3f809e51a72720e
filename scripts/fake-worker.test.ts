/** The page's tests have a made-up worker: its answers have the form of the real host's over tiny data. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeWorker } from '../src/app/testing/fake-worker.ts';
import { commands, type Command, type CommandName } from '../src/contract/commands.ts';
import { presetConfig } from '../src/contract/settings.ts';
import { Host } from '../src/workers/host.ts';
import type { WorkerEvent } from '../src/workers/protocol.ts';
import { RunLocks } from '../src/workers/run-lock.ts';
import { RunRepository } from '../src/workers/run-repository.ts';
import { MemoryRunStore } from '../src/workers/run-store.ts';
import { SavedRuns } from '../src/workers/saved-runs.ts';
import { fakeSamples } from '../src/app/testing/fake-answers.ts';

const config = {
  ...presetConfig(),
  layerSizes: [3],
  embeddingSize: 4,
  epochs: 1,
  batchSize: 256,
  backend: 'wasm',
} as const;
const query = { search: '', class: null, part: null, reason: null, finding: null, corrected: false };
const csv = new Blob([
  ['text,label', ...Array.from({ length: 60 }, (_, i) => `review number ${i},${i % 2 ? 'pos' : 'neg'}`)].join(
    '\n',
  ),
]);
const [sample] = fakeSamples;
const source = { kind: 'sample', id: sample.id } as const;

/** What both are asked, in this order; a run's id and a network's bytes come from what was answered before. */
const asked: [CommandName, (answers: Map<CommandName, unknown>, runId: string) => object][] = [
  ['open-files', () => ({ files: [{ path: 'a.csv', file: csv }], encoding: null })],
  ['choose-columns', () => ({ choice: { text: 'text', label: 'label', classes: { pos: 1, neg: 0 } } })],
  ['load-sample', () => ({ sample, url: `public/${sample.file}` })],
  [
    'load-vectors',
    () => ({ file: { path: 'vectors.txt', file: new Blob(['good 1 2 3 4\nfood 1 0 0 1\n']) } }),
  ],
  ['load-unlabelled', () => ({ files: [{ path: 'more.csv', file: csv }] })],
  ['vector-coverage', () => ({ config: { ...config, embeddingStart: 'file' } })],
  ['examine', () => ({ config })],
  ['rows', () => ({ query, start: 0, count: 3, config })],
  ['export-rows', () => ({ query, config })],
  ['correct', () => ({ rows: [1], correction: 0 })],
  ['export-corrections', () => ({})],
  ['probe-backends', () => ({ config })],
  ['profile', () => ({ config })],
  ['train', () => ({ config, source })],
  ['measure', () => ({ config })],
  ['step-rate', () => ({ config, seconds: 0 })],
  ['lab-run', () => ({ config, shuffling: 'labels' })],
  ['test', () => ({})],
  ['tested-reviews', () => ({ query: { show: 'all', cell: null, search: '' }, start: 0, count: 3 })],
  ['group-errors', () => ({ by: { kind: 'length' } })],
  ['find-label-errors', () => ({ config })],
  ['label-errors', () => ({ start: 0, count: 3, config })],
  ['decisions', () => ({ shown: 1 })],
  ['weigh', () => ({ asked: { weights: [1, 3] } })],
  ['decide', () => ({ decision: { temperature: 2, weights: [1, 3] } })],
  ['predict', () => ({ text: 'a good place' })],
  ['explain', () => ({ text: 'a good place' })],
  ['trace', () => ({ text: 'a good place', change: null })],
  ['attribute', () => ({ text: 'a good place', method: 'occlusion', change: null })],
  ['phrases', () => ({ text: 'a good place', change: null })],
  ['gradients', () => ({ text: 'a good place', change: null, layer: 'lstm_0', direction: 'forward' })],
  ['measure-changes', () => ({ changes: [{ gates: { forget: 'shut' }, unit: null }] })],
  ['measure-faithfulness', () => ({ reviews: 3 })],
  [
    'unit-places',
    () => ({
      query: { layer: 'lstm_0', direction: 'forward', unit: 1, part: 'hiddenState', end: 'highest' },
    }),
  ],
  [
    'same-units',
    () => ({ query: { layer: 'lstm_0', direction: 'forward', text: 'review number 3', words: [2] } }),
  ],
  ['line', () => ({ text: 'review number 3' })],
  ['near-words', () => ({ word: 'number' })],
  ['word-report', () => ({})],
  ['classify-files', () => ({ files: [{ path: 'a.csv', file: csv }], choice: { text: null, label: null } })],
  ['export-model', () => ({})],
  ['import-model', (answers) => ({ files: [{ name: 'a.zip', ...(answers.get('export-model') as object) }] })],
  ['list-runs', () => ({})],
  ['get-run', (_, id) => ({ id })],
  ['rename-run', (_, id) => ({ id, name: 'Mine' })],
  ['note-run', (_, id) => ({ id, notes: 'mine' })],
  ['load-run', (_, id) => ({ id })],
  ['export-run', (_, id) => ({ id })],
];

type Ask = (command: Command) => void;

/** Asks everything. @returns each command's answer, and the events of the run */
async function askAll(listen: (hear: (event: WorkerEvent) => void) => Ask) {
  const answers = new Map<CommandName, unknown>();
  const said: WorkerEvent[] = [];
  const waiting = new Map<number, (event: WorkerEvent) => void>();
  const ask = listen((event) => {
    said.push(event);
    if (event.type === 'answer' || event.type === 'failure') waiting.get(event.id)?.(event);
  });
  for (const [at, [name, request]] of asked.entries()) {
    const run = said.find((event) => event.type === 'run');
    const answered = new Promise<WorkerEvent>((resolve) => waiting.set(at + 1, resolve));
    ask({ id: at + 1, name, request: request(answers, run?.runId ?? '') } as Command);
    const event = await answered;
    expect(event, `${name}: ${JSON.stringify(event)}`).toMatchObject({ type: 'answer' });
    answers.set(name, event.type === 'answer' && event.response);
  }
  return { answers, events: said.flatMap((event) => (event.type === 'train-event' ? [event.event] : [])) };
}

/** Their keys are the columns' names. */
const byColumn = new Set(['.values', '.numbers']);

/** Paths of all values with their types; those that are null in one of two are compared no further. */
function formOf(value: unknown, path: string, into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) into.set(path, 'none');
  else if (ArrayBuffer.isView(value)) into.set(path, 'bytes');
  else if (Array.isArray(value)) {
    into.set(path, value.length === 0 ? 'none' : 'list');
    if (value.length > 0) formOf(value[0], `${path}[]`, into);
  } else if (typeof value === 'object') {
    // What a message has besides its code depends on the code.
    into.set(path, 'code' in value ? 'message' : 'object');
    if ('code' in value) return into;
    for (const [key, part] of Object.entries(value))
      formOf(part, byColumn.has(path) ? `${path}.*` : `${path}.${key}`, into);
  } else into.set(path, typeof value);
  return into;
}

/** Where the made-up value has another form than the real one. */
function differences(real: unknown, made: unknown): string[] {
  const [one, other] = [formOf(real, ''), formOf(made, '')];
  // Kernels are timed only by backends with a clock.
  const none = [
    '.kernels',
    ...[...one, ...other].filter(([, form]) => form === 'none').map(([path]) => path),
  ];
  const isCompared = (path: string) => !none.some((start) => path.startsWith(start));
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => isCompared(path) && one.get(path) !== other.get(path))
    .map((path) => `${path}: ${one.get(path) ?? 'missing'}, not ${other.get(path) ?? 'missing'}`);
}

describe('the fake worker', () => {
  let real: Awaited<ReturnType<typeof askAll>>;
  let made: Awaited<ReturnType<typeof askAll>>;
  const fake = new FakeWorker({ pace: 1, stepsPerEpoch: 5 });

  beforeAll(async () => {
    const runs = new RunRepository(
      new SavedRuns(new MemoryRunStore()),
      new RunLocks({ locks: null, channel: null }),
    );
    real = await askAll((hear) => {
      const host = new Host((event) => hear(structuredClone(event)), { load: (url) => readFile(url), runs });
      return (command) => void host.handle(command);
    });
    made = await askAll((hear) => {
      fake.addEventListener('message', (({ data }: MessageEvent<WorkerEvent>) => hear(data)) as never);
      return (command) => fake.postMessage(command);
    });
  }, 120_000);
  afterAll(() => fake.terminate());

  it.each(asked.map(([name]) => name))('answers “%s” in the real form', (name) => {
    expect(differences(real.answers.get(name), made.answers.get(name))).toEqual([]);
  });

  it('tells of training in the real form', () => {
    for (const type of ['phase', 'backend', 'steps', 'epoch', 'end'] as const) {
      const [one, other] = [real, made].map(({ events }) => events.find((event) => event.type === type));
      expect(other, type).toBeDefined();
      expect(differences(one, other), type).toEqual([]);
    }
  });

  it('is asked every command whose answer has a form', () => {
    const formless = [
      'cancel',
      'exclude-backends',
      'watch-epochs',
      'pause',
      'resume',
      'stop',
      'delete-run',
      'undelete-run',
    ];
    const known = ['import-corrections', 'import-state', 'export-state'];
    const names = asked.map(([name]) => name as string);
    expect([...names, ...formless, ...known].sort()).toEqual(Object.keys(commands).sort());
  });
});
