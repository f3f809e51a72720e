/** Small archives of all kinds, and what becomes of their rows when a bit of them is wrong or their end is missing. */
import { say } from '../../../contract/messages/en/say.ts';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { readTable } from '../intake/read-table.ts';
import { rowsOf } from '../intake/testing/read.ts';
import { gzipOf, joinBytes, sourceOf, tarOf, utf8, xlsxOf, zipOf } from './archives.ts';
import { asZip64, withDescriptors } from './zips.ts';

const rows = Array.from({ length: 9 }, (_, i) => ({
  text: `Film ${i * 7} was ${i % 2 ? 'good, and short' : 'bad'}`,
  label: i % 2,
}));

function csv(from: number, to: number): string {
  return `text,label\n${rows
    .slice(from, to)
    .map(({ text, label }) => `"${text}",${label}\n`)
    .join('')}`;
}

const files = { 'r/a.csv': csv(0, 3), 'r/b.csv': csv(3, 6), 'r/c.csv': csv(6, 9) };
const workbook = () => xlsxOf([['text', 'label'], ...rows.map(({ text, label }) => [text, label])]);

interface Kind {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Bytes that nothing protects: the content of files in a tar. */
  isBare?: (at: number) => boolean;
  /** A length to which it can be cut so that nobody can tell. */
  wholeLength?: number;
}

/** Each file of `tarOf` here fills one block behind its header; at the end are two blocks of zeros. */
const isContent = (at: number) => at % 1024 >= 512 && at < 3 * 1024;

const kinds: Readonly<Record<string, Kind>> = {
  gzip: { path: 'reviews.csv.gz', bytes: gzipOf(csv(0, 9)) },
  'gzip that packs nothing': { path: 'reviews.csv.gz', bytes: gzipOf(csv(0, 9), 0) },
  'gzip of two members and zeros': {
    path: 'reviews.csv.gz',
    bytes: joinBytes([gzipOf(csv(0, 5)), gzipOf(csv(5, 9).slice('text,label\n'.length)), new Uint8Array(9)]),
    // Its first member is a gzip by itself.
    wholeLength: gzipOf(csv(0, 5)).length,
  },
  tar: { path: 'reviews.tar', bytes: tarOf(files), isBare: isContent },
  'tar with long names': {
    path: 'reviews.tar',
    bytes: tarOf([
      { path: `${'long/'.repeat(25)}a.csv`, content: csv(0, 4), long: 'ustar' },
      { path: 'b.csv', content: csv(4, 9) },
    ]),
    isBare: (at) => at % 1024 >= 512 && at < 2 * 1024,
  },
  'tar.gz': { path: 'reviews.tar.gz', bytes: gzipOf(tarOf(files)) },
  zip: { path: 'reviews.zip', bytes: zipOf(files) },
  'zip with modes, folders and a comment': {
    path: 'reviews.zip',
    bytes: new Uint8Array(
      zipSync(
        Object.fromEntries(
          Object.entries({ 'r/': '', ...files }).map(([path, content]) => [
            path,
            [utf8(content), { os: 3, attrs: (path.endsWith('/') ? 0o040755 : 0o100644) * 0x10000 }],
          ]),
        ),
        { mtime: new Date(2020, 1, 2), comment: 'reviews' },
      ),
    ),
  },
  'zip that packs nothing': { path: 'reviews.zip', bytes: zipOf(files, { level: 0 }) },
  'zip with sizes behind the content': { path: 'reviews.zip', bytes: withDescriptors(zipOf(files)) },
  Zip64: { path: 'reviews.zip', bytes: asZip64(zipOf({ 'a.csv': csv(0, 9) })) },
  workbook: { path: 'reviews.xlsx', bytes: workbook() },
  'zip of a zip': {
    path: 'reviews.zip',
    bytes: zipOf({ 'b.zip': zipOf({ 'b.csv': csv(0, 4) }), 'c.csv': csv(4, 9) }, { level: 0 }),
  },
  'zip that ends with a zip': {
    path: 'reviews.zip',
    bytes: zipOf({ 'a.csv': csv(0, 4), 'b.zip': zipOf({ 'b.csv': csv(4, 9) }) }, { level: 0 }),
  },
  'zip of a tar and a gzip': {
    path: 'reviews.zip',
    bytes: zipOf({ 'b.tar': tarOf({ 'b.csv': csv(0, 4) }), 'c.csv.gz': gzipOf(csv(4, 9)) }),
  },
  'tar of a gzip, a zip and a CSV': {
    path: 'reviews.tar',
    bytes: tarOf({
      'a.csv.gz': gzipOf(csv(0, 3)),
      'b.zip': zipOf({ 'b.csv': csv(3, 6) }),
      'c.csv': csv(6, 9),
    }),
    // Only the last one's content is bare.
    isBare: (at) => at >= 5 * 512 && at < 6 * 512,
  },
  'tar of a workbook': { path: 'reviews.tar', bytes: tarOf({ 'reviews.xlsx': workbook() }) },
  'gzip of a zip': { path: 'reviews.zip.gz', bytes: gzipOf(zipOf(files)) },
};

