/** Asks the worker what takes a while, with progress, and a way to end it. */
import type { AskOptions } from '../../../workers/client.ts';
import type { Context } from '../context.ts';
import { sentenceOf } from '../context.ts';
import { Eta, isCancelled } from '../data/reading.ts';
import { isBusy } from '../store.ts';
import { SoleTask } from '../timing.ts';
import type { Inquiry } from './slice.ts';

/** Asks one question at a time; a new one ends the one before. */
export class Inquirer<T> {
  private readonly tasks = new SoleTask();

  /**
   * A run that begins ends the question under way, also while nobody looks.
   * @param put changes the question's part of the state
   * @param forget what was found, once another network or other data is loaded
   */
  constructor(
    private readonly context: Context,
    private readonly put: (change: Partial<Inquiry<T>>) => void,
    forget: () => void,
  ) {
    context.store.subscribe((state, before) => {
      if (isBusy(state.run) && !isBusy(before.run)) this.cancel();
      if (state.model.held === before.model.held && state.data.loaded === before.data.loaded) return;
      this.abort();
      forget();
    });
  }

  /** @returns whether it was answered */
  async ask(question: (options: AskOptions) => Promise<T>): Promise<boolean> {
    const task = this.tasks.begin();
    const eta = new Eta();
    this.put({ isAsking: true, share: null, secondsLeft: null, rows: 0, problem: null });
    try {
      const found = await question({
        signal: task.signal,
        onProgress: (progress) => {
          const { share, rows } = progress;
          if (task.isCurrent()) this.put({ share, rows, secondsLeft: eta.secondsLeft(progress) });
        },
      });
      if (!task.isCurrent()) return false;
      this.put({ found, isAsking: false });
      return true;
    } catch (error) {
      if (!task.isCurrent()) return false;
      const problem = isCancelled(error) ? null : sentenceOf(error);
      this.put({ isAsking: false, problem });
      if (problem !== null) await this.context.recoverFrom(error);
      return false;
    } finally {
      task.end();
    }
  }

  /** Ends the question under way; what was found before stays. */
  cancel(): void {
    this.tasks.cancel();
  }

  /** Nobody waits for it any more. */
  abort(): void {
    this.tasks.abort();
  }
}
