/** How the threads meet. All run in one memory; the caller's thread is number 0. */
import * as words from '../../../../../.cache/kernels/control.ts';

/** The control block of a job, from where its arguments are. */
@inline
export function controlOf(argumentsAt: usize): usize {
  return argumentsAt - words.jobArguments;
}

/** About 20 µs: jobs follow each other closely in a step, and sleeping costs more than that. */
const spins: i32 = 20000;

/** Returns when the word is no longer `old`. */
export function waitChange(word: usize, old: i32, sleeps: bool): void {
  if (!ASC_FEATURE_THREADS) return;
  while (true) {
    for (let i = 0; i < spins; i++) if (atomic.load<i32>(word) != old) return;
    if (sleeps) atomic.wait<i32>(word, old, -1);
  }
}

/** No thread continues before all have come. */
export function barrier(control: usize, thread: i32, threads: i32): void {
  if (!ASC_FEATURE_THREADS || threads == 1) return;
  const old = atomic.load<i32>(control + words.barrierGeneration);
  if (atomic.add<i32>(control + words.arrived, 1) + 1 == threads) {
    atomic.store<i32>(control + words.arrived, 0);
    atomic.store<i32>(control + words.barrierGeneration, old + 1);
    atomic.notify(control + words.barrierGeneration, -1);
    return;
  }
  waitChange(control + words.barrierGeneration, old, thread > 0 || load<i32>(control + words.callerSleeps) != 0);
}

/** The next piece of work of a kind (0 or 1) that is free; who computes a piece changes nothing in it. */
export function takeTicket(control: usize, kind: i32): i32 {
  const counter = control + words.tickets + (<usize>kind << 2);
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(counter, 1);
  const taken = load<i32>(counter);
  store<i32>(counter, taken + 1);
  return taken;
}
