/**
 * Takes HTML out of a text, for models whose training did. The page runs this code too.
 *
 * @typedef {{ inline: string, silent: string, entities: Record<string, string> }} Markup `markup` of `tokenizer` in
 *   settings.json: names of tags that cut no word, of those whose content is no text, and what each entity means
 * @typedef {{ end: number, instead: string }} Found where a tag ends, and what takes its place
 */

/** A longer run after "<" is no tag: a bound on what one "<" may cost. In UTF-16 units. */
const longestTag = 2_000;
const tag = new RegExp(`<(/?)([a-z][a-z0-9]{0,20})(?:[\\s/][^<>]{0,${longestTag}})?>`, 'iy');
const entity = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}\d{0,2}));/g;

/**
 * Searches that found nothing are not begun again: else a hostile text costs its square.
 *
 * @param {string} text
 * @returns {(end: string, from: number) => number} behind the next `end` from a place on; −1 when there is none
 */
function searchIn(text) {
  const missing = new Set();
  return (end, from) => {
    const at = missing.has(end) ? -1 : text.indexOf(end, from);
    if (at < 0) missing.add(end);
    return at < 0 ? -1 : at + end.length;
  };
}

/**
 * @param {string} text
 * @param {ReadonlySet<string>} inline
 * @param {ReadonlySet<string>} silent
 */
function withoutTags(text, inline, silent) {
  // As long as the text, which `toLowerCase` alone need not be.
  const behind = searchIn(text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));
  /** @type {(at: number) => Found | null} */
  const commentAt = (at) => {
    const end = behind('-->', at + 4);
    return end < 0 ? null : { end, instead: ' ' };
  };
  /** @type {(at: number) => Found | null} */
  const tagAt = (at) => {
    tag.lastIndex = at;
    const match = tag.exec(text);
    if (!match) return null;
    const name = match[2].toLowerCase();
    const end = tag.lastIndex;
    const closed = match[1] === '' && silent.has(name) ? behind(`</${name}>`, end) : -1;
    if (closed >= 0) return { end: closed, instead: ' ' };
    return { end, instead: inline.has(name) ? '' : ' ' };
  };
  const pieces = [];
  let kept = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(at + 1, kept))) {
    const found = text.startsWith('<!--', at) ? commentAt(at) : tagAt(at);
    if (!found) continue;
    pieces.push(text.slice(kept, at), found.instead);
    kept = found.end;
  }
  return [...pieces, text.slice(kept)].join('');
}

/**
 * @param {string} text
 * @param {ReadonlyMap<string, string>} entities
 */
function decoded(text, entities) {
  return text.replace(
    entity,
    /** @type {(whole: string, decimal?: string, hexadecimal?: string, name?: string) => string} */
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return entities.get(name) ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000);
      return isCharacter ? String.fromCodePoint(point) : '\ufffd';
    },
  );
}

/**
 * Tags and comments are taken out, with what stands in scripts and styles; then entities become the characters that they
 * mean, once: `&amp;lt;` becomes `&lt;`. "I <3 it" and "a < b" stay. Takes time in proportion to the text, whatever it is.
 *
 * @param {Markup} [markup] without it nothing is taken out
 * @returns {(text: string) => string} of a clean text; what it returns has to be cleaned again
 */
export function markupStripper(markup) {
  if (!markup) return (text) => text;
  const inline = new Set(markup.inline.split(' '));
  const silent = new Set(markup.silent.split(' '));
  const entities = new Map(Object.entries(markup.entities));
  return (text) => {
    const plain = text.includes('<') ? withoutTags(text, inline, silent) : text;
    return plain.includes('&') ? decoded(plain, entities) : plain;
  };
}
