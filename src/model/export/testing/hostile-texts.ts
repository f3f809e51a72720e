/** Pieces of texts that programs in other languages cut in other ways, if in any. */
import fc from 'fast-check';

/** They end words, join them, or change in length with their case. */
export const signs = ["'", '’', ' ', '\u00ad', '\u200b', '\u0301', '\n', '!', '\ufeff', 'İ', 'Σ'];

/** Of scripts without spaces. */
export const spaceless = fc.constantFrom(
  ...['味道很不错', '高い', 'ハﾞ', 'ハﾟ', 'อาหารอร่อย', 'น้ำ', 'ນ້ຳໃຈ', 'អាហារ', 'အရမ်း', '𠀀', "好'好", "'\u0301"],
);

/** In an order that normalization changes. */
export const manyMarks = fc.nat(100).map((count) => '\u0301\u0316\u0344'.repeat(count));
