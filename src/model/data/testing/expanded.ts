import type { SourceFile } from '../intake/contract.ts';
import { expand, type ExpandOptions } from '../intake/expand.ts';

/** What all entries hold, by their paths. */
export async function expanded(
  files: SourceFile[],
  options?: ExpandOptions,
): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for await (const entry of expand(files, options)) {
    contents[entry.path] = new TextDecoder().decode(await entry.bytes());
  }
  return contents;
}
