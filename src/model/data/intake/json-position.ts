/** What may come next while JSON is scanned. */
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'end';

const literal = /(?:true|false|null|-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?(?:[eE][+-]?\d{1,20})?)/y;

/** Behind the string that opens at `start`; a negative number −p−1 when it breaks at position p. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return -at - 1;
    if (unit !== 0x5c) continue;
    at++;
    if (text[at] === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return -at - 1;
      at += 4;
    } else if (!'"\\/bfnrt'.includes(text[at] ?? ' ')) {
      return -at - 1;
    }
  }
  return -text.length - 1;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

/** What is nested deeper holds no reviews, but can fill the memory. */
const deepest = 1_000;

/**
 * Where a text that is not valid JSON first breaks its rules: browsers say it in different words, or not at
 * all. The end of the text when it just stops; where it is nested too deep, if it is.
 */
export function jsonErrorAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const afterValue = (): Expected => (open.length > 0 ? 'comma-or-end' : 'end');
  for (;;) {
    while (isSpace(text.charCodeAt(at))) at++;
    if (at >= text.length) return at;
    const char = text[at];
    const inside = open.at(-1);
    const mayEnd: boolean = expected.endsWith('or-end');
    const mayStart: boolean = expected === 'value' || expected === 'value-or-end';
    if (mayEnd && char === (inside === '{' ? '}' : ']')) {
      open.pop();
      expected = afterValue();
      at++;
    } else if (expected === 'comma-or-end' && char === ',') {
      expected = inside === '{' ? 'key' : 'value';
      at++;
    } else if (expected === 'colon' && char === ':') {
      expected = 'value';
      at++;
    } else if (mayStart && (char === '{' || char === '[')) {
      if (open.length === deepest) return at;
      open.push(char);
      expected = char === '{' ? 'key-or-end' : 'value-or-end';
      at++;
    } else if (char === '"' && (mayStart || expected.startsWith('key'))) {
      const end = stringEnd(text, at);
      if (end < 0) return -end - 1;
      at = end;
      expected = mayStart ? afterValue() : 'colon';
    } else {
      literal.lastIndex = at;
      if (!mayStart || !literal.test(text)) return at;
      at = literal.lastIndex;
      expected = afterValue();
    }
  }
}

/** Line and column of a position, both counted from 1. */
export function linePosition(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
