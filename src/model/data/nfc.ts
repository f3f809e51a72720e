/**
 * Unicode normalization form NFC in time that grows with a text's length. An engine's own sorts the marks of a
 * letter, in time that grows with the square of their number. So runs of marks are bounded first, as the
 * Stream-Safe Text Format does it (Unicode Standard Annex 15, section 13): U+034F, COMBINING GRAPHEME JOINER, which
 * is a mark of class 0 and never seen, comes after every 30th mark in a row. What counts are characters of \p{M},
 * which regular expressions and Python know alike, and every one that moves in normalization is one of them. No
 * language writes so many: other texts are as NFC has them.
 */

/** Marks in a row, U+034F not among them. The programs in export/templates have the same number. */
export const mostMarks = 30;

const joiner = '\u034f';
const joinerUnit = joiner.charCodeAt(0);
const mark = `(?:(?!${joiner})\\p{M})`;
const longRun = new RegExp(`${mark}{${mostMarks}}(?=${mark})`, 'gu');

/** For each UTF-16 unit whether it may be (half of) a mark that counts. */
const mayBeMark = (() => {
  const flags = new Uint8Array(0x10000);
  const pattern = /^[\p{M}\p{Surrogate}]$/u;
  for (let unit = 0; unit < flags.length; unit++) {
    if (unit !== joinerUnit && pattern.test(String.fromCharCode(unit))) flags[unit] = 1;
  }
  return flags;
})();

/** Looks at every 31st unit, which no longer run escapes: a hundred times as fast as the regular expression. */
function mayHaveLongRun(text: string): boolean {
  for (let at = mostMarks; at < text.length; at += mostMarks + 1) {
    if (mayBeMark[text.charCodeAt(at)] === 0) continue;
    let start = at;
    while (start > 0 && at - start <= mostMarks && mayBeMark[text.charCodeAt(start - 1)] === 1) start--;
    let end = at + 1;
    while (end < text.length && end - start <= mostMarks && mayBeMark[text.charCodeAt(end)] === 1) end++;
    if (end - start > mostMarks) return true;
  }
  return false;
}

function bounded(text: string): string {
  return mayHaveLongRun(text) ? text.replace(longRun, `$&${joiner}`) : text;
}

/**
 * A text in NFC, with U+034F after every 30th mark in a row. Doing it again changes nothing: runs are bounded
 * before, for the time that NFC takes, and behind it, since NFC writes some marks as two.
 */
export function nfc(text: string): string {
  return bounded(bounded(text).normalize('NFC'));
}
