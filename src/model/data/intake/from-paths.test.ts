import { describe, expect, it } from 'vitest';
import { fromPaths } from './from-paths.ts';

function numbered(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${folder}/${i}.txt`);
}

describe('folders', () => {
  it('of the Large Movie Review Dataset give labels and the split', () => {
    const root = 'aclImdb_v1.tar.gz/aclImdb';
    const paths = [
      `${root}/README`,
      `${root}/imdb.vocab`,
      `${root}/train/labeledBow.feat`,
      `${root}/train/urls_pos.txt`,
      `${root}/train/pos/0_9.txt`,
      `${root}/train/neg/0_3.txt`,
      `${root}/train/neg/1_1.txt`,
      `${root}/train/unsup/0_0.txt`,
      `${root}/test/pos/0_10.txt`,
      `${root}/test/neg/0_2.txt`,
    ];
    const { label, split, leftOver } = fromPaths(paths);
    expect(label.slice(4)).toEqual(['pos', 'neg', 'neg', 'unsup', 'pos', 'neg']);
    expect(split.slice(4)).toEqual(['train', 'train', 'train', 'train', 'test', 'test']);
    expect(leftOver).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ['tích cực', 'tiêu cực'],
    ['tich_cuc', 'tieu_cuc'],
    ['tích cực'.normalize('NFD'), 'tiêu cực'.normalize('NFD')],
    ['Positive', 'Negative'],
    ['tốt', 'xấu'],
  ])('named %s and %s are classes', (good, bad) => {
    const { label } = fromPaths([`data/${good}/a.txt`, `data/${bad}/b.txt`]);
    expect(label).toEqual([good.normalize('NFC'), bad.normalize('NFC')]);
  });

  it('may be inside the folders of a split or around them', () => {
    const { label, split } = fromPaths([
      'pos/train/1.txt',
      'neg/train/2.txt',
      'neg/dev/3.txt',
      'pos/test/4.txt',
    ]);
    expect(label).toEqual(['pos', 'neg', 'neg', 'pos']);
    expect(split).toEqual(['train', 'train', 'validation', 'test']);
  });

  it('may be archives', () => {
    const { label, split } = fromPaths([
      'train.zip/pos.zip/1.txt',
      'train.zip/neg.zip/1.txt',
      'test.zip/neg.zip/1.txt',
    ]);
    expect(label).toEqual(['pos', 'neg', 'neg']);
    expect(split).toEqual(['train', 'train', 'test']);
  });

  it('of unknown names are classes when few of them hold many files', () => {
    const paths = ['1', '2', '3', '4', '5'].flatMap((star) => numbered(`reviews/${star}`, 12));
    expect(new Set(fromPaths(paths).label)).toEqual(new Set(['1', '2', '3', '4', '5']));
    expect(fromPaths(['en/reviews.csv', 'vi/reviews.csv']).label).toEqual([null, null]);
    const many = Array.from({ length: 40 }, (_, i) => numbered(`shops/${i}`, 12)).flat();
    expect(fromPaths(many).label.every((label) => label === null)).toBe(true);
  });

  it('of a split are no classes', () => {
    const { label, split } = fromPaths([...numbered('train', 20), ...numbered('test', 20)]);
    expect(label.every((value) => value === null)).toBe(true);
    expect(new Set(split)).toEqual(new Set(['train', 'test']));
  });

  it('of one name say nothing', () => {
    expect(fromPaths(['pos/1.txt', 'pos/2.txt'])).toEqual({
      label: [null, null],
      split: [null, null],
      leftOver: [],
    });
  });
});

describe('files', () => {
  it.each([
    [
      ['pos.txt', 'neg.txt'],
      ['pos', 'neg'],
    ],
    [
      ['rt-polaritydata/rt-polarity.pos', 'rt-polaritydata/rt-polarity.neg'],
      ['pos', 'neg'],
    ],
    [
      ['positive_reviews.csv', 'negative_reviews.csv'],
      ['positive', 'negative'],
    ],
    [
      ['amazon-pos.txt', 'yelp-pos.txt', 'amazon-neg.txt'],
      ['pos', 'pos', 'neg'],
    ],
    [
      ['books/positive.review', 'books/negative.review'],
      ['positive', 'negative'],
    ],
    [
      ['phim_tích_cực.txt', 'phim_tiêu_cực.txt'],
      ['tích cực', 'tiêu cực'],
    ],
    [
      ['train_pos.txt', 'train_neg.txt', 'test_pos.txt'],
      ['pos', 'neg', 'pos'],
    ],
  ])('%j are of classes %j', (paths, labels) => {
    expect(fromPaths(paths).label).toEqual(labels);
  });

  it.each([
    [
      ['train.csv', 'test.csv', 'validation.csv'],
      ['train', 'test', 'validation'],
    ],
    [
      ['data/train-00000-of-00001.parquet', 'data/test-00000-of-00001.parquet'],
      ['train', 'test'],
    ],
    [
      ['imdb_TRAIN.tsv', 'imdb_dev.tsv', 'imdb_valid.tsv', 'other.tsv'],
      ['train', 'validation', 'validation', null],
    ],
    [
      ['testimony.csv', 'trainer.csv'],
      [null, null],
    ],
    [['train.csv'], [null]],
    [
      ['train.csv', 'training2.csv'],
      [null, null],
    ],
  ])('%j are of parts %j', (paths, parts) => {
    expect(fromPaths(paths).split).toEqual(parts);
  });

  it('alone say nothing', () => {
    expect(fromPaths(['positive.csv'])).toEqual({ label: [null], split: [null], leftOver: [] });
    expect(fromPaths([])).toEqual({ label: [], split: [], leftOver: [] });
  });

  it('about the dataset are left over, unless there is nothing else', () => {
    expect(fromPaths(['a.zip/README.md', 'a.zip/LICENSE', 'a.zip/reviews.csv']).leftOver).toEqual([0, 1]);
    expect(fromPaths(['pos.txt', 'neg.txt', 'notes.txt', 'README']).leftOver).toEqual([2, 3]);
    expect(fromPaths(['readme.txt']).leftOver).toEqual([]);
  });

  it('with words such as "no" and "hay" inside their names are of no class', () => {
    expect(fromPaths(['no_header.csv', 'say_yes.csv', 'hay_qua.csv']).label).toEqual([null, null, null]);
  });

  it('are read quickly when there are many', () => {
    const paths = ['train', 'test'].flatMap((part) =>
      ['pos', 'neg'].flatMap((name) => numbered(`aclImdb/${part}/${name}`, 25_000)),
    );
    const started = performance.now();
    const { label, split } = fromPaths(paths);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect([label.at(0), split.at(0), label.at(-1), split.at(-1)]).toEqual(['pos', 'train', 'neg', 'test']);
  });
});
