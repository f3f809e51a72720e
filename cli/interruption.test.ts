import { afterEach, expect, it, vi } from 'vitest';
import { watchForInterrupt } from './interruption.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

it('the first Ctrl+C asks for an end, a second one ends at once, and what npm repeats is no second one', () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
  const said: string[] = [];
  const interruption = watchForInterrupt((sentence) => said.push(sentence));
  expect(interruption.signal.aborted).toBe(false);
  process.emit('SIGINT');
  expect(interruption.signal.aborted).toBe(true);
  expect(process.exitCode).toBe(130);
  clock.mockReturnValue(1_050);
  process.emit('SIGINT');
  expect(exit).not.toHaveBeenCalled();
  clock.mockReturnValue(1_600);
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  expect(said).toEqual(['Stopping. What is done so far is tested and saved; Ctrl+C again ends at once.']);
  interruption.dispose();
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledTimes(1);
});
