/** Texts without labels: chosen, saved on this device, found there again, and removed. */
import type { InputFile } from '../../../contract/dataset.ts';
import { WorkerFailure } from '../../../workers/client.ts';
import { sentenceOf, type Context } from '../context.ts';
import { onceFor } from '../once-for.ts';
import { fileSavingOf } from '../saved-data/file-saving.ts';
import { patch } from '../store.ts';
import { SoleTask } from '../timing.ts';

export interface UnlabelledActions {
  load(files: InputFile[]): Promise<void>;
  /** Reads those that are saved on this device, unless some are loaded or being read: then it waits for these. */
  restore(): Promise<void>;
  /** Runs learn from them no more, and their saved copy is deleted. */
  remove(): Promise<void>;
  cancel(): void;
  /** Gives a new worker what the old one had. */
  reload(): Promise<void>;
}

/** The same actions for all parts of a page. */
export const unlabelledOf = onceFor(createUnlabelledActions);

function createUnlabelledActions({ store, client, recoverFrom }: Context): UnlabelledActions {
  const tasks = new SoleTask();
  const saving = fileSavingOf(store, 'unlabelled');
  let reading: Promise<void> = Promise.resolve();
  let restoring: Promise<void> | null = null;
  const state = () => store.getState().unlabelled;

  /** What is loaded takes the place of what was loaded before. */
  async function ask(files: InputFile[]): Promise<void> {
    const task = tasks.begin();
    patch(store, 'unlabelled', { loading: { progress: null }, problem: null });
    try {
      const request = { files };
      const summary = await client.ask('load-unlabelled', request, {
        signal: task.signal,
        onProgress: (progress) => {
          if (task.isCurrent()) patch(store, 'unlabelled', { loading: { progress } });
        },
      });
      patch(store, 'unlabelled', { loaded: summary && { summary, request } });
      if (summary) await saving.took(files);
    } catch (error) {
      const isCancelled = error instanceof WorkerFailure && error.code === 'cancelled';
      if (isCancelled) return;
      if (task.isCurrent()) patch(store, 'unlabelled', { problem: sentenceOf(error) });
      await recoverFrom(error);
    } finally {
      if (task.end()) patch(store, 'unlabelled', { loading: null });
    }
  }

  async function readSaved(): Promise<void> {
    await reading;
    const files = state().loaded ? null : await saving.read();
    if (files && !state().loaded && !tasks.isUnderWay) await ask(files);
  }

  return {
    load: (files) => (reading = ask(files)),
    restore: () => (restoring ??= readSaved().finally(() => (restoring = null))),
    async remove() {
      await (reading = ask([]));
      await saving.delete([]);
    },
    cancel: () => tasks.cancel(),
    async reload() {
      const { loaded } = state();
      const failed = (error: unknown) => patch(store, 'unlabelled', { problem: sentenceOf(error) });
      if (loaded) await client.ask('load-unlabelled', loaded.request).catch(failed);
    },
  };
}
