/** Classifies files by the loaded network; its code comes after the first paint. */
import type { ClassifiedColumns } from '../../../contract/classification.ts';
import type { InputFile } from '../../../contract/dataset.ts';
import { WorkerFailure } from '../../../workers/client.ts';
import { classifyWords } from '../../i18n/classify.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import { Eta, isCancelled } from '../data/reading.ts';
import { touchFiles } from '../data/touch-files.ts';
import { onceFor } from '../once-for.ts';
import { busyStatus, idleClassify, patch } from '../store.ts';
import { SoleTask } from '../timing.ts';
import { nothingChosen, type FileChoice } from './slice.ts';

export interface ClassifyActions {
  /** Answers all rows of these files; what was being classified is cancelled. */
  classify(files: InputFile[]): Promise<void>;
  /** The same files by another column, or in another encoding: their columns may then be others. */
  choose(change: Partial<FileChoice>): Promise<void>;
  /** Asks the worker to stop; it ends when the worker has. */
  cancel(): void;
}

/** While a training is under way none begins here: it has come between. */
const isEndedByTraining = (error: unknown) =>
  error instanceof WorkerFailure && error.told.code === 'wait-for-training';

/** What is shown of the columns before the worker says them again. */
function chosenOf({ text, label, encoding }: FileChoice): Partial<ClassifiedColumns> {
  return {
    ...(text !== null && { text, why: null }),
    ...(label !== null && { label }),
    ...(encoding !== null && { encoding }),
  };
}

/** The same actions for all who use them. */
export const classifyActions = onceFor(createClassifyActions);

function createClassifyActions({ store, client, recoverFrom }: Context): ClassifyActions {
  const tasks = new SoleTask();
  const set = (change: Partial<typeof idleClassify>) => patch(store, 'classify', change);

  /** Why it can't begin; null when it can. */
  function obstacle(files: readonly InputFile[]): string | null {
    const status = busyStatus(store.getState().run);
    if (status) return classifyWords.busy(status);
    return files.length === 0 ? t.data.nothing : null;
  }

  async function run(files: InputFile[], asked: FileChoice): Promise<void> {
    const { held } = store.getState().model;
    const problem = obstacle(files);
    if (problem !== null || !held) return set({ problem });
    const task = tasks.begin();
    const eta = new Eta();
    const { columns } = store.getState().classify;
    const { encoding, ...choice } = asked;
    const isAgain = Object.values(asked).some((value) => value !== null);
    set({
      ...{ ...idleClassify, files, choice: asked, working: files[0].path },
      columns: isAgain && columns ? { ...columns, ...chosenOf(asked) } : null,
    });
    try {
      await touchFiles(files, task.signal);
      const file = await client.ask(
        'classify-files',
        { files, choice, encoding },
        {
          signal: task.signal,
          onColumns: (found) => task.isCurrent() && set({ columns: found }),
          onProgress: (progress) =>
            task.isCurrent() && set({ progress: { ...progress, secondsLeft: eta.secondsLeft(progress) } }),
        },
      );
      if (task.end()) set({ working: null, progress: null, cancelling: false, answered: { file, of: held } });
    } catch (error) {
      if (!task.end()) return;
      const wasCancelled = isCancelled(error);
      set({
        ...{ working: null, progress: null, cancelling: false },
        note: wasCancelled ? classifyWords.cancelled : null,
        problem: wasCancelled ? null : isEndedByTraining(error) ? classifyWords.ended : sentenceOf(error),
      });
      if (!wasCancelled) await recoverFrom(error);
    }
  }

  return {
    classify: (files) => run(files, nothingChosen),
    choose(change) {
      const { files, choice } = store.getState().classify;
      return run(files, { ...(change.encoding ? nothingChosen : choice), ...change });
    },
    cancel() {
      if (!tasks.isUnderWay) return;
      set({ cancelling: true });
      tasks.cancel();
    },
  };
}
