import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from './clean.ts';
import { mayHaveMarkup, stripMarkup } from './markup.ts';

test.each([
  ['a <b>fine</b> film', 'a fine film'],
  ['un<i>believ</i>able', 'unbelievable'],
  ['one<p>two</p><div class="x > y">three', 'one two y">three'],
  ['<a href="http://x.y/?a=1&amp;b=2">here</a>', 'here'],
  ['I <3 it, a < b and c > d', 'I <3 it, a < b and c > d'],
  ['<notclosed and on', '<notclosed and on'],
  ['an <!-- old --> note', 'an note'],
  ['an <!-- open note', 'an <!-- open note'],
  ['a<script>alert("x")</script>b<STYLE>p {}</STYLE>c', 'a b c'],
  ['<script>never closed', 'never closed'],
  ['fish &amp; chips &lt;3 &quot;ok&quot;', 'fish & chips <3 "ok"'],
  ['caf&eacute; &Eacute;t&eacute; na&iuml;ve', 'café Été naïve'],
  ['&#233;&#xE9;&#8217;&#x1f600;', 'éé’😀'],
  ['&#150; &#xd800; &#9999999;', '– \ufffd \ufffd'],
  ['twice &amp;lt; coded', 'twice &lt; coded'],
  ['AT&T &nosuch; &;', 'AT&T &nosuch; &;'],
  ['a&nbsp;&nbsp;b', 'a b'],
  ['<p></p>', ''],
])('%j becomes %j', (text, plain) => {
  expect(stripMarkup(text)).toBe(plain);
});

test('the result is clean, and plain text stays as it is', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    'b',
    'br',
    '!--',
    '-->',
    '&',
    'amp',
    ';',
    '#',
    '1',
    ' ',
    '"',
    'é',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
      const text = cleanText(parts.join(''));
      const plain = stripMarkup(text);
      expect(cleanText(plain)).toBe(plain);
      if (!mayHaveMarkup(new TextEncoder().encode(text))) expect(plain).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['open tags', '<a '],
  ['open comments', '<!--'],
  ['open scripts', '<script>'],
  ['entities without an end', '&amp'],
  ['half tags', '<a<'],
])('a million of %s cost no more than their length', (_, piece) => {
  const started = performance.now();
  stripMarkup(piece.repeat(1_000_000));
  expect(performance.now() - started).toBeLessThan(3_000);
});
