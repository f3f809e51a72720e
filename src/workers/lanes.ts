/** The one place that decides which commands may overlap, by the lanes of the table of commands. */
import { commandSpec, type CommandName } from '../contract/commands.ts';
import { InputError } from '../model/index.ts';

export class Lanes {
  private lastOfData: Promise<unknown> = Promise.resolve();
  private lastOfModel: Promise<unknown> = Promise.resolve();
  private exclusive: CommandName | null = null;

  /** The command of which nothing else may change data or model; null while there is none. */
  get isTraining(): boolean {
    return this.exclusive !== null;
  }

  /**
   * Does a command's work when its lane lets it.
   * @throws {InputError} at once for a command of `data` or `model` while an exclusive one is under way
   */
  async enter<T>(name: CommandName, work: () => Promise<T>): Promise<T> {
    const { lane, isExclusive } = commandSpec(name);
    if (lane === 'control') return work();
    if (this.exclusive) throw new InputError({ code: 'wait-for-training' });
    if (!isExclusive) return this.queue(lane, work);
    this.exclusive = name;
    try {
      return await this.queue(lane, work);
    } finally {
      this.exclusive = null;
    }
  }

  private queue<T>(lane: 'data' | 'model', work: () => Promise<T>): Promise<T> {
    const before = lane === 'data' ? [this.lastOfData] : [this.lastOfModel, this.lastOfData];
    const mine = Promise.all(before).then(work);
    const ended = mine.catch(() => undefined);
    if (lane === 'data') this.lastOfData = ended;
    else this.lastOfModel = ended;
    return mine;
  }
}
