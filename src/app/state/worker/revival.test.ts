import { beforeEach, describe, expect, it } from 'vitest';

import { WorkerFailure, type Client } from '../../../workers/client.ts';
import type { CommandName } from '../../../workers/protocol.ts';
import { Revival } from './revival.ts';

let asked: CommandName[];
let given: number;
/** What giving back comes to, one each; then it succeeds. */
let fates: (() => boolean)[];
let revival: Revival;

const inner: Client = {
  ask: ((name: CommandName) => {
    asked.push(name);
    return Promise.resolve(null);
  }) as Client['ask'],
  train() {
    asked.push('train');
    return Promise.reject(new WorkerFailure('cancelled', { code: 'cancelled' }));
  },
  restart: () => undefined,
  onRunsChanged: () => () => undefined,
  close: () => undefined,
};

beforeEach(() => {
  [asked, given, fates] = [[], 0, []];
  revival = new Revival(inner, async () => {
    given += 1;
    await revival.client.ask('load-sample', {} as never);
    await revival.client.ask('choose-columns', {} as never);
    return fates.shift()?.() ?? true;
  });
});

const train = () => revival.client.train({} as never, { onEvent: () => undefined });

describe('an empty worker', () => {
  it('gets back what the last one held before it trains, once', async () => {
    revival.lost();
    await expect(train()).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual(['load-sample', 'choose-columns', 'train']);
    await revival.client.ask('test', {});
    expect(given).toBe(1);
  });

  it.each(['test', 'predict', 'rows', 'correct'] as const)('gets it back before %s', async (name) => {
    revival.lost();
    await revival.client.ask(name, {} as never);
    expect(asked).toEqual(['load-sample', 'choose-columns', name]);
  });

  it('does not get it back for what has its own, or asks only what is stored', async () => {
    revival.lost();
    await revival.client.ask('open-files', {} as never);
    await revival.client.ask('list-runs', {});
    expect(given).toBe(0);
    await revival.client.ask('test', {});
    expect(given).toBe(1);
  });

  it('that dies of it again says so, and gets another chance with the next action', async () => {
    revival.lost();
    fates = [
      () => {
        revival.lost();
        return true;
      },
    ];
    await expect(train()).rejects.toMatchObject({ code: 'worker-died' });
    expect(asked).not.toContain('train');
    await expect(train()).rejects.toMatchObject({ code: 'cancelled' });
    expect(given).toBe(2);
  });

  it('that can’t get its data says that, and nothing of a dataset to choose first', async () => {
    revival.lost();
    fates = [() => false];
    await expect(train()).rejects.toMatchObject({
      code: 'bad-input',
      told: { code: 'data-not-given-back' },
    });
    expect(asked).not.toContain('train');
  });

  it('is not revived by what nobody asked for: a worker that dies of its data would die for ever', async () => {
    revival.lost();
    await expect(revival.client.ask('probe-backends', {} as never)).rejects.toMatchObject({
      code: 'worker-died',
    });
    expect(given).toBe(0);
  });
});

it('asks straight while the worker has what it needs', async () => {
  await revival.client.ask('test', {});
  expect([asked, given]).toEqual([['test'], 0]);
});
