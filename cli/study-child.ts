/** A process that `npm run study` starts beside itself: it loads the same data, and trains runs as it is told. */
import {
  BackendError,
  checkStudyData,
  InputError,
  limitThreads,
  TrainingService,
} from '../src/model/index.ts';
import type { BackendFailure, MeasuredRun, RunConfig, StudyData } from '../src/model/index.ts';
import type { Message } from '../src/contract/messages/message.ts';
import { loadData } from './data.ts';
import { parseFlagsAndPaths } from './flags.ts';
import { studyOptions } from './study-flags.ts';
import { runnerOf } from './study-runner.ts';
import { loadVectors, type FilesNeeded } from './vectors.ts';

/** What it is told to do; each is answered before the next. */
export type Task =
  | { do: 'load'; threads: number; needs: readonly FilesNeeded[]; data: StudyData }
  /** Trains for so long, to see how fast it is beside others. */
  | { do: 'time'; config: RunConfig; seconds: number }
  | { do: 'run'; config: RunConfig };

/** What each task is answered with. */
export interface Answers {
  load: null;
  /** Steps a second. */
  time: number;
  run: MeasuredRun | null;
}

export type Answer = { done: Answers[Task['do']] } | { failed: Failure };

type Failure =
  | { kind: 'input'; told: Message }
  | { kind: 'backend'; code: BackendFailure; told: Message }
  | { kind: 'fault'; stack: string };

/** Set in a process that is started so. */
export const childMark = 'FORGET_GATE_STUDY_CHILD';

export const isChild = () => process.env[childMark] !== undefined && process.send !== undefined;

/** Does what it is told until whoever started it is gone. */
export function serve(): void {
  const service = new TrainingService();
  process.on('disconnect', () => process.exit());
  process.on('message', (task: Task) => {
    void answer(service, task).then((said) => process.send?.(said));
  });
}

async function answer(service: TrainingService, task: Task): Promise<Answer> {
  try {
    return { done: await perform(service, task) };
  } catch (error) {
    return { failed: failureOf(error) };
  }
}

async function perform(service: TrainingService, task: Task): Promise<Answers[Task['do']]> {
  if (task.do === 'time') return service.measuring.stepRate(task.config, task.seconds);
  if (task.do === 'run') return runnerOf(service).measure(task.config, new AbortController().signal);
  limitThreads(task.threads);
  const { values, positionals } = parseFlagsAndPaths(studyOptions, 'study');
  await loadData(service, values, positionals);
  // The files may have been written anew meanwhile.
  checkStudyData(task, service.data.identity());
  await loadVectors(service, values, task.needs);
  return null;
}

function failureOf(error: unknown): Failure {
  if (error instanceof InputError) return { kind: 'input', told: error.told };
  if (error instanceof BackendError) return { kind: 'backend', code: error.code, told: error.told };
  return { kind: 'fault', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The failure as whoever started it throws it. */
export function errorOf(failure: Failure): Error {
  if (failure.kind === 'input') return new InputError(failure.told);
  if (failure.kind === 'backend') return new BackendError(failure.code, failure.told);
  return new Error(failure.stack);
}
