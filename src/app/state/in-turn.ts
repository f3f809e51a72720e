/** One piece of work at a time: the worker's backend serves a test, a prediction or a run, not two at once. */
import type { Client } from '../../workers/client.ts';
import type { CommandName } from '../../workers/protocol.ts';

/** These steer what is under way, or need no backend: they must not wait for it. */
const steering: ReadonlySet<CommandName> = new Set([
  'pause',
  'resume',
  'stop',
  'cancel',
  'rows',
  'export-rows',
  'export-corrections',
  'list-runs',
  'rename-run',
  'delete-run',
  'undelete-run',
  'export-run',
  'export-state',
  'examine',
]);

/** The same client, whose requests wait for the ones before them. */
export function inTurn(client: Client): Client {
  let last: Promise<unknown> = Promise.resolve();

  function queue<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  return {
    ...client,
    ask: (name, request, options) =>
      steering.has(name)
        ? client.ask(name, request, options)
        : queue(() => client.ask(name, request, options)),
    train: (request, listener) => queue(() => client.train(request, listener)),
  };
}
