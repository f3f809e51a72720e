/** A file that a command writes in the end: looked at before the work begins. */
import { open, rm, stat } from 'node:fs/promises';
import { InputError } from '../src/model/index.ts';

/** Makes sure, without leaving a trace, that a file can be written there. @throws {InputError} with one sentence */
export async function checkFile(path: string): Promise<void> {
  const before = await stat(path).catch(() => null);
  try {
    if (path.trim() === '' || before?.isDirectory()) throw new Error('no file');
    // Appending nothing leaves a file that is there as it is.
    await (await open(path, 'a')).close();
    if (!before) await rm(path);
  } catch {
    throw new InputError({ code: 'file-not-written', path });
  }
}
