import { cleanText } from './clean.ts';

/** Tags inside a sentence: taking them out must not cut a word. All others stand between words. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);

/** A longer run after "<" is no tag: a bound on what one "<" may cost. */
const longestTag = 2_000;
const tag = new RegExp(`<(/?)([a-z][a-z0-9]{0,20})(?:[\\s/][^<>]{0,${longestTag}})?>`, 'iy');
/** Their content is no text. */
const silent = /^(script|style)$/;

/** HTML 4's names of U+00A0 to U+00FF, in order. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const entities = new Map<string, string>([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['hellip', '…'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
  ['euro', '€'],
  ['trade', '™'],
  ['hearts', '♥'],
]);
latin.split(' ').forEach((name, index) => entities.set(name, String.fromCharCode(0xa0 + index)));

const entity = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}\d{0,2}));/g;

function decodeEntities(text: string): string {
  return text.replace(
    entity,
    (whole: string, decimal?: string, hexadecimal?: string, name?: string): string => {
      if (name !== undefined) return entities.get(name) ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000);
      return isCharacter ? String.fromCodePoint(point) : '\ufffd';
    },
  );
}

/** Where searches for these ends gave nothing, they are not begun again: else a hostile text costs its square. */
class Ends {
  private readonly missing = new Set<string>();

  /** Behind the next `end` from `from` on; −1 when there is none. */
  behind(text: string, end: string, from: number): number {
    if (this.missing.has(end)) return -1;
    const at = text.indexOf(end, from);
    if (at < 0) this.missing.add(end);
    return at < 0 ? -1 : at + end.length;
  }
}

function withoutTags(text: string): string {
  const lower = text.toLowerCase();
  // Lower-casing may move what comes behind: then ends are searched as they are written.
  const searched = lower.length === text.length ? lower : text;
  const ends = new Ends();
  const pieces: string[] = [];
  let kept = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', Math.max(at + 1, kept))) {
    const found = text.startsWith('<!--', at) ? comment(text, at, ends) : tagAt(text, searched, at, ends);
    if (!found) continue;
    pieces.push(text.slice(kept, at), found.instead);
    kept = found.end;
  }
  pieces.push(text.slice(kept));
  return pieces.join('');
}

function comment(text: string, at: number, ends: Ends): { end: number; instead: string } | null {
  const end = ends.behind(text, '-->', at + 4);
  return end < 0 ? null : { end, instead: ' ' };
}

function tagAt(
  text: string,
  searched: string,
  at: number,
  ends: Ends,
): { end: number; instead: string } | null {
  tag.lastIndex = at;
  const match = tag.exec(text);
  if (!match) return null;
  const name = match[2].toLowerCase();
  const end = tag.lastIndex;
  if (match[1] === '' && silent.test(name)) {
    const behind = ends.behind(searched, `</${name}>`, end);
    if (behind >= 0) return { end: behind, instead: ' ' };
  }
  return { end, instead: inline.has(name) ? '' : ' ' };
}

/** Whether `stripMarkup` may change a text: its UTF-8 has "<" or "&". */
export function mayHaveMarkup(bytes: Uint8Array): boolean {
  return bytes.includes(60) || bytes.includes(38);
}

/**
 * A clean text without HTML: tags and comments are taken out, with what stands in `<script>` and `<style>`, and
 * entities become the characters that they mean, once: `&amp;lt;` becomes `&lt;`. "I <3 it" and "a < b" stay.
 * Takes time in proportion to the text, whatever it is. The result is clean again, and may be empty.
 */
export function stripMarkup(text: string): string {
  const plain = text.includes('<') ? withoutTags(text) : text;
  const decoded = plain.includes('&') ? decodeEntities(plain) : plain;
  return decoded === text ? text : cleanText(decoded);
}
