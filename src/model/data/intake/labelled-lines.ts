/** Texts with their labels in one line, where no delimiter of tables is. */
import { guessClass, labelNumber } from '../labels.ts';
import type { RowBlock, RowSource } from './contract.ts';
import { linesOf, textColumnName } from './lines.ts';
import type { TextSource } from './text-source.ts';

export const linesLookedAt = 200;
export const leastLines = 4;
/** Of the lines: one or the other may be odd, and is read as a text without a label. */
const leastAlike = 0.95;
const mostLabels = 20;

interface Pair {
  label: string;
  text: string;
}

type Split = (line: string) => Pair | null;

/** A label stands so near to an end of its line. */
const nearEnd = 80;

/** A label at the line's start, with what parts it from the text. */
function before(pattern: RegExp): Split {
  return (line) => {
    const match = pattern.exec(line.slice(0, nearEnd));
    const text = match && line.slice(match[0].length).trim();
    return match && text ? { label: match[1], text } : null;
  };
}

/** The same at its end. */
function behind(pattern: RegExp): Split {
  return (line) => {
    const trimmed = line.trimEnd();
    const start = Math.max(0, trimmed.length - nearEnd);
    const match = pattern.exec(trimmed.slice(start));
    const text = match && trimmed.slice(0, start + match.index).trim();
    return match && text ? { label: match[1], text } : null;
  };
}

const number = String.raw`([+-]?\d+(?:\.\d+)?)`;
const anyLabel = String.raw`([+-]?\d+(?:\.\d+)?(?: ?stars?)?|\p{L}[\p{L}\p{M}_-]{0,24})`;
const sign = String.raw`(?:\s*(?:\|{2,}|#{1,3}|::?|=>|->|@|~)\s*|\s[-–—]\s+)`;
const word = '(pos|neg|neu|positive|negative|neutral)';

/** How a label and a text may stand in one line, the least ambiguous first. */
const splits: readonly Split[] = [
  before(/^\s*(__label__\S+)\s+/),
  behind(/\s(__label__\S+)$/),
  before(new RegExp(String.raw`^\s*[[(<{]${anyLabel}[\])>}]\s*`, 'u')),
  before(new RegExp(String.raw`^\s*${anyLabel}${sign}`, 'u')),
  behind(new RegExp(String.raw`${sign}${anyLabel}$`, 'u')),
  behind(new RegExp(String.raw`\s*[[(<{]${anyLabel}[\])>}]$`, 'u')),
  before(new RegExp(String.raw`^\s*${number}\s+`)),
  behind(new RegExp(String.raw`\s${number}$`)),
  before(new RegExp(String.raw`^\s*${word}\s+`, 'i')),
  behind(new RegExp(String.raw`\s${word}$`, 'i')),
];

/** Whether values are those of a label: few, some of them again and again, numbers or words that are known. */
export function areLabels(values: readonly string[]): boolean {
  const distinct = [...new Set(values)];
  if (distinct.length < 2 || distinct.length > mostLabels || distinct.length * 2 > values.length)
    return false;
  if (values.every(isMarked)) return true;
  const known = distinct.filter((value) => guessClass(value) !== null).length;
  return distinct.every((value) => labelNumber(value) !== null) || known > 1;
}

export function filledLines(source: TextSource): string[] {
  const start = source.isWhole ? source.head : source.head.slice(0, source.head.lastIndexOf('\n') + 1);
  return start.split('\n').filter((line) => line.trim() !== '');
}

function splitOf(lines: readonly string[]): Split | null {
  const sample = lines.slice(0, linesLookedAt);
  return (
    splits.find((split) => {
      const pairs = sample.map(split).filter((pair) => pair !== null);
      const worded = pairs.filter(({ text }) => /\p{L}/u.test(text)).length;
      if (pairs.length < leastAlike * sample.length || worded * 2 < pairs.length) return false;
      const areMarked = pairs.every((pair) => isMarked(pair.label));
      return areMarked || (sample.length >= leastLines && areLabels(pairs.map((pair) => pair.label)));
    }) ?? null
  );
}

/** As fastText marks labels. */
const isMarked = (text: string) => text.startsWith('__label__');

/** Whether the first line has a label that nothing else can be. */
export function hasMarkedLabels(source: TextSource): boolean {
  const [line = ''] = filledLines(source);
  return isMarked(line.trimStart()) || /\s__label__\S+\s*$/.test(line.slice(-nearEnd));
}

/** Whether cells, a list a column, have a column of labels. */
export function hasLabels(columns: readonly (readonly string[])[]): boolean {
  return columns.some((cells) => cells.length >= leastLines && areLabels(cells.map((cell) => cell.trim())));
}

/** Rows that were made of lines. */
export const textSource = (source: TextSource, names: string[], blocks: RowSource['blocks']): RowSource => ({
  format: 'text',
  encoding: source.encoding,
  names,
  blocks,
  broken: () => ({ count: 0, samples: [] }),
});

/** A text and its label a line; null when the file is something else. What a label means is asked elsewhere. */
export function openLabelledLines(source: TextSource): RowSource | null {
  const lines = filledLines(source);
  const split = lines.length > 0 ? splitOf(lines) : null;
  if (!split) return null;
  async function* blocks(): AsyncGenerator<RowBlock> {
    for await (const part of linesOf(source)) {
      const pairs = part
        .filter((line) => line.trim() !== '')
        .map((line) => split?.(line) ?? { label: '', text: line });
      yield { rows: pairs.map(({ label, text }) => [label, text]) };
    }
  }
  return textSource(source, ['label', textColumnName], blocks());
}
