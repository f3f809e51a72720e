/** Standard input, which stands for a file where a command line says "-". */
import { InputError } from '../src/model/index.ts';

/** What stands for standard input among files or texts. */
export const standardInput = '-';

let isRead = false;

/** All of it. @throws {InputError} the second time: there is no more of it */
export async function readStandardInput(): Promise<Buffer<ArrayBuffer>> {
  if (isRead) throw new InputError({ code: 'stdin-once' });
  isRead = true;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
