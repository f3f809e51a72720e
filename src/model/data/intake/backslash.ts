/**
 * Delimited text whose quotes and delimiters are escaped by a backslash, as MySQL, Spark and many scripts write it.
 * Escaped characters become noncharacters of Unicode, which no text has, until the cells are cut.
 */

const stands: Record<string, string> = { '"': '\ufdd0', '\\': '\ufdd1', '\n': '\ufdd3' };
const delimiterStands = '\ufdd2';
const standing = /[\ufdd0-\ufdd3]/g;

/** Whether a text has what a backslash may escape there. */
export function hasEscapes(text: string, delimiter: string): boolean {
  return text.includes('\\"') || text.includes(`\\${delimiter}`) || text.includes('\\\n');
}

/** Takes a text piece by piece, and hides its escaped characters from whoever cuts it into cells. */
export class EscapeHider {
  /** A backslash at a piece's end: what it escapes is still to come. */
  private held = '';

  constructor(private readonly delimiter: string) {}

  push(text: string): string {
    const whole = this.held + text;
    const backslashes = /\\*$/.exec(whole.slice(-1_000))?.[0].length ?? 0;
    this.held = backslashes % 2 === 1 ? '\\' : '';
    const ready = this.held === '' ? whole : whole.slice(0, -1);
    return ready.replace(/\\([\s\S])/g, (pair, char: string) => this.standIn(char) ?? pair);
  }

  finish(): string {
    const { held } = this;
    this.held = '';
    return held;
  }

  private standIn(char: string): string | undefined {
    if (char === "'") return char;
    return char === this.delimiter ? delimiterStands : stands[char];
  }
}

/** A cell as it was meant. */
export function shown(cell: string, delimiter: string): string {
  return cell.replace(standing, (unit) => {
    if (unit === delimiterStands) return delimiter;
    return Object.keys(stands).find((char) => stands[char] === unit) ?? unit;
  });
}

/** All of a text at once. */
export function hideEscapes(text: string, delimiter: string): string {
  const hider = new EscapeHider(delimiter);
  return hider.push(text) + hider.finish();
}
