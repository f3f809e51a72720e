import { describe, expect, it } from 'vitest';

import { InputError } from '../errors.ts';
import type { BackendHandle } from './handle.ts';
import { orLost, untilLost } from './lost.ts';

const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 20));
const handle = (lost: Promise<string>) => ({ lost }) as unknown as BackendHandle;
const gone = () => handle(later('The device is gone.'));
const here = handle(new Promise(() => undefined));
const device = { code: 'device-lost', message: 'The device is gone.' };
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

  it('fails with its own error while the device is there', async () => {
    await expect(orLost(Promise.reject(aborted()), here)).rejects.toThrow('mapAsync was aborted');
    await expect(drain(untilLost(breaking(new InputError('No.')), gone()))).rejects.toThrow('No.');
  });
});
