/** Opens the backend that a run asks for; `auto` measures what is there and takes the fastest. */
import { setBackend } from '@tensorflow/tfjs-core';
import type { Message } from '../../contract/messages/message.ts';
import type { BackendName, Cell } from '../../contract/settings.ts';
import { BackendError } from '../errors.ts';
import type { BackendCandidate, BackendReport } from '../../contract/backends.ts';
import type { BackendHandle, ComputeBackend, OpenBackend } from './handle.ts';
import { orLost } from './lost.ts';
import { selfTest } from './self-test.ts';

/** Each backend's code is fetched when it is first asked for. */
const openers: Record<ComputeBackend, () => Promise<OpenBackend>> = {
  wasm: async () => (await import('./wasm/index.ts')).openWasm,
  webgpu: async () => (await import('./webgpu.ts')).openWebgpu,
  webgl: async () => (await import('./webgl.ts')).openWebgl,
};

/** In the order in which they are tried. */
const inOrder = Object.keys(openers) as ComputeBackend[];

/**
 * Milliseconds of a training step on the backend that is set, median of a few; it may give up early once
 * a step is clearly slower than `best`, the milliseconds of the fastest backend so far.
 */
export type MeasureStep = (best: number | null) => Promise<number>;

export interface ChosenBackend {
  handle: BackendHandle;
  report: BackendReport;
}

export interface Trial {
  candidate: BackendCandidate;
  handle: BackendHandle | null;
  /** Why it can't be used; null when it can. */
  error: unknown;
}

export interface ChoiceOptions {
  /** The run's: its layer is what a backend has to compute correctly. */
  cell?: Cell;
  /** What `auto` passes over, each with the reason. */
  excluded?: ReadonlyMap<ComputeBackend, Message>;
  /** Told before each backend is tried, since that may end the whole worker, and null once one is chosen. */
  onTrying?: (name: ComputeBackend | null) => void;
}

/** A backend that might work, and is not wanted; or one that does not work. */
class NotUsable extends Error {
  constructor(
    readonly why: Reason,
    readonly told: Message,
  ) {
    super(told.code);
  }
}

type Reason = NonNullable<Message<'backend-fastest'>['others'][number]['why']>;

/** Milliseconds that a backend may take to open, to pass its test and to be measured: compiling may take 20 s. */
const trialLimit = 90_000;

/**
 * @param wanted a backend, or `auto`
 * @param measure how long a step of this run takes; without it `auto` takes the first that works
 * @throws {BackendError} `no-backend` when none can be used; what went wrong with the one that was wanted
 */
export async function chooseBackend(
  wanted: BackendName,
  measure: MeasureStep | null,
  { cell, excluded = new Map(), onTrying = () => undefined }: ChoiceOptions = {},
): Promise<ChosenBackend> {
  const names = wanted === 'auto' ? inOrder : [wanted];
  const trials: Trial[] = [];
  for (const name of names) {
    const best = fastest(trials)?.candidate.millisecondsPerStep ?? null;
    const why = wanted === 'auto' ? excluded.get(name) : undefined;
    if (why === undefined) onTrying(name);
    const trial =
      why === undefined
        ? await tryBackend(name, () => examine(name, cell, measure && (() => measure(best))), best !== null)
        : notUsable(name, new NotUsable('excluded', why));
    trials.push(trial);
    for (const loser of trials) if (loser !== fastest(trials)) release(loser);
  }
  onTrying(null);
  const winner = fastest(trials);
  const candidates = trials.map((trial) => trial.candidate);
  if (!winner?.handle) throw noneOf(wanted, trials);
  await setBackend(winner.handle.name);
  const { name, adapter } = winner.candidate;
  const reason = reasonFor(wanted, winner.candidate, trials);
  return {
    handle: winner.handle,
    report: { chosen: name, adapter, reason, candidates, secondsForRun: null },
  };
}

function notUsable(name: ComputeBackend, error: unknown, adapter: string | null = null): Trial {
  const candidate = { name, usable: false, adapter, millisecondsPerStep: null, problem: problemOf(error) };
  return { candidate, handle: null, error };
}

