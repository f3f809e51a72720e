/** Workers beside the page's own, each of which makes runs of a study with one thread, where that is faster. */
import type { InputFile } from '../../../contract/dataset.ts';
import type { Message } from '../../../contract/messages/message.ts';
import { WorkerFailure, type Client } from '../../../workers/client.ts';
import type { MeasuredRun, RunConfig } from '../../../workers/protocol.ts';
import { compareRates, progressOf, type StepRates, type StudyState } from '../../../workers/studies.ts';
import type { AppController } from '../app-controller.ts';
import { urlOf } from '../data/sample-url.ts';
import type { AppState } from '../store.ts';
import { beginRun } from '../training/begin.ts';
import { unlabelledOf } from '../unlabelled/actions.ts';
import { learnsFromTexts } from '../unlabelled/slice.ts';

/** More workers than this share the processor's memory for too little. */
const mostAtOnce = 8;
/** A study that is done sooner, in seconds, does not pay for starting workers and for measuring which is faster. */
const leastSeconds = 30;
/** Bytes that a worker takes, and how many for each byte of the data, while it trains; and which share of the device's memory is theirs. */
const workerBytes = 100e6;
const bytesPerByte = 40;
const memoryShare = 0.5;
/** Of a device that does not say how much memory it has, in GB. */
const memoryAssumed = 4;
const cores = () => navigator.hardwareConcurrency || 1;

/** How many threads each of the workers takes; undefined where there are no helpers: all. */
export function threadsBeside(helpers: number): number | undefined {
  return helpers > 0 ? Math.max(1, Math.floor(cores() / (1 + helpers))) : undefined;
}

/** What became of a run; null where it came to no end for another reason than its settings or its data. */
export type Outcome = { measured: MeasuredRun } | { refused: Message } | null;

export class Helper {
  constructor(
    private readonly client: Client,
    private readonly threads: number | undefined,
  ) {}

  /** @returns null when it has failed, and can make no other run */
  async measure(config: RunConfig): Promise<Outcome> {
    try {
      const { client, threads } = this;
      return { measured: await client.ask('measure', { config: onWasm(config), threads }) };
    } catch (error) {
      if (error instanceof WorkerFailure && error.code === 'bad-input') return { refused: error.told };
      return null;
    }
  }

  pause(isPaused: boolean): void {
    void this.client.ask(isPaused ? 'pause' : 'resume', {}).catch(() => undefined);
  }

  close(): void {
    this.client.close();
  }
}

const onWasm = (config: RunConfig): RunConfig => ({ ...config, backend: 'wasm' });

const sizeOf = (files: readonly InputFile[]) => files.reduce((sum, { file }) => sum + file.size, 0);

/** How many helpers there is work, processors and memory for. None on a GPU, which all would share, nor for a short study. */
export function helpersFor({ backend, data, unlabelled }: AppState, study: StudyState): number {
  const { report } = backend;
  const { source } = data.loaded ?? {};
  const wanted = study.plan.base.backend;
  const isOnWasm = wanted === 'wasm' || (wanted === 'auto' && report?.chosen === 'wasm');
  if (!source || !isOnWasm || study.plan.cells.some((cell) => 'backend' in cell)) return 0;
  const { done, total } = progressOf(study);
  if ((report?.secondsForRun ?? 0) * (total - done) < leastSeconds) return 0;
  const own = source.kind === 'sample' ? source.sample.bytes : sizeOf(source.files);
  const bytes = own + sizeOf(unlabelled.loaded?.request.files ?? []);
  const { deviceMemory = memoryAssumed } = navigator as Navigator & { deviceMemory?: number };
  const inMemory = Math.floor((memoryShare * deviceMemory * 1e9) / (workerBytes + bytesPerByte * bytes));
  return Math.max(0, Math.min(cores(), mostAtOnce, total - done, inMemory) - 1);
}

/** Those that make a study faster, measured on this run; none where it is faster without. */
export async function startHelpers(
  { store, context, connect }: Pick<AppController, 'store' | 'context' | 'connect'>,
  study: StudyState,
  config: RunConfig,
): Promise<Helper[]> {
  const count = helpersFor(store.getState(), study);
  if (count === 0) return [];
  beginRun(store, config);
  // As the page's own worker has them before such a run.
  const { base, cells } = study.plan;
  if (cells.some((cell) => learnsFromTexts({ ...base, ...cell }))) await unlabelledOf(context).restore();
  const clients = Array.from({ length: count }, () => connect(() => undefined));
  const close = () => clients.forEach((client) => client.close());
  const unsubscribe = store.subscribe(({ run }) => run.status === 'stopping' && close());
  try {
    await Promise.all(clients.map((client) => load(client, context.client, store.getState())));
    const threads = threadsBeside(count);
    const rates = ratesOf(context.client, clients, { config: onWasm(config), threads });
    if ((await compareRates(rates)).areFaster) return clients.map((client) => new Helper(client, threads));
  } catch (error) {
    // The page's own worker makes the runs, and says what is wrong.
    if (!(error instanceof WorkerFailure)) throw error;
  } finally {
    unsubscribe();
  }
  close();
  return [];
}

/** Gives a worker what the page's own has. @throws {WorkerFailure} also when it comes to other data */
async function load(client: Client, own: Client, { data, vectors, unlabelled }: AppState): Promise<void> {
  if (!data.loaded) return;
  const { source, summary: loaded } = data.loaded;
  let summary;
  if (source.kind === 'sample') {
    const { sample } = source;
    summary = await client.ask('load-sample', { sample, url: urlOf(sample) });
  } else {
    const { files, encoding, choice } = source;
    await client.ask('open-files', { files, encoding });
    summary = await client.ask('choose-columns', { choice });
  }
  if (loaded.corrections > 0) {
    const { bytes } = await own.ask('export-corrections', {});
    ({ summary } = await client.ask('import-corrections', { file: new Blob([bytes]) }));
  }
  if (summary.fingerprint !== loaded.fingerprint)
    throw new WorkerFailure('bad-input', {
      code: 'study-of-other-data',
      name: loaded.name,
      rows: loaded.rowsUsed,
    });
  for (const { request } of Object.values(vectors.loaded)) await client.ask('load-vectors', request);
  if (unlabelled.loaded) await client.ask('load-unlabelled', unlabelled.loaded.request);
}

/** What the page's own worker does alone, and all of them at once. */
function ratesOf(
  own: Client,
  helpers: readonly Client[],
  { config, threads }: { config: RunConfig; threads: number | undefined },
): StepRates {
  const rate = async (client: Client, seconds: number, most?: number) =>
    (await client.ask('step-rate', { config, threads: most, seconds })).stepsPerSecond;
  return {
    alone: (seconds) => rate(own, seconds),
    beside: (seconds) => Promise.all([own, ...helpers].map((client) => rate(client, seconds, threads))),
  };
}
