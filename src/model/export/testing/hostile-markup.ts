/** Pieces of texts in which markup is written in every way that two programs could take for different things. */
import fc from 'fast-check';

const tags = [
  ...['<', '>', '</', '<b>', '</b>', '<B class="x">', '<p>', '</p >', '<p/>', '<p /x', '<h1>', '<1>', '< b>'],
  ...[
    '<script>',
    '</SCRIPT>',
    '</script >',
    '<style a>',
    '</style>',
    '<scriptx>',
    '<ſcript>',
    '</Ki>',
    '<Kbd>',
  ],
  ...[
    '<b\u2003x>',
    '<b\u001cx>',
    '<b\u0085>',
    '<b\nx>',
    '<br',
    '<b<br>r>',
    '<!--',
    '-->',
    '--',
    '<!---->',
    '<!',
  ],
  '<abcdefghijklmnopqrstu>',
  '<abcdefghijklmnopqrstuv>',
];
const entities = [
  ...[
    '&',
    ';',
    '&amp;',
    '&amp;lt;',
    '&lt;b&gt;',
    '&LT;',
    '&Agrave;',
    '&agrave;',
    '&hearts;',
    '&frac12;',
    '&none;',
  ],
  ...[
    '&toString;',
    '&valueOf;',
    '&#65;',
    '&#0;',
    '&#x41;',
    '&#X1F600;',
    '&#x110000;',
    '&#xD800;',
    '&#xdc00;',
  ],
  ...[
    '&#9999999;',
    '&#12345678;',
    '&#٣;',
    '&#x;',
    '&#150;',
    '&shy;',
    '&nbsp;',
    '&#8203;',
    '&#776;',
    '&amp;amp;amp;',
  ],
];

export const hostileMarkup: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...tags),
  fc.constantFrom(...entities),
  fc.constantFrom('good', 'Σ', 'İ', 'a\u0308', 'x', ' ', '   ', "'", '!'),
  // About the longest tag, in UTF-16 units, where white space in a row counts once.
  fc.integer({ min: 1_995, max: 2_005 }).map((units) => `<p ${'x'.repeat(units)}>`),
  fc.integer({ min: 997, max: 1_003 }).map((pairs) => `<p ${'😀'.repeat(pairs)}>`),
  fc.integer({ min: 1_990, max: 2_010 }).map((spaces) => `<p${' '.repeat(spaces)}x>`),
);