/** Without checksums of its pages: a value may be another, but no row may be missing. */
const parquet = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'text', data: rows.map(({ text }) => text), type: 'STRING' },
        { name: 'label', data: rows.map(({ label }) => label), type: 'INT32' },
      ],
    }),
  );

/** The table as text, or the sentence that comes instead. */
async function outcome(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const table = await readTable([sourceOf(path, bytes)]);
    return JSON.stringify([table.columns, rowsOf(table)]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return say(error.told);
  }
}

const sentence = /^[^\n[][^\n]*\.$/;

/** An odd number: all bits of a byte get their turn. */
function stepFor(places: number, tries: number): number {
  return 2 * Math.floor(places / tries / 2) + 1;
}

/** @param tries so many bits are flipped, each by itself, and so many lengths tried, of each archive */
export function describeDamage(tries: number): void {
  describe.each(Object.entries(kinds))('%s', (_, { path, bytes, isBare, wholeLength }) => {
    it('with a wrong bit gives the same rows or a sentence', async () => {
      const whole = await outcome(path, bytes);
      expect(whole).toContain(rows[8].text);
      const wrong: string[] = [];
      let refused = 0;
      for (let bit = 0; bit < 8 * bytes.length; bit += stepFor(8 * bytes.length, tries)) {
        const at = bit >> 3;
        if (isBare?.(at)) continue;
        const changed = bytes.slice();
        changed[at] ^= 1 << (bit & 7);
        const result = await outcome(path, changed);
        if (sentence.test(result)) refused++;
        else if (result !== whole) wrong.push(`bit ${bit & 7} of byte ${at}: ${result.slice(0, 200)}`);
      }
      expect(wrong).toEqual([]);
      expect(refused).toBeGreaterThan(0);
    }, 3_600_000);

    it('that is cut short gives the same rows or a sentence', async () => {
      const whole = await outcome(path, bytes);
      const wrong: string[] = [];
      for (let length = 0; length < bytes.length; length += stepFor(bytes.length, tries)) {
        if (length === wholeLength) continue;
        const result = await outcome(path, bytes.slice(0, length));
        if (!sentence.test(result) && result !== whole)
          wrong.push(`${length} bytes: ${result.slice(0, 200)}`);
      }
      expect(wrong).toEqual([]);
    }, 3_600_000);
  });

  it('Parquet with a wrong bit, or cut short, has as many rows or gives a sentence', async () => {
    const bytes = parquet();
    const wrong: string[] = [];
    const check = async (what: string, changed: Uint8Array<ArrayBuffer>) => {
      const result = await outcome('reviews.parquet', changed);
      if (sentence.test(result)) return;
      const [, found] = JSON.parse(result) as [string[], string[][]];
      if (found.length !== rows.length) wrong.push(`${what}: ${result.slice(0, 200)}`);
    };
    for (let bit = 0; bit < 8 * bytes.length; bit += stepFor(8 * bytes.length, tries)) {
      const changed = bytes.slice();
      changed[bit >> 3] ^= 1 << (bit & 7);
      await check(`bit ${bit & 7} of byte ${bit >> 3}`, changed);
    }
    for (let length = 0; length < bytes.length; length += stepFor(bytes.length, tries))
      await check(`${length} bytes`, bytes.slice(0, length));
    expect(wrong).toEqual([]);
  }, 3_600_000);
}
