/**
 * Text that was UTF-8, was read as windows-1252 and saved as UTF-8 again: "café" became "cafÃ©". It is repaired
 * only where that is certain: all of the text goes back to bytes, these are UTF-8 without a fault, and they say
 * something that is really written, more than once or by a pattern that no other text has.
 */

/** What windows-1252 has at 0x80 to 0x9f; five places are not assigned. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const specials = Array.from(windows1252, (char) => char.charCodeAt(0));
const byteOf = new Map(specials.map((unit, index) => [unit, 0x80 + index]));

/** What a continuation byte becomes. */
const continuations = `\\u0080-\\u00bf${String.fromCharCode(...specials.filter((unit) => unit > 0xff))}`;
/** Letters that lead bytes become, each before what a continuation byte becomes. */
const suspicious = new RegExp(`[\\u00c2-\\u00f4][${continuations}]`);
/** What is left of such text where it can't be repaired: no language writes these pairs. */
const remains =
  /\u00e2\u20ac|\u00e1[\u00ba\u00bb][\u00a1-\u00bf\u0152-\u0192\u2018-\u203a]|\u00c3[\u00a1-\u00bf]|\u00c2[\u00a1-\u00bf]|\u00ef\u00bf\u00bd/;

const lostQuote = new RegExp(`\\u00e2\\u20ac(?![${continuations}])`, 'g');

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** "café" → "cafÃ©" → "cafÃƒÂ©": it happens to files more than once. */
const mostRounds = 3;
/** A text of many megabytes is no review. */
const longestText = 1 << 20;

/** The text as it was meant, or null when it is not certain that it had been decoded twice. */
export function repairDecodedTwice(text: string): string | null {
  let repaired: string | null = null;
  if (text.length > longestText) return null;
  for (let round = 0; round < mostRounds; round++) {
    const next: string | null = repairOnce(repaired ?? text);
    if (next === null) break;
    repaired = next;
  }
  return repaired;
}

function repairOnce(text: string): string | null {
  if (!suspicious.test(text)) return null;
  const meant = decodedOnce(text) ?? decodedOnce(withLostSigns(text));
  return meant !== null && certainty(meant) >= 2 ? meant : null;
}

function decodedOnce(text: string): string | null {
  const bytes = bytesOf(text);
  if (!bytes) return null;
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Programs drop control characters and turn no-break spaces into plain ones: “â€” before anything else was a closing
 * quote, “Ã” before a space or the end was “à”.
 */
function withLostSigns(text: string): string {
  return text.replace(lostQuote, '\u00e2\u20ac\u009d').replace(/\u00c3(?= |$)/g, '\u00c3\u00a0');
}

/** The bytes that windows-1252 or Latin-1 has for the text; null when both have none for some character. */
function bytesOf(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const byte = unit < 0x100 ? unit : byteOf.get(unit);
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
}

/** What a quotation's end, an ellipsis and the like become: they may just as well follow a capital letter. */
const punctuation = new Set([0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x99, 0x9b, 0xa0, 0xae, 0xbb]);

/** Evidence in the repaired text: 2 and more is certain. */
function certainty(meant: string): number {
  let sum = 0;
  let before = '';
  for (const char of meant) {
    const point = char.codePointAt(0) ?? 0;
    const isAfterCapital = before !== before.toLowerCase();
    before = char;
    if (point < 0x80) continue;
    // Windows-1252 read as Latin-1 first: “Â’” is an apostrophe, and nothing else behind a small letter.
    if (point < 0xa0) sum += isAfterCapital ? 0.7 : 2;
    else if (point < 0x800) sum += certaintyOfTwoBytes(point);
    else sum += isWritten(point) ? 2 : 0.7;
    if (sum >= 2) break;
  }
  return sum;
}

/** "Ã©" is é. But "É»" and "É…" are a capital letter before punctuation, and say nothing. */
function certaintyOfTwoBytes(point: number): number {
  const isAfterCapital = punctuation.has(0x80 | (point & 0x3f));
  // Latin letters with marks, ơ and ư.
  const isLatin = point < 0x180 || (point >= 0x1a0 && point <= 0x1b0);
  if (isLatin) return isAfterCapital ? 0.7 : 2;
  return isAfterCapital ? 0 : 0.7;
}

/** Vietnamese letters, typographic marks and symbols, emoji: not the far scripts that chance hits. */
function isWritten(point: number): boolean {
  return (
    (point >= 0x1e00 && point <= 0x1eff) ||
    (point >= 0x2010 && point <= 0x27bf) ||
    (point >= 0xfe00 && point <= 0xfeff) ||
    (point >= 0x1f300 && point <= 0x1faff)
  );
}

/** What a wrong encoding leaves behind, such as “â€™”. */
export function hasRemains(text: string): boolean {
  return remains.test(text);
}

/** U+FFFD, or what a wrong encoding leaves behind. */
export function looksWronglyDecoded(text: string): boolean {
  return text.includes('\ufffd') || hasRemains(text);
}
