/** The one place that decides which commands may overlap, by the lanes of the table of commands. */
import { commandSpec, type CommandName } from '../contract/commands.ts';
import { InputError } from '../model/index.ts';

export class Lanes {
  private lastOfData: Promise<unknown> = Promise.resolve();
  private lastOfModel: Promise<unknown> = Promise.resolve();
  private exclusive: CommandName | null = null;
  /** Settles when the exclusive command's work begins. */
  private begun: Promise<void> = Promise.resolve();

  /** The command of which nothing else may change data or model; null while there is none. */
  get isTraining(): boolean {
    return this.exclusive !== null;
  }

  /**
   * Does a command's work when its lane lets it.
   * @throws {InputError} at once for a command of `data` or `model` while an exclusive one is under way, unless it is
   * one that is answered beside it
   */
  async enter<T>(name: CommandName, work: () => Promise<T>): Promise<T> {
    const { lane, isExclusive, isBesideExclusive } = commandSpec(name);
    if (lane === 'control') return work();
    if (this.exclusive && !isBesideExclusive) throw new InputError({ code: 'wait-for-training' });
    // What came before the exclusive command may compute still.
    if (this.exclusive) await this.begun;
    if (this.exclusive) return work();
    if (!isExclusive) return this.queue(lane, work);
    this.exclusive = name;
    let begin = (): void => undefined;
    this.begun = new Promise((resolve) => (begin = resolve));
    try {
      return await this.queue(lane, () => {
        begin();
        return work();
      });
    } finally {
      this.exclusive = null;
    }
  }

  /**
   * A piece of a long command that holds no lane: it waits for its turn as a command of `model` does.
   * @throws {InputError} while an exclusive command is under way
   */
  async step<T>(work: () => Promise<T>): Promise<T> {
    if (this.exclusive) throw new InputError({ code: 'wait-for-training' });
    return this.queue('model', work);
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