function problemOf(error: unknown): Message {
  if (error instanceof BackendError || error instanceof NotUsable) return error.told;
  return { code: 'failed', detail: error instanceof Error ? error.message : String(error) };
}

/**
 * @param check milliseconds of a step on the opened backend, as `examine` finds them
 * @param skipSoftware gives a software-rendered GPU up before anything is computed on it
 */
async function tryBackend(
  name: ComputeBackend,
  check: () => Promise<number | null>,
  skipSoftware: boolean,
): Promise<Trial> {
  let handle: BackendHandle | null = null;
  try {
    const open = await load(name);
    handle = await inTime(open(), name);
    // It computes on the same cores as WebAssembly, only slower: not worth the user's time.
    if (skipSoftware && handle.isSoftware) throw new NotUsable('software', { code: 'software-adapter' });
    const millisecondsPerStep = await inTime(orLost(check(), handle), name);
    const candidate = { name, usable: true, adapter: handle.adapter, millisecondsPerStep, problem: null };
    return { candidate, handle, error: null };
  } catch (error) {
    const trial = notUsable(name, error, handle?.adapter ?? null);
    handle?.dispose();
    return trial;
  }
}

/** Milliseconds of a step, where they are measured. @throws {Error} when it computes something else than it should */
async function examine(
  name: ComputeBackend,
  cell: Cell | undefined,
  measure: (() => Promise<number>) | null,
): Promise<number | null> {
  if (!(await setBackend(name))) throw new NotUsable('unusable', { code: 'backend-not-started', name });
  const part = await selfTest(cell);
  if (part !== null) throw new NotUsable('unusable', { code: 'wrong-result', part });
  return measure && measure();
}

async function load(name: ComputeBackend): Promise<OpenBackend> {
  try {
    return await openers[name]();
  } catch {
    throw new BackendError('not-loaded', { code: 'backend-not-loaded', name });
  }
}

/** A driver may neither answer nor fail. */
async function inTime<T>(work: Promise<T>, name: ComputeBackend): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = trialLimit / 1_000;
    timer = setTimeout(
      () => reject(new BackendError('no-backend', { code: 'backend-silent', name, seconds })),
      trialLimit,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function release(trial: Trial): void {
  trial.handle?.dispose();
  trial.handle = null;
}

/** The usable trial with the least time; of equal ones the first. */
export function fastest(trials: Trial[]): Trial | null {
  const time = (trial: Trial) => trial.candidate.millisecondsPerStep ?? 0;
  return trials
    .filter((trial) => trial.candidate.usable)
    .reduce<Trial | null>((best, trial) => (best && time(best) <= time(trial) ? best : trial), null);
}

function reasonFor(wanted: BackendName, winner: BackendCandidate, all: readonly Trial[]): Message {
  const { name, adapter } = winner;
  if (wanted !== 'auto') return { code: 'backend-asked-for', name, adapter };
  const others = all.filter(({ candidate }) => candidate !== winner);
  const slower = others.filter(({ candidate }) => candidate.usable && candidate.millisecondsPerStep !== null);
  const missing = others.filter(({ candidate }) => !candidate.usable);
  return {
    code: 'backend-fastest',
    name,
    adapter,
    milliseconds: winner.millisecondsPerStep,
    others: [...slower, ...missing].map(({ candidate, error }) => ({
      name: candidate.name,
      milliseconds: candidate.usable ? candidate.millisecondsPerStep : null,
      why: candidate.usable ? null : error instanceof NotUsable ? error.why : 'unusable',
    })),
  };
}

function noneOf(wanted: BackendName, trials: readonly Trial[]): BackendError {
  const errors = trials.map(({ error }) => error);
  const isOwn = (error: unknown): error is BackendError =>
    error instanceof BackendError && error.code !== 'no-backend';
  const [own] = errors.filter(isOwn);
  // What was asked for is there and failed: that is what the user hears of.
  if (own && (wanted !== 'auto' || own.code === 'not-loaded')) return own;
  const problems = trials.map(({ candidate: { name, problem } }) => ({ name, problem }));
  return new BackendError('no-backend', { code: 'no-backend', isAutomatic: wanted === 'auto', problems });
}
