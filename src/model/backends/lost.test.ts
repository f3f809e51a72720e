import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { told } from '../../contract/messages/testing/told.ts';
import { describe, expect, it } from 'vitest';

import { BackendError, InputError } from '../errors.ts';
import type { BackendHandle } from './handle.ts';
import { orLost, untilLost } from './lost.ts';

const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 20));
const handle = (lost: Promise<BackendError>) => ({ lost }) as unknown as BackendHandle;
const gone = () => handle(later(new BackendError('device-lost', { code: 'device-taken-away' })));
const full = new BackendError('device-out-of-memory', { code: 'gpu-memory-full' });
const here = handle(new Promise(() => undefined));
const device = { code: 'device-lost', told: { code: 'device-taken-away' } };
const aborted = () => new DOMException('mapAsync was aborted', 'AbortError');

async function* breaking(error: Error): AsyncGenerator<number, void> {
  yield 1;
  throw error;
}

async function drain(events: AsyncGenerator<number, void>): Promise<void> {
  while (!(await events.next()).done);
}

describe('work on a device that goes away', () => {
  it('fails as that, also when the work itself fails before the news of it', async () => {
    await expect(orLost(Promise.reject(aborted()), gone())).rejects.toMatchObject(device);
    await expect(drain(untilLost(breaking(aborted()), gone()))).rejects.toMatchObject(device);
  });

  it('fails as that when it would wait for ever', async () => {
    await expect(orLost(new Promise(() => undefined), gone())).rejects.toMatchObject(device);
  });

  it('fails with what the device says of itself, also when the work came to something first', async () => {
    await expect(orLost(Promise.resolve(0), handle(Promise.resolve(full)))).rejects.toBe(full);
    const news = new Promise<BackendError>((resolve) => setTimeout(() => resolve(full), 0));
    await expect(orLost(Promise.resolve(0), handle(news))).rejects.toBe(full);
    async function* working(): AsyncGenerator<number, void> {
      for (;;) yield 1;
    }
    await expect(drain(untilLost(working(), handle(Promise.resolve(full))))).rejects.toBe(full);
  });

  it('fails at once with an error that says what it was', async () => {
    const started = performance.now();
    await expect(orLost(Promise.reject(full), here)).rejects.toBe(full);
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('fails with its own error while the device is there', async () => {
    await expect(orLost(Promise.reject(aborted()), here)).rejects.toThrow('mapAsync was aborted');
    await expect(drain(untilLost(breaking(new InputError({ code: 'cancelled' })), gone()))).rejects.toThrow(
      told({ code: 'cancelled' }),
    );
  });

  it('leaves nothing behind of what the work came to, while the device is there and when a run has ended', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const given: WeakRef<object>[] = [];
    const give = () => {
      const state = new Float32Array(1_000);
      given.push(new WeakRef(state));
      return state;
    };
    const left = async () => {
      await later(null);
      collectGarbage();
      return given.filter((state) => state.deref() !== undefined).length;
    };
    async function* training(): AsyncGenerator<object, void> {
      for (let state = 0; state < 5; state++) yield give();
    }
    const events = untilLost(training(), here);
    for (let state = 0; state < 5; state++) await events.next();
    // The frames of this test and of the generator may hold the last one.
    expect(await left()).toBeLessThanOrEqual(1);
    await drain(events as AsyncGenerator<never, void>);
    for (let answer = 0; answer < 5; answer++) await orLost(Promise.resolve().then(give), here);
    expect(await left()).toBeLessThanOrEqual(1);
  });
});
