import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { describe, expect, it } from 'vitest';
import { PageStream } from './parquet-page-stream.ts';

const stream = (...bytes: number[]) => new PageStream(new Uint8Array(bytes));

describe('a walk over a page', () => {
  it('goes over runs to the end that they say', () => {
    const page = stream(200, 1, 1, 3, 0b10101010, 9);
    page.runs(1, 108);
    expect(page.rest()).toEqual(new Uint8Array([9]));
  });

  it('refuses runs of more values than the page has', () => {
    expect(() => stream(0xfe, 0xff, 0xff, 0xff, 0x0f, 1).runs(1, 100)).toThrow(/a run is longer/);
    expect(() => stream(0xff, 0xff, 0xff, 0xff, 0x0f, 1).runs(1, 100)).toThrow(/a run is longer/);
    expect(() => stream(...Array<number>(20).fill(0xff)).runs(1, 100)).toThrow(/a number has no end/);
  });

  it('refuses levels that are longer than the page', () => {
    expect(() => stream(200, 1, 1).levels(1, 100, 4)).toThrow(/levels are longer/);
  });

  it('refuses differences in blocks of no size', () => {
    expect(() => stream(0, 4, 100, 0, 0).deltas(100)).toThrow(/no known size/);
    expect(() => stream(128, 1, 0, 100, 0, 0).deltas(100)).toThrow(/no known size/);
    expect(() => stream(128, 1, 4, 100, 0, 0, 65, 0, 0, 0).deltas(100)).toThrow(/too wide/);
  });

  it('says how much texts are when they are written out', () => {
    // Two texts: the first adds 5 bytes, the second shares 4 of them and adds 1.
    const shared = [128, 1, 4, 2, 0, 8, 0, 0, 0, 0];
    const added = [128, 1, 4, 2, 10, 7, 0, 0, 0, 0];
    const page = stream(...shared, ...added);
    expect(page.deltaTexts(2, { deltaBinaryUnpack })).toBe(0 + 4 + 5 + 1);
  });
});
