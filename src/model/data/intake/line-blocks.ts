/** Texts with their labels in records of several lines each. */
import type { RowBlock, RowSource } from './contract.ts';
import { areLabels, filledLines, leastLines, linesLookedAt, textSource } from './labelled-lines.ts';
import { linesOf, textColumnName } from './lines.ts';
import type { TextSource } from './text-source.ts';

/** "review/text: What a film". Keys of a few letters, so that sentences have none. */
const field = /^\s*(\p{L}[\p{L}\p{N}_/ -]{0,39}?)\s*[:=]\s?(.*)$/su;
/** Texts may go on over several lines. */
const leastFields = 0.5;
const mostKeys = 30;

/** The keys of records that are written a field a line, in their order; null when the lines are no such records. */
function keysOf(lines: readonly string[]): string[] | null {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const key = field.exec(line)?.[1];
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  // A sentence with a colon is no field; a field comes in every record, or nearly.
  const most = Math.max(0, ...counts.values());
  const keys = [...counts].filter(([, count]) => count > 1 && count * 4 >= most).map(([key]) => key);
  const matched = keys.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0);
  const areFields = keys.length > 1 && keys.length <= mostKeys && matched >= leastFields * lines.length;
  return areFields && most > 1 ? keys : null;
}

/** Records of fields, each beginning with a key that the one before has already; lines without a key go on. */
function openFields(source: TextSource, keys: readonly string[]): RowSource {
  async function* blocks(): AsyncGenerator<RowBlock> {
    let record = new Map<string, string>();
    let last: string | null = null;
    const rowOf = () => keys.map((key) => record.get(key) ?? '');
    for await (const part of linesOf(source)) {
      const rows: string[][] = [];
      for (const line of part) {
        const [, key = '', value = ''] = field.exec(line) ?? [];
        if (!keys.includes(key)) {
          if (last !== null && line.trim() !== '') record.set(last, `${record.get(last) ?? ''} ${line}`);
          continue;
        }
        if (record.has(key)) {
          rows.push(rowOf());
          record = new Map();
        }
        record.set(key, value);
        last = key;
      }
      yield { rows };
    }
    if (record.size > 0) yield { rows: [rowOf()] };
  }
  return textSource(source, [...keys], blocks());
}

/** How texts and labels take turns in lines of their own. */
interface Turns {
  /** Filled lines of a block; null: blocks end at empty lines. */
  length: number | null;
  /** The place of the label in a block; −1 is its last line. */
  label: number;
}

const mostTurns = 4;
const leastTextUnits = 12;

function areTexts(lines: readonly string[]): boolean {
  const units = lines.reduce((sum, line) => sum + line.trim().length, 0);
  return units >= leastTextUnits * lines.length && new Set(lines).size * 2 > lines.length;
}

function turnsOf(head: string, lines: readonly string[]): Turns | null {
  const groups = head.split(/\n\s*\n/).map((group) => group.split('\n').filter((line) => line.trim() !== ''));
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length >= leastLines && filled.every((group) => group.length > 1)) {
    for (const label of [-1, 0]) {
      const rest = filled.map((group) => group.filter((line) => line !== group.at(label)).join(' '));
      if (areLabels(filled.map((group) => (group.at(label) ?? '').trim())) && areTexts(rest))
        return { length: null, label };
    }
  }
  for (let length = 2; length <= mostTurns; length++) {
    if (lines.length < leastLines * length) break;
    const whole = lines.slice(0, lines.length - (lines.length % length));
    const columns = Array.from({ length }, (_, place) => whole.filter((_line, i) => i % length === place));
    const label = columns.findIndex((cells) => areLabels(cells.map((cell) => cell.trim())));
    if (label >= 0 && columns.some((cells) => areTexts(cells))) return { length, label };
  }
  return null;
}

/** Blocks of lines with a label in one of them. */
function openTurns(source: TextSource, { length, label }: Turns): RowSource {
  const names = Array.from({ length: length ?? 2 }, (_, place) => (place === label ? 'label' : ''));
  const rowOf = (lines: readonly string[]): string[] => {
    if (length !== null) return [...lines];
    const place = label < 0 ? lines.length - 1 : label;
    return [lines[place].trim(), lines.filter((_, i) => i !== place).join(' ')];
  };
  async function* blocks(): AsyncGenerator<RowBlock> {
    let block: string[] = [];
    for await (const part of linesOf(source)) {
      const rows: string[][] = [];
      for (const line of part) {
        const isBlank = line.trim() === '';
        if (!isBlank) block.push(line);
        if (block.length === 0 || (length === null ? !isBlank : block.length < length)) continue;
        rows.push(rowOf(block));
        block = [];
      }
      yield { rows };
    }
    if (block.length > 0) yield { rows: [rowOf(block)] };
  }
  return textSource(source, length === null ? ['label', textColumnName] : names, blocks());
}

/** Records that take several lines each: fields by name, or texts and labels by turns; null for all else. */
export function openLineBlocks(source: TextSource): RowSource | null {
  const lines = filledLines(source).slice(0, 20 * linesLookedAt);
  const keys = keysOf(lines);
  if (keys) return openFields(source, keys);
  const head = source.isWhole ? source.head : source.head.slice(0, source.head.lastIndexOf('\n\n') + 1);
  const turns = turnsOf(head, lines);
  return turns && openTurns(source, turns);
}
