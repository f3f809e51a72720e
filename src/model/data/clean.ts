/** What windows-1252 has at 0x80 to 0x9f; its five unassigned places are removed. */
const windows1252 =
  '\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0' +
  '\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178';

const c1 = /[\u0080-\u009f]/g;
/** Control characters that are not white space, and two invisible ones that cut words: soft hyphen, zero-width space. */
const invisible = /(?!\s)\p{Cc}|[\u00ad\u200b]/gu;
const loneSurrogate = /\p{Surrogate}/gu;
/** Bounded repetitions: a long run of spaces must not cost its square. */
const lineBreakTag = /<\/?br\s{0,4}\/?\s{0,4}>/gi;

/** C1 control characters read as the windows-1252 that they were. */
export function repairC1(text: string): string {
  return text.replace(c1, (unit) => windows1252[unit.charCodeAt(0) - 0x80]);
}

/**
 * A review in one line: NFC, `<br />` and white space as single spaces, C1 control characters read as the
 * windows-1252 that they were, other control characters removed, lone surrogates replaced by U+FFFD.
 */
export function cleanText(text: string): string {
  return repairC1(text)
    .replace(invisible, '')
    .replace(loneSurrogate, '\ufffd')
    .replace(lineBreakTag, ' ')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}
