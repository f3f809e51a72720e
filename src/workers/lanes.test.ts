import { saying } from '../contract/messages/testing/saying.ts';
import { expect, it } from 'vitest';
import type { CommandName } from '../contract/commands.ts';
import { Lanes } from './lanes.ts';

/** Lanes whose commands end when they are told to, with what has begun. */
function open() {
  const lanes = new Lanes();
  const begun: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    lanes,
    enter: (name: CommandName) => {
      const entered = lanes.enter(name, () => {
        begun.push(name);
        return new Promise<void>((resolve, reject) => ends.set(name, { resolve, reject }));
      });
      entered.catch(() => undefined);
      return entered;
    },
    end: async (name: CommandName, error?: Error) => {
      if (error) ends.get(name)?.reject(error);
      else ends.get(name)?.resolve();
      await settle();
    },
    expectBegun: async (...names: CommandName[]) => {
      await settle();
      expect(begun).toEqual(names);
    },
  };
}

it('lets data be read while the backends are measured, and trains on it after both', async () => {
  const { enter, end, expectBegun } = open();
  void enter('probe-backends');
  void enter('open-files');
  void enter('choose-columns');
  void enter('train');
  await expectBegun('probe-backends', 'open-files');
  await end('open-files');
  await expectBegun('probe-backends', 'open-files', 'choose-columns');
  await end('probe-backends');
  await expectBegun('probe-backends', 'open-files', 'choose-columns');
  await end('choose-columns');
  await expectBegun('probe-backends', 'open-files', 'choose-columns', 'train');
});

it('has the backend serve one at a time, and control wait for nobody', async () => {
  const { enter, end, expectBegun } = open();
  void enter('test');
  void enter('predict');
  void enter('stop');
  void enter('list-runs');
  await expectBegun('stop', 'list-runs', 'test');
  await end('test');
  await expectBegun('stop', 'list-runs', 'test', 'predict');
});

it('answers a question beside training, once the training has begun', async () => {
  const { enter, end, expectBegun } = open();
  void enter('test');
  void enter('train');
  void enter('predict');
  await expectBegun('test');
  await end('test');
  await expectBegun('test', 'train', 'predict');
  await end('predict');
  await end('train');
  void enter('test');
  void enter('predict');
  await expectBegun('test', 'train', 'predict', 'test');
});

it('continues with the next command after one that failed', async () => {
  const { enter, end, expectBegun } = open();
  const failed = enter('correct');
  void enter('choose-columns');
  await expectBegun('correct');
  await end('correct', new Error('no'));
  await expect(failed).rejects.toThrow('no');
  await expectBegun('correct', 'choose-columns');
});

it('refuses what would change data or model from when training is asked until it has ended', async () => {
  const { lanes, enter, end, expectBegun } = open();
  void enter('test');
  const training = enter('train');
  expect(lanes.isTraining).toBe(true);
  for (const name of ['train', 'test', 'load-sample', 'import-model'] as const)
    await expect(enter(name)).rejects.toThrow(saying('Wait until the training has ended, or stop it.'));
  void enter('rows');
  await end('test');
  await expectBegun('test', 'rows', 'train');
  await end('train');
  await training;
  expect(lanes.isTraining).toBe(false);
  void enter('load-sample');
  await expectBegun('test', 'rows', 'train', 'load-sample');
});
