import { expect, it } from 'vitest';
import { ChannelLocks } from './channel-locks.ts';

const soon = () => ({ signal: AbortSignal.timeout(1_500) });

it('gives a name to one of two tabs at a time, and says who has it', async () => {
  const [a, b] = [new ChannelLocks(), new ChannelLocks()];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let isHeld = (): void => undefined;
  const taken = new Promise<void>((resolve) => (isHeld = resolve));
  const first = a.request('run', soon(), () => {
    isHeld();
    return ended.then(() => 1);
  });
  await taken;
  expect(await b.query()).toEqual({ held: [{ name: 'run' }] });
  expect(await b.request('other', soon(), () => Promise.resolve(2))).toBe(2);
  await expect(b.request('run', soon(), () => Promise.resolve(3))).rejects.toThrow(DOMException);
  end();
  expect(await first).toBe(1);
  expect(await b.request('run', soon(), () => Promise.resolve(4))).toBe(4);
  expect(await a.query()).toEqual({ held: [] });
}, 15_000);

it('gives a name that two ask for at the same time to one of them first', async () => {
  let inside = 0;
  const work = async () => {
    inside += 1;
    const most = inside;
    await new Promise((resolve) => setTimeout(resolve, 50));
    inside -= 1;
    return most;
  };
  const options = { signal: AbortSignal.timeout(8_000) };
  const tabs = [new ChannelLocks(), new ChannelLocks(), new ChannelLocks()];
  const most = await Promise.all(tabs.map((tab) => tab.request('run', options, work)));
  expect(most).toEqual([1, 1, 1]);
}, 15_000);

it('lets go of a name when the work fails', async () => {
  const locks = new ChannelLocks();
  const failing = locks.request('run', soon(), () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(await locks.query()).toEqual({ held: [] });
});

it('believes a tab that was too busy to answer in time, and says so when it hears of it', async () => {
  const locks = new ChannelLocks();
  const told: string[] = [];
  locks.onLateAnswer = () => told.push('late');
  const busy = new BroadcastChannel('forget-gate-locks');
  busy.addEventListener('message', ({ data }: MessageEvent<{ type: string; ticket: string }>) => {
    if (data.type !== 'roll-call') return;
    setTimeout(() => busy.postMessage({ type: 'names', names: ['run'], ticket: data.ticket }), 700);
  });
  expect(await locks.query()).toEqual({ held: [] });
  await expect.poll(() => told, { timeout: 3_000 }).toEqual(['late']);
  expect(await locks.query()).toEqual({ held: [{ name: 'run' }] });
  await expect(locks.request('run', soon(), () => Promise.resolve(1))).rejects.toThrow(DOMException);
  // Of what was said before it says nothing again.
  expect(told).toEqual(['late']);
  busy.close();
  // The tab is gone.
  const patient = { signal: AbortSignal.timeout(8_000) };
  expect(await locks.request('run', patient, () => Promise.resolve(2))).toBe(2);
  expect(await locks.query()).toEqual({ held: [] });
}, 20_000);
