/** The network of the run that is under way, for questions that come meanwhile. */
import type { TextCleaning } from '../../contract/dataset.ts';
import type { WeightsPosition } from '../../contract/results.ts';
import type { Vocabulary } from '../data/index.ts';
import type { Answering } from '../network/networks.ts';
import { nextTask } from '../next-task.ts';
import type { TrainingClock } from './clock.ts';

export interface LiveWeights {
  network: Answering;
  /** The run's, whose ids the network reads. */
  vocabulary: Vocabulary;
  /** The padded lengths of the run's batches. */
  buckets: readonly number[];
  position: WeightsPosition;
  /** How the run's texts were cleaned, and what its classes are called. */
  cleaning: TextCleaning;
  classNames: readonly string[];
  /** The run's clock: what is asked meanwhile is no training time. */
  clock: TrainingClock;
}

/**
 * A step changes weights in one piece of synchronous code, so that whatever runs in between finds those after a whole
 * step, also in a pause and while the device has work. Questions draw no chance and write no weights.
 */
export class LiveNetwork<W extends Pick<LiveWeights, 'clock'> = LiveWeights> {
  private isExpected = false;
  private trainer: (() => W) | null = null;
  private readonly changes = new Set<() => void>();

  /** A run is about to begin, or its trainer has ended: questions wait. */
  expect(): void {
    this.isExpected = true;
    this.trainer = null;
  }

  /** @param trainer its weights of now, whenever it is asked */
  begin(trainer: () => W): void {
    this.trainer = trainer;
    this.tell();
  }

  /** No run is under way any more. */
  end(): void {
    this.isExpected = false;
    this.trainer = null;
    this.tell();
  }

  /**
   * Asks the run's network at the next step's end; waits until there is one.
   * @param work must take what it needs of the weights before it first waits for anything
   * @returns null when no run is under way
   * @throws {DOMException} AbortError
   */
  async ask<T>(work: (weights: W) => Promise<T>, signal?: AbortSignal): Promise<T | null> {
    // A question that was overtaken by another costs the run nothing.
    await nextTask();
    signal?.throwIfAborted();
    while (this.isExpected && !this.trainer) await this.change(signal);
    if (!this.trainer) return null;
    const weights = this.trainer();
    const before = weights.clock.now();
    const answer = work(weights);
    weights.clock.exclude(weights.clock.now() - before);
    return answer;
  }

  private tell(): void {
    for (const changed of this.changes) changed();
  }

  private async change(signal?: AbortSignal): Promise<void> {
    let changed = (): void => undefined;
    const change = new Promise<void>((resolve) => (changed = resolve));
    this.changes.add(changed);
    signal?.addEventListener('abort', changed, { once: true });
    await change;
    this.changes.delete(changed);
    signal?.throwIfAborted();
  }
}
