/** How far long work has come, in one line of a terminal that is written over; silent where nobody watches. */
import { page } from '../src/contract/messages/en/page.ts';
import type { ServiceEvent } from '../src/model/index.ts';
import type { Progress } from '../src/model/index.ts';

type PhaseEvent = Extract<ServiceEvent, { type: 'phase' }>;

const names: Record<Progress['phase'], string> = {
  reading: 'Reading',
  cleaning: 'Looking for copies',
  examining: 'Examining',
  baseline: 'Measuring the baselines',
  classifying: 'Classifying',
};

/** Erases the terminal's line. */
const clearLine = '\r\u001b[2K';

export function progressLine({ phase, share, rows }: Progress): string {
  const part = share === null ? '' : ` ${Math.floor(100 * share)}%`;
  return `${names[phase]} …${part}, ${rows.toLocaleString('en-US')} rows`;
}

/** How far a phase of a run is that tells it; null of others. */
export function phaseLine({ phase, progress }: PhaseEvent): string | null {
  if (!progress) return null;
  const { share, secondsLeft } = progress;
  return `${page.training.phaseDone(page.training.phases[phase], share)}, ${Math.ceil(secondsLeft)} s left`;
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
    return await work((progress) => terminal.write(clearLine + progressLine(progress)));
  } finally {
    terminal.write(clearLine);
  }
}
