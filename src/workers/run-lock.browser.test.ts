import { told } from '../contract/messages/testing/told.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { ChannelLocks, type Locks } from '../platform.ts';
import { RunLocks } from './run-lock.ts';

const channels: BroadcastChannel[] = [];
let changes = 0;

afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
  changes = 0;
});

/** Two tabs; the second one counts what it hears. */
function tabs(locks: () => Locks): [RunLocks, RunLocks] {
  const open = () => {
    const channel = new BroadcastChannel('run-lock-test');
    channels.push(channel);
    return new RunLocks({ locks: locks(), channel });
  };
  const [one, other] = [open(), open()];
  other.onChange = () => changes++;
  return [one, other];
}

/** Work that ends when it is told to. */
function work() {
  let end = (): void => undefined;
  const ended = new Promise<number>((resolve) => (end = () => resolve(1)));
  return { end: () => end(), run: () => ended };
}

describe.each([
  ['with locks', () => navigator.locks],
  ['without locks, as by plain HTTP', () => new ChannelLocks()],
])('a run, %s', (_, locks) => {
  it('belongs to one tab at a time, and the other one knows', async () => {
    const [one, other] = tabs(locks);
    const first = work();
    const holding = one.hold('a', first.run);
    await expect.poll(() => other.heldElsewhere()).toEqual(['a']);
    expect(await one.heldElsewhere()).toEqual([]);
    await expect(other.hold('a', () => Promise.resolve(2))).rejects.toThrow(
      told({ code: 'run-in-another-tab' }),
    );
    await expect(other.refuseElsewhere('a')).rejects.toThrow(told({ code: 'run-in-another-tab' }));
    expect(await other.hold('b', () => Promise.resolve(3))).toBe(3);
    const before = changes;
    first.end();
    expect(await holding).toBe(1);
    await expect.poll(() => changes).toBeGreaterThan(before);
    expect(await other.heldElsewhere()).toEqual([]);
    expect(await other.hold('a', () => Promise.resolve(4))).toBe(4);
  }, 20_000);

  it('is free again after its work has failed', async () => {
    const [one, other] = tabs(locks);
    await expect(one.hold('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await other.heldElsewhere()).toEqual([]);
    await other.refuseElsewhere('a');
  });

  it('that another tab changed is told', async () => {
    const [one] = tabs(locks);
    one.announce();
    await expect.poll(() => changes).toBe(1);
  });
});
