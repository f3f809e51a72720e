/** Puts the reviews of a test together by a number or a value that each of them has. */
import type { ErrorGroup, GroupName } from '../../contract/error-groups.ts';
import { wilsonInterval } from './significance.ts';

/** Groups of about equal size that numbers are put into. */
const quantiles = 5;
/** Values that are told one by one; with more, the rarer ones are one group. */
const mostValues = 12;
/** Upper ends of the groups of shares. */
const shareEnds = [0, 0.05, 0.1, 0.2, 1] as const;

/** @param groupOf [n] the group of each row; @param isRight [n]. @returns the groups that have rows, in their order */
function tally(groupOf: Int32Array, names: readonly GroupName[], isRight: Uint8Array): ErrorGroup[] {
  const rows = new Int32Array(names.length);
  const right = new Int32Array(names.length);
  groupOf.forEach((group, row) => {
    rows[group]++;
    right[group] += isRight[row];
  });
  return names.flatMap((name, id) =>
    rows[id] === 0
      ? []
      : [
          {
            name,
            rows: rows[id],
            right: right[id],
            accuracy: right[id] / rows[id],
            interval: wilsonInterval(right[id], rows[id]),
          },
        ],
  );
}

/** Of the borders those at or below a value. */
const placeAmong = (borders: readonly number[], value: number) =>
  borders.reduce((count, border) => count + (border <= value ? 1 : 0), 0);

/** Five groups with about as many rows each, fewer where many numbers are equal. @param values [n] */
export function groupByNumber(values: Float64Array, isRight: Uint8Array): ErrorGroup[] {
  const sorted = values.toSorted();
  const at = (place: number) => sorted[Math.floor((place * sorted.length) / quantiles)];
  const cuts = Array.from({ length: quantiles - 1 }, (_, i) => at(i + 1));
  const borders = [...new Set(cuts)];
  const groupOf = Int32Array.from(values, (value) => placeAmong(borders, value));
  const names = Array.from({ length: borders.length + 1 }, (_, id): GroupName => {
    const own = sorted.filter((value) => placeAmong(borders, value) === id);
    return { kind: 'range', from: own[0], to: own[own.length - 1] };
  });
  return tally(groupOf, names, isRight);
}

/** @param shares [n] from 0 to 1 */
export function groupByShare(shares: Float64Array, isRight: Uint8Array): ErrorGroup[] {
  const groupOf = Int32Array.from(shares, (share) => shareEnds.findIndex((end) => share <= end));
  const names = shareEnds.map((to, id): GroupName => ({
    kind: 'share',
    above: shareEnds[Math.max(0, id - 1)],
    to,
  }));
  return tally(groupOf, names, isRight);
}

/** A group for each of the twelve most frequent values, and one for all others. @param values [n] */
export function groupByValue(values: readonly string[], isRight: Uint8Array): ErrorGroup[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, most], [b, other]) => other - most || (a < b ? -1 : 1));
  const told = sorted.length <= mostValues + 1 ? sorted : sorted.slice(0, mostValues);
  const idOf = new Map(told.map(([value], id) => [value, id]));
  const names: GroupName[] = told.map(([value]) => ({ kind: 'value', value }));
  names.push({ kind: 'others', values: counts.size - told.length });
  return tally(
    Int32Array.from(values, (value) => idOf.get(value) ?? told.length),
    names,
    isRight,
  );
}

const isNumber = (cell: string) => cell.trim() !== '' && Number.isFinite(Number(cell));
const date = /^(\d{4})-\d{2}(?=-\d{2})/;

/** Numbers with many values by their ranges, dates by the year or by the month of one year, all else by its values. */
export function groupByCell(cells: readonly string[], isRight: Uint8Array): ErrorGroup[] {
  const distinct = new Set(cells);
  if (distinct.size > mostValues && cells.every(isNumber))
    return groupByNumber(Float64Array.from(cells, Number), isRight);
  if (distinct.size > mostValues && cells.every((cell) => date.test(cell))) {
    const years = cells.map((cell) => cell.slice(0, 4));
    const isOne = new Set(years).size === 1;
    return groupByValue(isOne ? cells.map((cell) => cell.slice(0, 7)) : years, isRight);
  }
  const groups = groupByValue(cells, isRight);
  if (!groups.every(({ name }) => name.kind === 'value' && isNumber(name.value))) return groups;
  const numberOf = ({ name }: ErrorGroup) => (name.kind === 'value' ? Number(name.value) : 0);
  return groups.sort((a, b) => numberOf(a) - numberOf(b));
}
