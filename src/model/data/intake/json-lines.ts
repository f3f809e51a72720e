import { InputError } from '../../errors.ts';
import type { RowBlock, RowSource } from './contract.ts';
import { BrokenRows, itemRows } from './json-rows.ts';
import { linesOf } from './lines.ts';
import type { TextSource } from './text-source.ts';

interface ParsedLines {
  items: unknown[];
  filled: number;
  /** The number in the file of the first that is no object and no list, from 1; 0: none. */
  firstBroken: number;
}

function parseLines(lines: readonly string[], firstNumber: number, broken: BrokenRows): ParsedLines {
  const parsed: ParsedLines = { items: [], filled: 0, firstBroken: 0 };
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    parsed.filled++;
    const item = tryParse(line);
    if (item) parsed.items.push(item);
    else {
      broken.add(line);
      parsed.firstBroken ||= firstNumber + index;
    }
  });
  return parsed;
}

function tryParse(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** @throws {InputError} when most lines are broken */
function checkBroken(broken: number, filled: number, firstBroken: number, fileName: string): void {
  if (broken <= filled / 2) return;
  throw new InputError({ code: 'lines-not-json', broken, filled, fileName, firstBroken });
}

/**
 * JSON Lines: a document a line. Broken lines are counted.
 * @returns null when the text is something else
 * @throws {InputError} when it is JSON Lines, but most lines are broken, or there are too many columns
 */
export function openJsonLines(source: TextSource): RowSource | null {
  const lines = source.head.split('\n');
  if (!source.isWhole) lines.pop();
  const sample = parseLines(lines, 1, new BrokenRows());
  const { items, filled } = sample;
  if (items.length < 2) return null;
  // A list that is printed over many lines may have some that read as JSON by themselves.
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (items.length < filled && !tryParse(first)) return null;
  if (source.isWhole) checkBroken(filled - items.length, filled, sample.firstBroken, source.path);
  const broken = new BrokenRows();
  const rows = itemRows(items, broken);
  if (!rows) return null;

  async function* blocks(): AsyncGenerator<RowBlock> {
    let count = 0;
    let filledLines = 0;
    let firstBroken = 0;
    for await (const part of linesOf(source)) {
      const parsed = parseLines(part, count + 1, broken);
      firstBroken ||= parsed.firstBroken;
      filledLines += parsed.filled;
      count += part.length;
      if (rows && parsed.items.length > 0) yield rows.rowsOf(parsed.items);
    }
    checkBroken(broken.count, filledLines, firstBroken, source.path);
  }
  return {
    format: 'json-lines',
    encoding: source.encoding,
    names: rows.names,
    blocks: blocks(),
    broken: () => broken.report(),
  };
}
