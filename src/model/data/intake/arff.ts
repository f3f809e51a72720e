/** Weka's ARFF: named attributes, then a row a line, dense or sparse; quotes are escaped by a backslash. */
import type { RowBlock, RowSource } from './contract.ts';
import { linesOf } from './lines.ts';
import type { TextSource } from './text-source.ts';

interface Attribute {
  name: string;
  /** What a sparse row means by not naming it: a number's 0, a nominal attribute's first value. */
  absent: string;
}

/** A name or value in quotes of either kind, or up to a delimiter; then what is behind it. */
const item = /^\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s,{}'"]+(?:[^,{}\n]*[^,{}\s])?))\s*/s;
const word = /^\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+))\s*/s;

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char);
}

/** The value at the text's start and the rest; null where there is none. */
function take(text: string, pattern: RegExp): { value: string; rest: string } | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const quoted = match[1] ?? match[2];
  const value = quoted === undefined ? (match[3] === '?' ? '' : match[3]) : unescaped(quoted);
  return { value, rest: text.slice(match[0].length) };
}

function readAttribute(line: string): Attribute | null {
  const name = take(line.replace(/^\s*@attribute/i, ''), word);
  if (!name) return null;
  const first = name.rest.startsWith('{') ? take(name.rest.slice(1), item)?.value : null;
  const isNumber = /^(numeric|real|integer)/i.test(name.rest);
  return { name: name.value, absent: first ?? (isNumber ? '0' : '') };
}

/** Values with commas between them. */
function readDense(line: string): string[] {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const next = take(rest, item);
    cells.push(next?.value ?? '');
    const behind = next?.rest ?? rest.trimStart();
    const comma = behind.indexOf(',');
    // A weight in braces may follow; what stands before a comma else is no value.
    if (comma < 0) return cells;
    rest = behind.slice(comma + 1);
  }
}

/** {1 'a text', 3 pos}: numbers of attributes with their values. */
function readSparse(line: string, attributes: readonly Attribute[]): string[] {
  const cells = attributes.map(({ absent }) => absent);
  let rest = line.replace(/^\s*\{/, '');
  for (let pair = /^\s*(\d+)\s+/.exec(rest); pair; pair = /^\s*,\s*(\d+)\s+/.exec(rest)) {
    const next = take(rest.slice(pair[0].length), item);
    if (!next) break;
    const place = Number(pair[1]);
    if (place < cells.length) cells[place] = next.value;
    ({ rest } = next);
  }
  return cells;
}

const isPassed = (line: string) => /^\s*(%|$)/.test(line);

/** Null for a text that does not start as ARFF does. */
export function openArff(source: TextSource): RowSource | null {
  const lines = source.head.split('\n');
  const first = lines.find((line) => !isPassed(line));
  if (!first || !/^\s*@relation\b/i.test(first)) return null;
  const start = lines.findIndex((line) => /^\s*@data\b/i.test(line));
  if (start < 0) return null;
  const attributes = lines
    .slice(0, start)
    .filter((line) => /^\s*@attribute\b/i.test(line))
    .map(readAttribute)
    .filter((attribute) => attribute !== null);

  async function* blocks(): AsyncGenerator<RowBlock> {
    let passed = 0;
    for await (const part of linesOf(source)) {
      const data = part.slice(Math.max(0, start + 1 - passed)).filter((line) => !isPassed(line));
      passed += part.length;
      yield {
        rows: data.map((line) => (/^\s*\{/.test(line) ? readSparse(line, attributes) : readDense(line))),
      };
    }
  }

  return {
    format: 'arff',
    encoding: source.encoding,
    names: attributes.map(({ name }) => name),
    blocks: blocks(),
    broken: () => ({ count: 0, samples: [] }),
  };
}
