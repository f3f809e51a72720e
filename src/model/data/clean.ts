import { nfc } from './nfc.ts';

/** What windows-1252 has at 0x80 to 0x9f; its five unassigned places are removed. */
const windows1252 =
  '\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0' +
  '\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178';

/** UTF-16 units of a regular expression's class. */
function range(from: number, to: number): string {
  const escape = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;
  return `${escape(from)}-${escape(to)}`;
}

const c1 = /[\u0080-\u009f]/g;
/** Control characters that are not white space, and two invisible ones that cut words: soft hyphen, zero-width space. */
const invisible = new RegExp(
  `[${range(0, 0x08)}${range(0x0e, 0x1f)}${range(0x7f, 0x9f)}${range(0xad, 0xad)}${range(0x200b, 0x200b)}]`,
  'g',
);
const loneSurrogate = /\p{Surrogate}/gu;
/** All white space that is not one plain space: most spaces are, and stay untouched. */
const unevenSpace = /\s{2,}|[^\S ]/g;
/** Bounded repetitions: a long run of spaces must not cost its square. */
const lineBreakTag = /<\/?br\s{0,4}\/?\s{0,4}>/gi;

/** C1 control characters read as the windows-1252 that they were. */
export function repairC1(text: string): string {
  return text.replace(c1, (unit) => windows1252[unit.charCodeAt(0) - 0x80]);
}

/**
 * A review in one line: NFC (`nfc`), `<br />` and white space as single spaces, C1 control characters read as the
 * windows-1252 that they were, other control characters removed, lone surrogates replaced by U+FFFD.
 */
export function cleanText(text: string): string {
  return isPlain(text) ? cleanPlain(text) : cleanAny(text);
}

/** Nothing but ASCII that is seen. */
const plain = /^[ -~]*$/;

/** Most English reviews are: they are cleaned in half the time. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/** `cleanText` of plain text. */
export function cleanPlain(text: string): string {
  const broken = text.includes('<') ? text.replace(lineBreakTag, ' ') : text;
  return (broken.includes('  ') ? broken.replace(/ {2,}/g, ' ') : broken).trim();
}

function cleanAny(text: string): string {
  const whole = repairC1(text).replace(invisible, '').replace(loneSurrogate, '\ufffd');
  return nfc(whole.replace(lineBreakTag, ' ')).replace(unevenSpace, ' ').trim();
}
