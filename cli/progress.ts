/** How far long work has come, in one line of a terminal that is written over; silent where nobody watches. */
import type { Progress } from '../src/model/index.ts';

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
