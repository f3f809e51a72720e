/** How far long work has come, in one line of a terminal that is written over; silent where nobody watches. */
import type { ServiceEvent } from '../src/model/index.ts';
import type { Progress } from '../src/model/index.ts';
import { t } from './language.ts';

type PhaseEvent = Extract<ServiceEvent, { type: 'phase' }>;

/** Erases the terminal's line. */
const clearLine = '\r\u001b[2K';

/** How far a phase of a run is that tells it; null of others. */
export function phaseLine({ phase, progress }: PhaseEvent): string | null {
  return progress ? t.phase(phase, progress.share, progress.secondsLeft) : null;
}

/** Shows it in the terminal's line, and clears the line when another phase begins. */
export function showPhase(
  event: PhaseEvent,
  terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
): void {
  if (terminal.isTTY) terminal.write(clearLine + (phaseLine(event) ?? ''));
}

/** Does the work with an `onProgress` that shows it, and clears the line when the work ends, well or badly. */
export async function withProgress<T>(
  work: (onProgress: (progress: Progress) => void) => Promise<T>,
  terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
): Promise<T> {
  if (!terminal.isTTY) return work(() => undefined);
  try {
    return await work((progress) => terminal.write(clearLine + t.progress(progress)));
  } finally {
    terminal.write(clearLine);
  }
}
