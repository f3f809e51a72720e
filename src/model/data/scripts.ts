/** Scripts that write no spaces between words: their words are found by a segmenter, or their characters count. */

type Range = readonly [first: number, last: number];

/** Code points of each, by the language that a segmenter takes for it. Han with kana is Japanese, without it Chinese. */
const ranges = {
  zh: [
    [0x3005, 0x3007],
    [0x3021, 0x3029],
    [0x3100, 0x312f],
    [0x31a0, 0x31bf],
    [0x3400, 0x4dbf],
    [0x4e00, 0x9fff],
    [0xf900, 0xfaff],
    // High surrogates of the planes 2 and 3.
    [0xd840, 0xd8bf],
  ],
  ja: [
    [0x3031, 0x3035],
    [0x3040, 0x30ff],
    [0x31f0, 0x31ff],
    [0xff66, 0xff9f],
  ],
  th: [[0x0e00, 0x0e7f]],
  lo: [[0x0e80, 0x0eff]],
  km: [
    [0x1780, 0x17ff],
    [0x19e0, 0x19ff],
  ],
  my: [
    [0x1000, 0x109f],
    [0xa9e0, 0xa9ff],
    [0xaa60, 0xaa7f],
  ],
} as const satisfies Record<string, readonly Range[]>;

export type SpacelessLanguage = keyof typeof ranges;

export const spacelessLanguages = Object.keys(ranges) as SpacelessLanguage[];

/** [UTF-16 unit] 0 for a script with spaces, else 1 + the index in `spacelessLanguages`. */
export const spacelessUnits = (() => {
  const units = new Uint8Array(0x10000);
  spacelessLanguages.forEach((language, index) => {
    for (const [first, last] of ranges[language]) units.fill(index + 1, first, last + 1);
  });
  return units;
})();

const escaped = (unit: number) => {
  // A high surrogate stands for its 1,024 code points.
  const [first, last] =
    unit >= 0xd800 && unit < 0xdc00 ? [0x10000 + ((unit - 0xd800) << 10), 0x3ff] : [unit, 0];
  return [first, first + last].map((point) => `\\u{${point.toString(16)}}`);
};

/** A character of a script without spaces, as a regular expression with the flag `u`. */
export const spacelessPattern = `[${spacelessLanguages
  .flatMap((language): readonly Range[] => ranges[language])
  .map(([first, last]) => `${escaped(first)[0]}-${escaped(last)[1]}`)
  .join('')}]`;

/** Whether some of the units [start, end) are of a script without spaces. */
export function hasSpaceless(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (spacelessUnits[units[at]] !== 0) return true;
  return false;
}
