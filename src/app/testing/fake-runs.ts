/** Runs that are saved as long as the test's page: the fake workers of a page share them. Never shipped. */
import type { Message } from '../../contract/messages/message.ts';
import {
  presetConfig,
  type Command,
  type CommandName,
  type DatasetSummary,
  type RunConfig,
  type RunRecord,
  type RunSource,
  type RunSummary,
  type WorkerEvent,
} from '../../workers/protocol.ts';
import { fakeEpoch, fakeModel, fakeStep, fakeRunTest } from './fake-answers.ts';

const commandNames = [
  'list-runs',
  'get-run',
  'rename-run',
  'note-run',
  'delete-run',
  'undelete-run',
  'load-run',
  'export-run',
  'export-state',
  'import-state',
] as const satisfies readonly CommandName[];
export type RunCommand = Extract<Command, { name: (typeof commandNames)[number] }>;
type Answer = Extract<WorkerEvent, { type: 'answer' }>['response'];

export const isRunCommand = (command: Command): command is RunCommand =>
  commandNames.some((name) => name === command.name);

const start = new Date(2025, 10, 28, 14, 5).getTime();

/** A run with made-up figures: `epochsDone` of its epochs are over, and a third of the next one. */
export function fakeRun(id: string, change: Partial<RunRecord> = {}, epochsDone?: number): RunRecord {
  const config: RunConfig = change.config ?? presetConfig('recommended');
  const stepsPerEpoch = 75;
  const isWhole = change.status !== undefined && change.status !== 'unfinished';
  const done = epochsDone ?? (isWhole ? config.epochs : 3);
  const totalSteps = stepsPerEpoch * config.epochs;
  const stepsDone = isWhole ? done * stepsPerEpoch : Math.min(totalSteps, done * stepsPerEpoch + 25);
  const curve = Array.from({ length: Math.floor(stepsDone / 5) }, (_, i) => {
    const { loss, accuracy } = fakeStep(config, (i + 1) * 5, totalSteps);
    return { epoch: ((i + 1) * 5) / stepsPerEpoch, loss, accuracy };
  });
  return {
    id,
    name: `uci-sentences, ${id}`,
    isNamed: true,
    started: start,
    updated: start + 400_000,
    status: 'unfinished',
    config,
    source: { kind: 'sample', id: 'uci-sentences' },
    dataset: { name: 'uci-sentences', fingerprint: 'uci-sentences', rows: 2_980 },
    backend: 'webgpu',
    stepsDone,
    totalSteps,
    restoredEpoch: isWhole ? done : undefined,
    epochs: Array.from({ length: done }, (_, i) => fakeEpoch(config, i + 1)),
    curve,
    marks: [],
    seconds: stepsDone * 0.0077,
    test: isWhole ? fakeRunTest : null,
    bytes: 3_900_000,
    hasModel: isWhole,
    hasState: true,
    ...change,
  };
}

/** An interrupted run, and three that came to their end in different ways. */
export function fakeShelf(): RunRecord[] {
  const hour = 3_600_000;
  const article = presetConfig('article');
  const slow = { ...presetConfig('recommended'), learningRate: 0.0005, layerSizes: [32], keepProb: 0.8 };
  return [
    fakeRun('28 Nov 14:05', { updated: Date.now() - 12 * 60_000, started: start + hour }),
    fakeRun('best so far', { status: 'finished', started: start }),
    fakeRun(
      'small and slow',
      {
        status: 'early-stopping',
        started: start - hour,
        config: slow,
        test: { ...fakeRunTest, accuracy: 0.7919 },
        bytes: 1_200_000,
      },
      6,
    ),
    fakeRun(
      'article',
      {
        status: 'stopped',
        started: start - 26 * hour,
        config: article,
        test: { ...fakeRunTest, accuracy: 0.7752 },
        bytes: 28_400_000,
      },
      11,
    ),
  ];
}

export class FakeRuns {
  readonly saved = new Map<string, RunRecord>();
  private readonly deleted = new Set<string>();
  /** Why nothing can be saved. */
  problem: Message | null;
  unreadable = 0;
  /** Runs that another tab trains. */
  elsewhere: string[] = [];

  constructor(runs: RunRecord[] = [], problem: Message | null = null) {
    for (const run of runs) this.saved.set(run.id, run);
    this.problem = problem;
  }

  begin(config: RunConfig, source: RunSource, { name, fingerprint, rowsUsed }: DatasetSummary): string {
    const id = `run-${this.saved.size + 1}`;
    const dataset = { name, fingerprint, rows: rowsUsed };
    const run = fakeRun(id, { config, source, dataset, hasState: false }, 0);
    const now = Date.now();
    const none = { stepsDone: 0, curve: [], seconds: 0 };
    this.saved.set(id, { ...run, ...none, name: `${name}, ${id}`, started: now, updated: now });
    return id;
  }

  change(id: string, change: Partial<RunRecord>): RunRecord {
    const run = { ...this.get(id), ...change };
    this.saved.set(id, run);
    return run;
  }

  get(id: string): RunRecord {
    const run = this.saved.get(id);
    if (!run) throw new Error(`There is no run ${id}.`);
    return run;
  }

  answer({ name, request }: RunCommand): Answer {
    switch (name) {
      case 'list-runs': {
        const saved = [...this.saved.values()].filter(({ id }) => !this.deleted.has(id));
        const runs = saved.map((run): RunSummary => {
          const { curve: _, marks: __, ...summary } = run;
          return summary;
        });
        runs.sort((a, b) => b.started - a.started);
        return {
          runs,
          unreadable: this.unreadable,
          elsewhere: this.elsewhere,
          used: 12_000_000,
          quota: 2_000_000_000,
          problem: this.problem,
        };
      }
      case 'get-run':
        return this.get(request.id);
      case 'rename-run':
        return this.change(request.id, { name: request.name, isNamed: true });
      case 'note-run':
        return this.change(request.id, { notes: request.notes });
      case 'delete-run':
        this.deleted.add(request.id);
        return null;
      case 'undelete-run':
        this.deleted.delete(request.id);
        return null;
      case 'load-run': {
        const { config, dataset, epochs } = this.get(request.id);
        return { summary: fakeModel(config, dataset.name, epochs.length), config };
      }
      case 'export-run':
        return { fileName: `forget-gate-${request.id}.zip`, bytes: new Uint8Array([80, 75, 5, 6]) };
      case 'export-state':
        return { fileName: `forget-gate-${request.id}.safetensors`, bytes: new Uint8Array([1, 2, 3]) };
      case 'import-state': {
        const run = fakeRun('imported');
        this.saved.set(run.id, run);
        return run;
      }
    }
  }
}
