/** Reviews of the sample as a user's CSV. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The sample's lines: the class, then the text. */
function sampleLines(): string[] {
  const lines = gunzipSync(readFileSync('public/datasets/uci-sentences.reviews'))
    .toString('utf8')
    .split('\n');
  return lines.slice(1).filter((line) => line !== '');
}

export function sampleTexts(): string[] {
  return sampleLines().map((line) => line.slice(1));
}

/** The first `rows` sentences of `uci-sentences`, all of them without it, as CSV with text labels. */
export function sampleCsv(rows?: number): Buffer {
  const csv = sampleLines()
    .slice(0, rows)
    .map((line) => `"${line.slice(1).replaceAll('"', '""')}",${line[0] === '1' ? 'positive' : 'negative'}`);
  return Buffer.from(['review,sentiment', ...csv].join('\r\n'));
}
