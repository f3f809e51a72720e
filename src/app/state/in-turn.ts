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
  'get-run',
  'rename-run',
  'delete-run',
  'undelete-run',
  'export-run',
  'export-state',
  'examine',
]);

/** These change the data, and need no backend: they wait for one another, not for a measurement. */
const ofData: ReadonlySet<CommandName> = new Set([
  'load-sample',
  'open-files',
  'choose-columns',
  'correct',
  'import-corrections',
]);

/** The same client, whose requests wait for the ones before them. */
export function inTurn(client: Client): Client {
  let lastOfData: Promise<unknown> = Promise.resolve();
  let lastOfBackend: Promise<unknown> = Promise.resolve();

  function afterData<T>(work: () => Promise<T>): Promise<T> {
    const mine = lastOfData.then(work);
    lastOfData = mine.catch(() => undefined);
    return mine;
  }

  /** What computes does it with the data that was asked for before. */
  function afterAll<T>(work: () => Promise<T>): Promise<T> {
    const data = lastOfData;
    const mine = lastOfBackend.then(() => data).then(work);
    lastOfBackend = mine.catch(() => undefined);
    return mine;
  }

  return {
    ...client,
    ask(name, request, options) {
      const ask = () => client.ask(name, request, options);
      if (steering.has(name)) return ask();
      return ofData.has(name) ? afterData(ask) : afterAll(ask);
    },
    train: (request, listener) => afterAll(() => client.train(request, listener)),
  };
}
