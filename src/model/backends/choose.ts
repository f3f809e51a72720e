/** Opens the backend that a run asks for; `auto` measures what is there and takes the fastest. */
import { setBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from '../../contract/settings.ts';
import { BackendError } from '../errors.ts';
import type { BackendCandidate, BackendReport } from '../../contract/backends.ts';
import type { BackendHandle, ComputeBackend, OpenBackend } from './handle.ts';
import { orLost } from './lost.ts';
import { selfTest } from './self-test.ts';

export const computeBackends: readonly ComputeBackend[] = ['wasm', 'webgpu', 'webgl'];
const labels: Record<ComputeBackend, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly' };

/** Each backend's code is fetched when it is first asked for. */
const openers: Record<ComputeBackend, () => Promise<OpenBackend>> = {
  webgpu: async () => (await import('./webgpu.ts')).openWebgpu,
  webgl: async () => (await import('./webgl.ts')).openWebgl,
  wasm: async () => (await import('./wasm/index.ts')).openWasm,
};

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
  /** What `auto` passes over, each with the reason in a sentence. */
  excluded?: ReadonlyMap<ComputeBackend, string>;
  /** Told before each backend is tried, since that may end the whole worker, and null once one is chosen. */
  onTrying?: (name: ComputeBackend | null) => void;
}

/** A software GPU computes on the same cores as WebAssembly, only slower: not worth the person's time. */
const softwareAdapter = 'imitated on the processor here, where WebAssembly is faster: not timed';

/** A backend that might work, and is not wanted. */
class NotTried extends Error {
  constructor(
    /** As part of a sentence on another backend. */
    readonly briefly: string,
    message: string,
  ) {
    super(message);
  }
}

/** Milliseconds that a backend may take to open, to pass its test and to be measured: compiling may take 20 s. */
const trialLimit = 90_000;

/**
 * @param wanted a backend, or `auto`
 * @param measure how long a step of this run takes; without it `auto` takes the first that works
 * @throws {BackendError} with a sentence: `no-backend` when none can be used; what went wrong with the one that was wanted
 */
export async function chooseBackend(
  wanted: BackendName,
  measure: MeasureStep | null,
  { excluded = new Map(), onTrying = () => undefined }: ChoiceOptions = {},
): Promise<ChosenBackend> {
  const names = wanted === 'auto' ? computeBackends : [wanted];
  const trials: Trial[] = [];
  for (const name of names) {
    const best = fastest(trials)?.candidate.millisecondsPerStep ?? null;
    const why = wanted === 'auto' ? excluded.get(name) : undefined;
    if (why === undefined) onTrying(name);
    const trial =
      why === undefined
        ? await tryBackend(name, measure && (() => measure(best)), best !== null)
        : notUsable(name, new NotTried('is excluded', why));
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
  const problem = error instanceof BackendError ? error.what : sentenceOf(error);
  const candidate = { name, usable: false, adapter, millisecondsPerStep: null, problem };
  return { candidate, handle: null, error };
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @param skipSoftware gives an imitated GPU up before anything is computed on it */
async function tryBackend(
  name: ComputeBackend,
  measure: (() => Promise<number>) | null,
  skipSoftware: boolean,
): Promise<Trial> {
  let handle: BackendHandle | null = null;
  try {
    const open = await load(name);
    handle = await inTime(open(), name);
    if (skipSoftware && handle.isSoftware) throw new NotTried('is only imitated here', softwareAdapter);
    const millisecondsPerStep = await inTime(orLost(examine(name, measure), handle), name);
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
  measure: (() => Promise<number>) | null,
): Promise<number | null> {
  if (!(await setBackend(name))) throw new Error(`${labels[name]} did not start.`);
  const problem = await selfTest();
  if (problem !== null) throw new Error(problem);
  return measure && measure();
}

async function load(name: ComputeBackend): Promise<OpenBackend> {
  try {
    return await openers[name]();
  } catch {
    throw new BackendError('not-loaded', `The code of ${labels[name]} could not be loaded.`);
  }
}

/** A driver may neither answer nor fail. */
async function inTime<T>(work: Promise<T>, name: ComputeBackend): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = trialLimit / 1_000;
    timer = setTimeout(
      () =>
        reject(new BackendError('no-backend', `${labels[name]} did not answer within ${seconds} seconds.`)),
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

function reasonFor(wanted: BackendName, winner: BackendCandidate, all: readonly Trial[]): string {
  const label = labels[winner.name];
  const on = winner.adapter ? ` on ${winner.adapter}` : '';
  if (wanted !== 'auto') return `${label}${on}, as you asked.`;
  const others = all.filter(({ candidate }) => candidate !== winner);
  const slower = others
    .filter(({ candidate }) => candidate.usable && candidate.millisecondsPerStep !== null)
    .map(({ candidate }) => `${labels[candidate.name]} ${milliseconds(candidate)}`);
  const missing = others
    .filter(({ candidate }) => !candidate.usable)
    .map((trial) => `${labels[trial.candidate.name]} ${whyMissing(trial)}`);
  const parts = [...slower, ...missing];
  const time = winner.millisecondsPerStep === null ? '' : `: ${milliseconds(winner)} a step`;
  return `${label}${on}${time}${parts.length ? ` (${parts.join(', ')})` : ''}.`;
}

function milliseconds({ millisecondsPerStep }: BackendCandidate): string {
  const time = millisecondsPerStep ?? 0;
  return `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
}

const whyMissing = ({ error }: Trial) => (error instanceof NotTried ? error.briefly : 'can’t be used here');

function noneOf(wanted: BackendName, trials: readonly Trial[]): BackendError {
  const errors = trials.map(({ error }) => error);
  const isOwn = (error: unknown): error is BackendError =>
    error instanceof BackendError && error.code !== 'no-backend';
  const [own] = errors.filter(isOwn);
  // What was asked for is there and failed: that is what the user hears of.
  if (own && (wanted !== 'auto' || own.code === 'not-loaded')) return own;
  const problems = trials.map(({ candidate: { name, problem } }) => `${labels[name]}: ${problem}`).join(' ');
  const advice = wanted === 'auto' ? 'Try another browser or update this one.' : 'Choose Automatic instead.';
  return new BackendError('no-backend', `No backend can train here. ${advice} ${problems}`);
}
