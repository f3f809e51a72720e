/** Opens the backend that a run asks for; `auto` measures what is there and takes the fastest. */
import { setBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from '../config.ts';
import { BackendError } from '../errors.ts';
import type { BackendCandidate, BackendReport } from '../events.ts';
import type { BackendHandle, ComputeBackend, OpenBackend } from './handle.ts';
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
}

/** A software GPU computes on the same cores as WebAssembly, only slower: not worth the person's time. */
const softwareAdapter = 'imitated on the processor here, where WebAssembly is faster: not timed';

/**
 * @param wanted a backend, or `auto`
 * @param measure how long a step of this run takes; without it `auto` takes the first that works
 * @throws {BackendError} `no-backend`, with a sentence, when none can be used
 */
export async function chooseBackend(
  wanted: BackendName,
  measure: MeasureStep | null,
): Promise<ChosenBackend> {
  const names = wanted === 'auto' ? computeBackends : [wanted];
  const trials: Trial[] = [];
  for (const name of names) {
    const best = fastest(trials)?.candidate.millisecondsPerStep ?? null;
    const trial = await tryBackend(name, measure && (() => measure(best)), best !== null);
    trials.push(trial);
    for (const loser of trials) if (loser !== fastest(trials)) release(loser);
  }
  const winner = fastest(trials);
  const candidates = trials.map((trial) => trial.candidate);
  if (!winner?.handle) throw noBackend(wanted, candidates);
  await setBackend(winner.handle.name);
  const { name, adapter } = winner.candidate;
  const reason = reasonFor(wanted, winner.candidate, candidates);
  return {
    handle: winner.handle,
    report: { chosen: name, adapter, reason, candidates, secondsForRun: null },
  };
}

/** @param skipSoftware gives an imitated GPU up before anything is computed on it */
async function tryBackend(
  name: ComputeBackend,
  measure: (() => Promise<number>) | null,
  skipSoftware: boolean,
): Promise<Trial> {
  const candidate: BackendCandidate = {
    name,
    usable: false,
    adapter: null,
    millisecondsPerStep: null,
    problem: null,
  };
  let handle: BackendHandle | null = null;
  try {
    const open = await openers[name]();
    handle = await open();
    candidate.adapter = handle.adapter;
    if (skipSoftware && handle.isSoftware) throw new Error(softwareAdapter);
    if (!(await setBackend(name))) throw new Error(`${labels[name]} did not start.`);
    candidate.problem = await selfTest();
    if (candidate.problem === null && measure) candidate.millisecondsPerStep = await measure();
    candidate.usable = candidate.problem === null;
  } catch (error) {
    candidate.problem = error instanceof Error ? error.message : String(error);
  }
  const trial = { candidate, handle };
  if (!candidate.usable) release(trial);
  return trial;
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

function reasonFor(wanted: BackendName, winner: BackendCandidate, all: BackendCandidate[]): string {
  const label = labels[winner.name];
  const on = winner.adapter ? ` on ${winner.adapter}` : '';
  if (wanted !== 'auto') return `${label}${on}, as you asked.`;
  const others = all.filter((candidate) => candidate !== winner);
  const slower = others
    .filter((candidate) => candidate.usable && candidate.millisecondsPerStep !== null)
    .map((candidate) => `${labels[candidate.name]} ${milliseconds(candidate)}`);
  const missing = others
    .filter((candidate) => !candidate.usable)
    .map(
      ({ name, problem }) =>
        `${labels[name]} ${problem === softwareAdapter ? 'is only imitated' : 'can’t be used'} here`,
    );
  const parts = [...slower, ...missing];
  const time = winner.millisecondsPerStep === null ? '' : `: ${milliseconds(winner)} a step`;
  return `${label}${on}${time}${parts.length ? ` (${parts.join(', ')})` : ''}.`;
}

function milliseconds({ millisecondsPerStep }: BackendCandidate): string {
  const time = millisecondsPerStep ?? 0;
  return `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
}

function noBackend(wanted: BackendName, candidates: BackendCandidate[]): BackendError {
  const problems = candidates.map((candidate) => `${labels[candidate.name]}: ${candidate.problem}`).join(' ');
  const advice = wanted === 'auto' ? 'Try another browser or update this one.' : 'Choose Automatic instead.';
  return new BackendError('no-backend', `No backend can train here. ${advice} ${problems}`);
}
