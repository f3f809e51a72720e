/** Classifies files by the loaded network; its code comes after the first paint. */
import type { ClassifiedColumns, ClassifiedFile } from '../../../contract/classification.ts';
import type { InputFile } from '../../../contract/dataset.ts';
import { WorkerFailure } from '../../../workers/client.ts';
import { classifyWords } from '../../i18n/classify.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf, type Context } from '../context.ts';
import { Eta, isCancelled } from '../data/reading.ts';
import { touchFiles } from '../data/touch-files.ts';
import { onceFor } from '../once-for.ts';
import { busyStatus, idleClassify, patch, type RunState } from '../store.ts';
import { SoleTask, type Task } from '../timing.ts';
import { nothingChosen, type ClassifyState, type FileChoice } from './slice.ts';

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

/** Why these files can't be classified now; null when they can. */
function obstacle(files: readonly InputFile[], run: RunState): string | null {
  const status = busyStatus(run);
  if (status) return classifyWords.busy(status);
  return files.length === 0 ? t.data.nothing : null;
}

class ClassifyActions {
  private readonly tasks = new SoleTask();

  constructor(private readonly context: Context) {}

  /** Answers all rows of these files; what was being classified is cancelled. */
  readonly classify = (files: InputFile[]): Promise<void> => this.run(files, nothingChosen);

  /** The same files by another column, or in another encoding: their columns may then be others. */
  readonly choose = (change: Partial<FileChoice>): Promise<void> => {
    const { files, choice } = this.context.store.getState().classify;
    return this.run(files, { ...(change.encoding ? nothingChosen : choice), ...change });
  };

  /** Asks the worker to stop; it ends when the worker has. */
  readonly cancel = (): void => {
    if (!this.tasks.isUnderWay) return;
    this.set({ cancelling: true });
    this.tasks.cancel();
  };

  private set(change: Partial<ClassifyState>): void {
    patch(this.context.store, 'classify', change);
  }

  private async run(files: InputFile[], asked: FileChoice): Promise<void> {
    const { run, model, classify } = this.context.store.getState();
    const { held } = model;
    const problem = obstacle(files, run);
    if (problem !== null || !held) return this.set({ problem });
    const task = this.tasks.begin();
    const isAgain = Object.values(asked).some((value) => value !== null);
    const { columns } = classify;
    this.set({
      ...{ ...idleClassify, files, choice: asked, working: files[0].path },
      columns: isAgain && columns ? { ...columns, ...chosenOf(asked) } : null,
    });
    const ended = { working: null, progress: null, cancelling: false };
    try {
      const file = await this.ask(files, asked, task);
      if (task.end()) this.set({ ...ended, answered: { file, of: held } });
    } catch (error) {
      if (!task.end()) return;
      if (isCancelled(error)) return this.set({ ...ended, note: classifyWords.cancelled, problem: null });
      this.set({
        ...{ ...ended, note: null },
        problem: isEndedByTraining(error) ? classifyWords.ended : sentenceOf(error),
      });
      await this.context.recoverFrom(error);
    }
  }

  private async ask(files: InputFile[], asked: FileChoice, task: Task): Promise<ClassifiedFile> {
    const { encoding, ...choice } = asked;
    const eta = new Eta();
    await touchFiles(files, task.signal);
    return this.context.client.ask(
      'classify-files',
      { files, choice, encoding },
      {
        signal: task.signal,
        onColumns: (columns) => task.isCurrent() && this.set({ columns }),
        onProgress: (progress) =>
          task.isCurrent() && this.set({ progress: { ...progress, secondsLeft: eta.secondsLeft(progress) } }),
      },
    );
  }
}

/** The same actions for all who use them. */
export const classifyActions = onceFor((context: Context) => new ClassifyActions(context));
