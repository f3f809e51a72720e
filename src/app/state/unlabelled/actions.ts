/** Texts without labels: chosen, saved on this device, found there again, and removed. */
import type { InputFile } from '../../../contract/dataset.ts';
import { sentenceOf, type Context } from '../context.ts';
import { isCancelled } from '../data/reading.ts';
import { onceFor } from '../once-for.ts';
import { fileSavingOf, type FileSaving } from '../saved-data/file-saving.ts';
import { patch } from '../store.ts';
import { SoleTask } from '../timing.ts';
import type { UnlabelledState } from './slice.ts';

class UnlabelledActions {
  private readonly tasks = new SoleTask();
  private readonly saving: FileSaving;
  private reading: Promise<void> = Promise.resolve();
  private restoring: Promise<void> | null = null;

  constructor(private readonly context: Context) {
    this.saving = fileSavingOf(context.store, 'unlabelled');
  }

  readonly load = (files: InputFile[]): Promise<void> => (this.reading = this.ask(files));

  /** Reads those that are saved on this device, unless some are loaded or being read: then it waits for these. */
  readonly restore = (): Promise<void> =>
    (this.restoring ??= this.readSaved().finally(() => (this.restoring = null)));

  /** Runs learn from them no more, and their saved copy is deleted. */
  readonly remove = async (): Promise<void> => {
    await this.load([]);
    await this.saving.delete([]);
  };

  readonly cancel = (): void => this.tasks.cancel();

  /** Gives a new worker what the old one had. */
  readonly reload = async (): Promise<void> => {
    const { loaded } = this.state;
    const failed = (error: unknown) => this.set({ problem: sentenceOf(error) });
    if (loaded) await this.context.client.ask('load-unlabelled', loaded.request).catch(failed);
  };

  private get state(): UnlabelledState {
    return this.context.store.getState().unlabelled;
  }

  private set(change: Partial<UnlabelledState>): void {
    patch(this.context.store, 'unlabelled', change);
  }

  /** What is loaded takes the place of what was loaded before. */
  private async ask(files: InputFile[]): Promise<void> {
    const task = this.tasks.begin();
    this.set({ loading: { progress: null }, problem: null });
    try {
      const request = { files };
      const summary = await this.context.client.ask('load-unlabelled', request, {
        signal: task.signal,
        onProgress: (progress) => {
          if (task.isCurrent()) this.set({ loading: { progress } });
        },
      });
      this.set({ loaded: summary && { summary, request } });
      if (summary) await this.saving.took(files);
    } catch (error) {
      if (isCancelled(error)) return;
      if (task.isCurrent()) this.set({ problem: sentenceOf(error) });
      await this.context.recoverFrom(error);
    } finally {
      if (task.end()) this.set({ loading: null });
    }
  }

  private async readSaved(): Promise<void> {
    await this.reading;
    const files = this.state.loaded ? null : await this.saving.read();
    if (files && !this.state.loaded && !this.tasks.isUnderWay) await this.ask(files);
  }
}

/** The same actions for all parts of a page. */
export const unlabelledOf = onceFor((context: Context) => new UnlabelledActions(context));
