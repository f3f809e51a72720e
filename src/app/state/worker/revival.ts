/** A worker that died has left an empty one: it gets back what the last one held before anything that needs that is asked. */
import { WorkerFailure, type Client } from '../../../workers/client.ts';
import { commandSpec, type CommandName } from '../../../contract/commands.ts';

const isUnprompted = (name: CommandName) => commandSpec(name).isUnprompted ?? false;

export interface Revival {
  /** Brings the worker back first, where it is empty. */
  client: Client;
  /** The worker is empty from now on. */
  lost(): void;
  /** Gives the worker back what it had. @returns false when it died meanwhile, or does not have it */
  recover(): Promise<boolean>;
}

/** @param giveBack gives an empty worker data and network; false when it could not */
export function createRevival(inner: Client, giveBack: () => Promise<boolean>): Revival {
  let losses = 0;
  let isEmpty = false;
  let underWay = 0;

  async function recover(): Promise<boolean> {
    const before = losses;
    underWay += 1;
    try {
      const isWhole = (await giveBack()) && losses === before;
      if (isWhole) isEmpty = false;
      return isWhole;
    } finally {
      underWay -= 1;
    }
  }

  /** @throws {WorkerFailure} when the worker could not be brought back */
  async function ready(name: CommandName): Promise<void> {
    const before = losses;
    if (!isUnprompted(name) && (await recover())) return;
    const isDead = isUnprompted(name) || losses > before;
    throw isDead
      ? new WorkerFailure('worker-died', { code: 'worker-waits' })
      : new WorkerFailure('bad-input', { code: 'data-not-given-back' });
  }

  const needsNothing = (name: CommandName) => !isEmpty || underWay > 0 || !commandSpec(name).needsLoaded;

  return {
    client: {
      ...inner,
      async ask(name, request, options) {
        if (!needsNothing(name)) await ready(name);
        return inner.ask(name, request, options);
      },
      async train(request, listener) {
        if (!needsNothing('train')) await ready('train');
        return inner.train(request, listener);
      },
    },
    lost() {
      losses += 1;
      isEmpty = true;
    },
    recover,
  };
}
