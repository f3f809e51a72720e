/** How many runs of a study go side by side, each in a process of its own: as many as are asked for, or what is faster. */
import { availableParallelism } from 'node:os';
import { compareRates, InputError, nextRun, progressOf } from '../src/model/index.ts';
import type { RunConfig, StudyRecord, TrainingService } from '../src/model/index.ts';
import { t } from './language.ts';
import { Job } from './study-job.ts';
import { RunnerLost, runnerOf, type Runner } from './study-runner.ts';

/** A study that is done sooner, in seconds, does not pay for starting processes and for measuring which is faster. */
const leastSeconds = 20;

/**
 * A process takes so many times the memory while it trains that it took to read its data: 1,080 MB beside 277 with the 49,578
 * reviews of IMDB, 500 beside 120 with 3,000 sentences.
 */
const memoryToTrain = 4;
/** Of the memory that is free so much is for the processes. */
const memoryShare = 0.8;

interface Asked {
  jobs: 'auto' | number;
  /** The data comes from standard input, which only this process has. */
  isDataHereAlone: boolean;
}

/**
 * One runner, which is this process, or several processes.
 * @param service with all data that the runs need
 * @throws {InputError} when a process can't load what this one has loaded
 */
export async function runnersFor(
  service: TrainingService,
  record: StudyRecord,
  { jobs, isDataHereAlone }: Asked,
): Promise<Runner[]> {
  const here = [runnerOf(service)];
  const first = nextRun(record)?.config;
  if (!first || isDataHereAlone) return here;
  const count = jobsWithin(record, jobs);
  if (count < 2 || (jobs === 'auto' && !(await isWorthIt(service, record, first)))) return here;
  const threads = Math.max(1, Math.floor(availableParallelism() / count));
  const started = await start(count, threads, record);
  if (started.length > 1 && (jobs !== 'auto' || (await areFaster(service, started, { first, threads }))))
    return started;
  for (const job of started) job.close();
  return here;
}

/** As many as are asked for, or as there are processors, but no more than there are runs, and than memory allows. */
function jobsWithin(record: StudyRecord, jobs: 'auto' | number): number {
  const { done, total } = progressOf(record);
  const wanted = Math.min(jobs === 'auto' ? availableParallelism() : jobs, total - done);
  const possible = jobsInMemory(1024 * process.resourceUsage().maxRSS, process.availableMemory());
  if (possible < wanted) console.error(t.study.jobsInMemory(possible, wanted));
  return Math.min(wanted, possible);
}

/**
 * How many processes there is memory for.
 * @param taken bytes that this process has taken at most: it has read the data, as each of them will
 * @param free bytes
 */
export function jobsInMemory(taken: number, free: number): number {
  return Math.max(1, Math.floor((memoryShare * free) / (memoryToTrain * taken)));
}

/** Not on a GPU, which all would share, nor for a short study, nor where the first run can't be trained, which it says itself. */
async function isWorthIt(service: TrainingService, record: StudyRecord, first: RunConfig): Promise<boolean> {
  try {
    const { chosen, secondsForRun } = await service.measuring.probe(first);
    const { done, total } = progressOf(record);
    return chosen === 'wasm' && (secondsForRun ?? 0) * (total - done) >= leastSeconds;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Those that have loaded the data. */
async function start(count: number, threads: number, { plan, data }: StudyRecord): Promise<Job[]> {
  const needs = plan.cells.map((cell) => {
    const { embeddingStart, pseudoLabels } = { ...plan.base, ...cell };
    return { embeddingStart, pseudoLabels };
  });
  const jobs = Array.from({ length: count }, () => new Job());
  const load = (job: Job) =>
    job.ask({ do: 'load', threads, needs, data }).then(
      () => null,
      (error: unknown) => ({ error }),
    );
  const failed = await Promise.all(jobs.map(load));
  const fault = failed.find((one) => one && !(one.error instanceof RunnerLost));
  if (fault) {
    for (const job of jobs) job.close();
    throw fault.error;
  }
  const loaded = jobs.filter((_, at) => failed[at] === null);
  for (const one of failed)
    if (one?.error instanceof RunnerLost) console.error(t.study.jobNotStarted(one.error.how, loaded.length));
  return loaded;
}

/** Whether all of them at once do the study sooner than this process alone. */
async function areFaster(
  service: TrainingService,
  jobs: readonly Job[],
  { first: config, threads }: { first: RunConfig; threads: number },
): Promise<boolean> {
  try {
    const compared = await compareRates({
      beside: (seconds) => Promise.all(jobs.map((job) => job.ask({ do: 'time', config, seconds }))),
      async alone(seconds) {
        const rate = await service.measuring.stepRate(config, seconds);
        // Its threads and its memory are not needed while the others work.
        service.backend.close();
        return rate;
      },
    });
    const measured = { jobs: jobs.length, threads, all: availableParallelism(), faster: compared.faster };
    console.error(t.study.jobsMeasured(compared.areFaster, measured));
    return compared.areFaster;
  } catch (error) {
    if (error instanceof RunnerLost) return false;
    throw error;
  }
}
