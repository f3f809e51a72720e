import { beforeAll, describe, expect, it } from 'vitest';
import { datasetFromTable, previewTable, readTable } from '../index.ts';
import type { Dataset } from '../index.ts';
import { textKey } from '../corrections.ts';
import {
  aclImdb,
  filesOf,
  imdbReviews,
  kaggleCsv,
  parquet,
  starLines,
  windows1252,
  withinWindows1252,
  workbook,
} from './imdb-formats.ts';
import type { Review } from './imdb-formats.ts';
import { gzipOf, zipOf } from './archives.ts';
import { sentimentClasses } from '../../../contract/label-classes.ts';

/** What a user gets who takes every guess as it is. */
async function readAsGuessed(path: string, content: string | Uint8Array): Promise<Dataset> {
  const table = await readTable(filesOf(path, content), {});
  const { guess, values } = previewTable(table);
  const classes = sentimentClasses(values[guess.label ?? ''] ?? []);
  const choice = { text: guess.text ?? '', label: guess.label ?? '', split: guess.split, classes };
  return datasetFromTable(table, choice, new Map(), {});
}

/** Text and class of each row, whatever their order: archives have one of their own. */
function contentOf(dataset: Dataset): string[] {
  const rows = Array.from(dataset.classes, (value, row) => `${value}${textKey(dataset.texts.get(row))}`);
  return rows.sort();
}

/**
 * @param step every so many reviews of the set
 * @param used rows that are left once duplicates are out; null: whatever they are
 */
export function describeEveryFormat(step: number, used: number | null): void {
  describe(`the Large Movie Review Dataset, every ${step} of its reviews, in every form`, () => {
    let reviews: Review[];
    let first: Dataset;
    let content: string[];

    beforeAll(async () => {
      reviews = imdbReviews(step);
      first = await readAsGuessed('IMDB Dataset.csv', kaggleCsv(reviews));
      content = contentOf(first);
    }, 120_000);

    it('is read from Kaggle’s CSV, less its duplicates', () => {
      const rows = 50_000 / step;
      const duplicates = first.excluded.find(({ reason }) => reason === 'duplicate')?.count ?? 0;
      expect(first.rowsRead).toBe(rows);
      expect(first.excluded.length).toBeLessThanOrEqual(1);
      expect(content.length + duplicates).toBe(rows);
      expect(new Set(content).size).toBe(content.length);
      if (used !== null) expect(content.length).toBe(used);
    });

    it.each([
      ['JSON Lines with stars', 'yelp.json', () => starLines(reviews)],
      ['a workbook', 'reviews.xlsx', () => workbook(reviews)],
      ['Parquet', 'train-00000-of-00001.parquet', () => parquet(reviews)],
      [
        'a zip around the CSV',
        'archive.zip',
        () => zipOf({ 'IMDB Dataset.csv': kaggleCsv(reviews) }, { level: 1 }),
      ],
      ['gzip around the JSON Lines', 'yelp.json.gz', () => gzipOf(starLines(reviews), 1)],
      ['UTF-16 with tabs', 'unicode.txt', () => utf16(kaggleCsv(reviews, '\t'))],
    ])(
      'is the same from %s',
      async (_, path, write) => {
        const dataset = await readAsGuessed(path, write());
        expect(dataset.excluded).toEqual(first.excluded);
        expect(contentOf(dataset)).toEqual(content);
        // In the same order it is the same dataset, for runs and corrections.
        expect(dataset.fingerprint).toBe(first.fingerprint);
      },
      300_000,
    );

    it('is the same from Stanford’s folders in a tar.gz, with the split that they give', async () => {
      const dataset = await readAsGuessed('aclImdb_v1.tar.gz', aclImdb(reviews));
      expect(dataset.rowsRead).toBe(first.rowsRead);
      expect(dataset.excluded).toEqual(first.excluded);
      expect(contentOf(dataset)).toEqual(content);
      expect(new Set(dataset.provided)).toEqual(new Set(['train', 'test']));
    }, 300_000);

    it('is the same in windows-1252, but for letters that it has no bytes for', async () => {
      // A dozen of the reviews have Hebrew, Japanese or other letters that windows-1252 can't write.
      const writable = withinWindows1252(reviews);
      const changed = writable.filter(({ text }, row) => text !== reviews[row].text).length;
      expect(changed).toBeLessThanOrEqual(12);
      const inUtf8 = await readAsGuessed('utf-8.csv', kaggleCsv(writable));
      const bytes = windows1252(kaggleCsv(writable));
      const dataset = await readAsGuessed('Excel.csv', bytes);
      expect((await readTable(filesOf('Excel.csv', bytes), {})).encoding).toBe('windows-1252');
      expect(dataset.fingerprint).toBe(inUtf8.fingerprint);
      expect(dataset.excluded).toEqual(first.excluded);
      const kept = new Set(content);
      expect(contentOf(dataset).filter((row) => !kept.has(row)).length).toBe(changed);
    }, 300_000);
  });
}

function utf16(text: string): Uint8Array {
  const marked = `\ufeff${text}`;
  const units = Uint16Array.from({ length: marked.length }, (_, at) => marked.charCodeAt(at));
  return new Uint8Array(units.buffer);
}
