/** Ctrl+C during long work: the first one asks for an orderly end, the second one ends at once. */

import { t } from './language.ts';

/** As the shell has it for a program that SIGINT ends. */
export const interruptedExitCode = 130;

/** npm hands the terminal's signal on a second time: what comes so soon is the same keystroke. */
const sameKeystroke = 250;

export interface Interruption {
  /** Aborted by the first Ctrl+C. */
  signal: AbortSignal;
  /** Back to what the system does by itself. */
  dispose(): void;
}

/**
 * @param say is told what the first Ctrl+C does
 * @param what becomes of what is done so far
 */
export function watchForInterrupt(say: (sentence: string) => void, what = t.whenStopped.train): Interruption {
  const abort = new AbortController();
  let first = 0;
  const interrupt = () => {
    if (abort.signal.aborted) {
      if (performance.now() - first > sameKeystroke) process.exit(interruptedExitCode);
      return;
    }
    first = performance.now();
    process.exitCode = interruptedExitCode;
    say(t.stopping(what));
    abort.abort();
  };
  process.on('SIGINT', interrupt);
  return { signal: abort.signal, dispose: () => process.removeListener('SIGINT', interrupt) };
}
