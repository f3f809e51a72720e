/** A worker that died has left an empty one: it gets back what the last one held before anything that needs that is asked. */
import { WorkerFailure, type Client } from '../../../workers/client.ts';
import { commandSpec, type CommandName } from '../../../contract/commands.ts';

export class Revival {
  /** Revives the worker first, where it is empty. */
  readonly client: Client;
  private losses = 0;
  private isEmpty = false;
  private underWay = 0;

  /** @param giveBack gives an empty worker data and network; false when it could not */
  constructor(
    inner: Client,
    private readonly giveBack: () => Promise<boolean>,
  ) {
    this.client = {
      ...inner,
      ask: async (name, request, options) => {
        await this.ready(name);
        return inner.ask(name, request, options);
      },
      train: async (request, listener) => {
        await this.ready('train');
        return inner.train(request, listener);
      },
    };
  }

  /** The worker is empty from now on. */
  lost(): void {
    this.losses += 1;
    this.isEmpty = true;
  }

  /** Gives the worker back what it had. @returns false when it died meanwhile, or does not have it */
  async recover(): Promise<boolean> {
    const before = this.losses;
    this.underWay += 1;
    try {
      const isWhole = (await this.giveBack()) && this.losses === before;
      if (isWhole) this.isEmpty = false;
      return isWhole;
    } finally {
      this.underWay -= 1;
    }
  }

  /** @throws {WorkerFailure} when the command needs what the worker does not have, and that could not be given back */
  private async ready(name: CommandName): Promise<void> {
    const { needsLoaded, isUnprompted } = commandSpec(name);
    if (!this.isEmpty || this.underWay > 0 || !needsLoaded) return;
    const before = this.losses;
    if (!isUnprompted && (await this.recover())) return;
    const isDead = isUnprompted || this.losses > before;
    throw isDead
      ? new WorkerFailure('worker-died', { code: 'worker-waits' })
      : new WorkerFailure('bad-input', { code: 'data-not-given-back' });
  }
}
