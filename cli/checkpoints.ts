/** A run file, written again and again while it trains: a disk that is full must not end the training. */
import { isSystemError, reasonOf, type FileSystem } from './folder.ts';
import { t } from './language.ts';
import { saveState, type SavedRun } from './model-folder.ts';

export class Checkpoints {
  private hasWarned = false;

  /** @param warn is told once that a state could not be written */
  constructor(
    private readonly folder: string,
    private readonly warn: (sentence: string) => void,
    private readonly files?: FileSystem,
  ) {}

  /** The state before stays when this one can't be written; the next one is tried again. */
  async save(saved: SavedRun): Promise<void> {
    try {
      await saveState(this.folder, saved, this.files);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (this.hasWarned) return;
      this.hasWarned = true;
      this.warn(t.train.stateNotWritten(this.folder, reasonOf(error)));
    }
  }
}
