import type { Dataset, Table } from './data/index.ts';

/** Tells whether data that is loaded later has the same rows, its labels corrected or not. It does not hold the files. */
export class SameRows {
  private readonly table: WeakRef<Table>;
  private readonly choice: string;

  constructor({ origin }: Pick<Dataset, 'origin'>) {
    this.table = new WeakRef(origin.table);
    this.choice = JSON.stringify(origin.choice);
  }

  areOf({ origin: { table, choice } }: Pick<Dataset, 'origin'>): boolean {
    return this.table.deref() === table && this.choice === JSON.stringify(choice);
  }
}
