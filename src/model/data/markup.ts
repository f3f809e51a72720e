import { markupStripper } from '../export/templates/markup.mjs';
import { cleanText } from './clean.ts';

/** HTML 4's names of U+00A0 to U+00FF, in order. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** What markup is: it goes into every bundle whose network reads texts without it, where the programs find it. */
export const markupRule = {
  /** Tags inside a sentence: taking them out must not cut a word. All others stand between words. */
  inline:
    'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr',
  /** Their content is no text. */
  silent: 'script style',
  entities: {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    bull: '•',
    euro: '€',
    trade: '™',
    hearts: '♥',
    ...Object.fromEntries(
      latin.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
    ),
  } satisfies Record<string, string>,
};

const strip = markupStripper(markupRule);

/** Whether `stripMarkup` may change a text: its UTF-8 has "<" or "&". */
export function mayHaveMarkup(bytes: Uint8Array): boolean {
  return bytes.includes(60) || bytes.includes(38);
}

/** A clean text without HTML, by `markupStripper`. The result is clean again, and may be empty. */
export function stripMarkup(text: string): string {
  const plain = strip(text);
  return plain === text ? text : cleanText(plain);
}
