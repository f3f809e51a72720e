import { InputError } from '../../errors.ts';
import type { RowBlock, RowSource } from './contract.ts';
import type { TextSource } from './text-source.ts';

/** UTF-16 units. */
const longestLine = 1 << 24;

/**
 * A text's lines, some at a time, however it is cut into pieces.
 * @throws {InputError} for a line that is too long
 */
export async function* linesOf(source: TextSource): AsyncGenerator<string[]> {
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of source.chunks()) {
    const end = chunk.lastIndexOf('\n');
    if (end < 0) {
      parts.push(chunk);
      length += chunk.length;
      if (length <= longestLine) continue;
      throw new InputError({ code: 'line-too-long', fileName: source.path, millions: longestLine >> 20 });
    }
    yield (parts.join('') + chunk.slice(0, end)).split('\n');
    parts = [chunk.slice(end + 1)];
    length = parts[0].length;
  }
  if (length > 0) yield parts.join('').split('\n');
}

/** What the only column of plain texts is called. */
export const textColumnName = 'text';

/** Plain text, a review a line. What it says about them is for its path to tell. */
export function openLines(source: TextSource): RowSource {
  async function* blocks(): AsyncGenerator<RowBlock> {
    for await (const lines of linesOf(source)) {
      yield { rows: lines.filter((line) => line.trim() !== '').map((line) => [line]) };
    }
  }
  return {
    format: 'text',
    encoding: source.encoding,
    names: [textColumnName],
    blocks: blocks(),
    broken: () => ({ count: 0, samples: [] }),
  };
}
