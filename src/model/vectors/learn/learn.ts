/** Learns word vectors from texts: skip-gram with negative sampling (Mikolov and others 2013, both papers). */
import { Random } from '../../data/random.ts';
import type { PhaseProgress } from '../../../contract/training.ts';
import { nextTask } from '../../next-task.ts';
import type { WasmOptions } from '../../runtime/wasm/kernel-instance.ts';
import type { WordVectors } from '../word-vectors.ts';
import type { Corpus } from './corpus.ts';
import { SkipGramKernel } from './kernel.ts';
import { WindowReader, type WindowOptions } from './windows.ts';

export interface LearnSettings extends Partial<WindowOptions> {
  /** Numbers in a vector. */
  size: number;
  epochs: number;
  seed: number;
  /** Of the first step; it falls to nothing with the share of the texts that is read. */
  rate?: number;
}

/** What word2vec's own program takes for skip-gram. */
const usual = { window: 5, sample: 1e-4, rate: 0.025 };

export interface LearnOptions extends Pick<WasmOptions, 'threads' | 'simd'> {
  signal?: AbortSignal;
}

/** Windows between two rates, at most; short texts have so many rates at least. */
const windowsPerCall = 8_192;
const leastCalls = 100;

/** Windows whose errors are computed together, at most, and how often a word may come in them in the mean. */
const largestBlock = 64;
const occurrencesInBlock = 1;

const reportMilliseconds = 200;

const stream = 0x56454354;

/**
 * Vectors of the corpus's words; says a few times a second how far it is, and waits until it is asked on. With the same
 * corpus, settings and seed the same to the last bit, however many threads there are (another machine's multiplications
 * may round once where this one's round twice).
 *
 * @throws {BackendError} without SIMD or memory; the signal's reason once it is aborted
 */
export async function* learning(
  corpus: Corpus,
  asked: LearnSettings,
  { signal, ...wasm }: LearnOptions = {},
): AsyncGenerator<PhaseProgress, WordVectors> {
  const { words } = corpus;
  const settings = { ...usual, ...asked };
  const { size, window } = settings;
  signal?.throwIfAborted();
  const first = firstValues(words.length * size, settings);
  // Nothing can be told from a single word.
  if (words.length < 2) return { words, size, values: first };
  const reader = new WindowReader(corpus, settings);
  const shape = { words: words.length, size, contexts: 2 * window, ...callSizes(corpus, settings, reader) };
  const kernel = await SkipGramKernel.open(shape, first, wasm);
  try {
    const meter = new Meter();
    const choice = new ThreadChoice(kernel.threads);
    for (;;) {
      const { share } = reader;
      reader.read(kernel.windows);
      if (kernel.windows.count === 0) break;
      const rate = settings.rate * Math.max(1e-4, 1 - share);
      choice.measure(kernel.windows.count, (parallel) => kernel.step(rate, parallel));
      if (!meter.isDue) continue;
      yield meter.progress(reader.share);
      await nextTask();
      signal?.throwIfAborted();
      meter.resume();
    }
    return { words, size, values: kernel.read('inputs') };
  } finally {
    kernel.dispose();
  }
}

/** The same at once. @param onProgress called a few times a second */
export async function learnVectors(
  corpus: Corpus,
  settings: LearnSettings,
  { onProgress, ...options }: LearnOptions & { onProgress?: (progress: PhaseProgress) => void } = {},
): Promise<WordVectors> {
  const events = learning(corpus, settings, options);
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    onProgress?.(next.value);
  }
}

/** U(−½, ½) / size, as in word2vec's own program. */
function firstValues(count: number, { size, seed }: LearnSettings): Float32Array {
  const random = new Random(seed, stream);
  return Float32Array.from({ length: count }, () => (random.uniform() - 0.5) / size);
}

function callSizes({ offsets }: Corpus, { epochs }: LearnSettings, { largestShare }: WindowReader) {
  const tokens = (offsets[offsets.length - 1] - offsets[0]) * epochs;
  const windows = Math.max(1, Math.min(windowsPerCall, Math.ceil(tokens / leastCalls)));
  // A word that comes often in a block adds up many errors of the same vector: then blocks are shorter.
  const block = Math.max(1, Math.min(largestBlock, windows, Math.floor(occurrencesInBlock / largestShare)));
  return { windows, block };
}

/** Calls until it is measured again what is faster: each time that it is the same, twice as many. */
const callsPerTrial = 16;

/**
 * Whether several threads are faster than one. They wait for each other in each block: on a busy machine that may take
 * longer than all else.
 */
class ThreadChoice {
  private calls = 0;
  private trial = 0;
  private wait = callsPerTrial;
  /** Milliseconds a window: of one thread, of all. */
  private readonly paces: [number, number] = [Infinity, 0];

  constructor(private readonly threads: number) {}

  /** Runs a step with the threads that are faster, or to measure the others. */
  measure(windows: number, step: (parallel: boolean) => void): void {
    const faster = this.paces[1] <= this.paces[0] ? 1 : 0;
    const isTrial = this.calls++ === this.trial;
    const chosen = this.threads === 1 ? 0 : isTrial ? 1 - faster : faster;
    const started = performance.now();
    step(chosen === 1);
    this.paces[chosen] = (performance.now() - started) / windows;
    if (!isTrial) return;
    const hasChanged = this.paces[chosen] < this.paces[1 - chosen];
    this.wait = hasChanged ? callsPerTrial : 2 * this.wait;
    this.trial += this.wait;
  }
}

/** Time that is worked, without what passes until somebody asks on. */
class Meter {
  private worked = 0;
  private since = performance.now();

  get isDue(): boolean {
    return performance.now() - this.since > reportMilliseconds;
  }

  progress(share: number): PhaseProgress {
    this.worked += performance.now() - this.since;
    return { share, secondsLeft: ((this.worked / 1_000) * (1 - share)) / Math.max(share, Number.EPSILON) };
  }

  resume(): void {
    this.since = performance.now();
  }
}
