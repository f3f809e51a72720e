import { describe, expect, it } from 'vitest';
import type { ErrorGroup } from '../../contract/error-groups.ts';
import { groupByCell, groupByNumber, groupByShare, groupByValue } from './grouping.ts';
import { wilsonInterval } from './significance.ts';

const all = (count: number, value = 1) => new Uint8Array(count).fill(value);
const rowsOf = (groups: readonly ErrorGroup[]) => groups.map(({ name, rows }) => ({ ...name, rows }));

describe('groups of a test', () => {
  it('of numbers are of about one size, with the least and the greatest of each', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    const isRight = Uint8Array.from(values, (value) => (value < 20 ? 0 : 1));
    const groups = groupByNumber(values, isRight);
    expect(rowsOf(groups)).toEqual(
      [0, 20, 40, 60, 80].map((from) => ({ kind: 'range', from, to: from + 19, rows: 20 })),
    );
    expect(groups.map(({ accuracy }) => accuracy)).toEqual([0, 1, 1, 1, 1]);
    expect(groups[0]).toMatchObject({ right: 0, interval: wilsonInterval(0, 20) });
  });

  it('of numbers are fewer where many are equal, and one where all are', () => {
    expect(rowsOf(groupByNumber(Float64Array.of(1, 1, 1, 1, 1, 1, 1, 2, 3, 9), all(10)))).toEqual([
      { kind: 'range', from: 1, to: 2, rows: 8 },
      { kind: 'range', from: 3, to: 9, rows: 2 },
    ]);
    expect(rowsOf(groupByNumber(Float64Array.of(4, 4, 4), all(3)))).toEqual([
      { kind: 'range', from: 4, to: 4, rows: 3 },
    ]);
  });

  it('of shares have none by itself, and each upper end belongs to its group', () => {
    const groups = groupByShare(Float64Array.of(0, 0, 0.05, 0.051, 0.2, 0.21, 1), all(7));
    expect(rowsOf(groups)).toEqual([
      { kind: 'share', above: 0, to: 0, rows: 2 },
      { kind: 'share', above: 0, to: 0.05, rows: 1 },
      { kind: 'share', above: 0.05, to: 0.1, rows: 1 },
      { kind: 'share', above: 0.1, to: 0.2, rows: 1 },
      { kind: 'share', above: 0.2, to: 1, rows: 2 },
    ]);
  });

  it('of values are told from the most frequent, the rare ones together', () => {
    const values = Array.from({ length: 20 }, (_, i) => Array.from({ length: 21 - i }, () => `v${i}`)).flat();
    const groups = groupByValue(values, all(values.length));
    expect(groups).toHaveLength(13);
    expect(groups[0]).toMatchObject({ name: { kind: 'value', value: 'v0' }, rows: 21 });
    expect(groups[12]).toMatchObject({ name: { kind: 'others', values: 8 }, rows: 44 });
    // Thirteen need no group for a single one.
    expect(groupByValue(values.slice(0, 195), all(195)).at(-1)?.name).toEqual({
      kind: 'value',
      value: 'v12',
    });
    expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(values.length);
  });

  it('of values stand by how many rows they have, whatever their order in the data', () => {
    expect(rowsOf(groupByValue(['c', 'b', 'a', 'd', 'b', 'd', 'd'], all(7)))).toEqual([
      { kind: 'value', value: 'd', rows: 3 },
      { kind: 'value', value: 'b', rows: 2 },
      { kind: 'value', value: 'a', rows: 1 },
      { kind: 'value', value: 'c', rows: 1 },
    ]);
  });

  it('of cells are by range or by year only from thirteen values on, all of that kind', () => {
    const kinds = (cells: string[]) => [
      ...new Set(groupByCell(cells, all(cells.length)).map(({ name }) => name.kind)),
    ];
    const numbers = Array.from({ length: 13 }, (_, i) => `${i}`);
    expect(kinds(numbers)).toEqual(['range']);
    expect(kinds(numbers.slice(1))).toEqual(['value']);
    for (const other of ['x', '', ' '])
      expect(kinds([...numbers, ...numbers, other])).toEqual(['value', 'others']);
    const dates = Array.from({ length: 13 }, (_, i) => `2020-01-${10 + i}`);
    const first = (cells: string[]) => groupByCell(cells, all(cells.length))[0].name;
    expect(first(dates)).toEqual({ kind: 'value', value: '2020-01' });
    expect(first(dates.slice(1))).toEqual({ kind: 'value', value: '2020-01-11' });
    expect(first([...dates, ...dates, 'soon'])).toEqual({ kind: 'value', value: '2020-01-10' });
    // One that is no number leaves them by how many rows they have.
    expect(rowsOf(groupByCell(['10', 'x', '10', '1'], all(4))).map(({ rows }) => rows)).toEqual([2, 1, 1]);
  });

  it('of cells are by number, by date or by value, as they come', () => {
    const by = (cells: string[]) => rowsOf(groupByCell(cells, all(cells.length)));
    const count = Array.from({ length: 30 }, (_, i) => i);
    expect(by(['5', '1', '5', '10'])).toEqual([
      { kind: 'value', value: '1', rows: 1 },
      { kind: 'value', value: '5', rows: 2 },
      { kind: 'value', value: '10', rows: 1 },
    ]);
    expect(by(count.map((i) => `${i / 2}`))[0]).toEqual({ kind: 'range', from: 0, to: 2.5, rows: 6 });
    const day = (year: number) => (i: number) => `${year + (i % 2)}-0${1 + (i % 3)}-${10 + (i % 15)}`;
    expect(by(count.map(day(2020)))).toEqual([
      { kind: 'value', value: '2020', rows: 15 },
      { kind: 'value', value: '2021', rows: 15 },
    ]);
    expect(by(count.map((i) => `2020-0${1 + (i % 3)}-${10 + i}`))).toEqual(
      [1, 2, 3].map((month) => ({ kind: 'value', value: `2020-0${month}`, rows: 10 })),
    );
    expect(by(['b', '', 'a', 'b'])).toEqual([
      { kind: 'value', value: 'b', rows: 2 },
      { kind: 'value', value: '', rows: 1 },
      { kind: 'value', value: 'a', rows: 1 },
    ]);
  });
});
