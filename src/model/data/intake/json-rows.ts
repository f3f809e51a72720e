import type { RowBlock } from './contract.ts';
import { checkWidth, findHeader, withoutHeader } from './header.ts';
import { areKeyed, plainItem, underItsKey } from './json-annotations.ts';
import { cellOf, isObject, type JsonObject } from './json-cells.ts';
import { RecordFields } from './json-fields.ts';
import { NotData } from './sniff.ts';

export function noRows(fileName: string): NotData {
  return new NotData({ code: 'no-json-rows', fileName });
}

const brokenSamples = 5;
const longestSample = 200;

/** Lines or entries that could not be read, and the first few of them. */
export class BrokenRows {
  count = 0;
  readonly samples: string[] = [];

  add(text: string): void {
    this.count++;
    if (this.samples.length < brokenSamples) this.samples.push(text.slice(0, longestSample));
  }

  report(): { count: number; samples: string[] } {
    return { count: this.count, samples: this.samples };
  }
}

/** Items of a list, a block at a time, as rows. */
export interface ItemRows {
  /** Grows with objects that have new keys: cells of rows before them are empty. Null: no names. */
  names: string[] | null;
  rowsOf(items: readonly unknown[]): RowBlock;
}

class RecordRows implements ItemRows {
  private readonly fields = new RecordFields();
  readonly names = this.fields.names;

  constructor(
    private readonly broken: BrokenRows,
    private readonly asItem: (item: unknown) => unknown,
  ) {}

  /** @throws {InputError} for too many columns */
  rowsOf(items: readonly unknown[]): RowBlock {
    const records: JsonObject[] = [];
    for (const one of items) {
      const item = this.asItem(one);
      if (isObject(item)) records.push(item);
      else this.broken.add(cellOf(item));
    }
    this.fields.learn(records);
    // Before rows are given a cell for each.
    checkWidth(this.names.length);
    return { rows: records.map((record) => this.fields.rowOf(record)) };
  }
}

class ListRows implements ItemRows {
  names: string[] | null = null;
  private readonly data: (rows: string[][]) => string[][];

  constructor(
    private readonly broken: BrokenRows,
    sample: readonly unknown[],
  ) {
    const header = findHeader(sample.filter((item) => Array.isArray(item)).map((item) => item.map(cellOf)));
    if (header.names.length > 0) this.names = header.names;
    this.data = withoutHeader(header);
  }

  rowsOf(items: readonly unknown[]): RowBlock {
    const rows: string[][] = [];
    for (const item of items) {
      if (!Array.isArray(item)) this.broken.add(cellOf(item));
      else rows.push(item.map(cellOf));
    }
    return { rows: this.data(rows) };
  }
}

/** Items that are objects, or lists of cells, by what most of a list's beginning is; null for neither. */
export function itemRows(sample: readonly unknown[], broken: BrokenRows): ItemRows | null {
  const asItem = areKeyed(sample) ? (item: unknown) => plainItem(underItsKey(item)) : plainItem;
  const items = sample.map(asItem);
  const objects = items.filter(isObject);
  const lists = items.filter((item) => Array.isArray(item));
  if (objects.length + lists.length === 0) return null;
  if (objects.length < lists.length) {
    checkWidth(lists.reduce((widest, list) => Math.max(widest, list.length), 0));
    return new ListRows(broken, sample);
  }
  return new RecordRows(broken, asItem);
}
