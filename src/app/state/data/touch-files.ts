/** Files of a large folder, made ready to be sent without holding the page up. */
import type { InputFile } from '../../../workers/protocol.ts';

/** So many take a hundredth of a second or two. */
const atOnce = 50;

/**
 * A browser makes its handle of a file when that is first used, a third of a millisecond for each: sent in one piece,
 * 50,000 of them would block the page for many seconds. Used a few at a time they do not.
 * @param signal ends it early: who asks next finds that nobody waits any more
 * @param pause lets the page do other things
 */
export async function touchFiles(
  files: readonly InputFile[],
  signal: AbortSignal | undefined,
  pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
): Promise<void> {
  for (let at = atOnce; at < files.length; at += atOnce) {
    // A blob of them is the cheapest use of all.
    void new Blob(files.slice(at - atOnce, at).map(({ file }) => file));
    await pause();
    if (signal?.aborted) return;
  }
}
