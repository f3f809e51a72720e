import { expect, it } from 'vitest';

import type { Client } from '../../workers/client.ts';
import type { CommandName } from '../../workers/protocol.ts';
import { inTurn } from './in-turn.ts';

/** A client that answers when it is told to, and notes what has begun. */
function open() {
  const begun: string[] = [];
  const answers = new Map<string, () => void>();
  const work = (name: string) => {
    begun.push(name);
    return new Promise<never>((resolve) => answers.set(name, () => resolve(undefined as never)));
  };
  const client = inTurn({
    ask: (name) => work(name),
    train: () => work('train'),
    onRunsChanged: () => () => undefined,
    restart: () => undefined,
    close: () => undefined,
  } satisfies Client);
  const ask = (name: CommandName) => void client.ask(name, {} as never);
  const answer = async (name: string) => {
    answers.get(name)?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const expectBegun = async (...names: string[]) => {
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toEqual(names);
  };
  return { ask, client, answer, expectBegun };
}

it('lets data be read while the backends are measured, and trains on it after both', async () => {
  const { ask, client, answer, expectBegun } = open();
  ask('probe-backends');
  ask('open-files');
  ask('choose-columns');
  void client.train({} as never, { onEvent: () => undefined });
  await expectBegun('open-files', 'probe-backends');
  await answer('open-files');
  await expectBegun('open-files', 'probe-backends', 'choose-columns');
  await answer('probe-backends');
  await expectBegun('open-files', 'probe-backends', 'choose-columns');
  await answer('choose-columns');
  await expectBegun('open-files', 'probe-backends', 'choose-columns', 'train');
});

it('has the backend serve one at a time, and steering wait for nobody', async () => {
  const { ask, answer, expectBegun } = open();
  ask('test');
  ask('predict');
  ask('stop');
  await expectBegun('stop', 'test');
  await answer('test');
  await expectBegun('stop', 'test', 'predict');
});
