import { InputError } from '../../errors.ts';
import { TextColumnWriter, type TextColumn } from '../text-column.ts';
import { CellCleaner } from './clean-cell.ts';
import { checkWidth, nameColumns } from './header.ts';

/** Each cell costs at least 8 bytes, however empty it is. */
const mostCells = 60_000_000;
/** Files whose columns are not the same are one table when they share so many. */
const leastShared = 2;

/** Bytes that are added to one by one. */
class GrowingBytes {
  private bytes = new Uint8Array(1 << 12);
  private length = 0;

  append(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = value;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Rows of one file after the other as one table's columns. */
export class TableWriter {
  readonly columns: string[] = [];
  rowCount = 0;
  private readonly writers: TextColumnWriter[] = [];
  private readonly defects = new GrowingBytes();
  private readonly cleaner = new CellCleaner();
  private firstFile: string | null = null;
  private file = '';
  /** The file's columns, as the table names them. */
  private fileColumns: string[] = [];
  /** For each column of the file the table's. */
  private targets: number[] = [];

  /** @param options `isClean`: cells are cleaned; else they stay as they are, and nothing is marked */
  constructor(private readonly options: { isClean: boolean }) {}

  /**
   * @param names the file's columns; null: it does not name them
   * @param width its columns in all
   * @throws {InputError} when its columns are not those of the files before
   */
  openFile(file: string, names: readonly string[] | null, width: number): void {
    checkWidth(width);
    this.file = file;
    const named = nameColumns(names ?? [], width);
    if (this.firstFile === null) this.firstFile = file;
    else if (names === null && width === this.columns.length) {
      this.fileColumns = [...this.columns];
      this.targets = this.columns.map((_, column) => column);
      return;
    } else this.checkShared(named);
    this.fileColumns = named;
    this.targets = named.map((name) => this.columnOf(name));
  }

  /** The file has more columns than it seemed to have. @throws {InputError} for too many columns */
  widen(names: readonly string[], width: number): void {
    if (width <= this.fileColumns.length) return;
    checkWidth(width);
    const named = nameColumns(names, width);
    for (const name of named.slice(this.fileColumns.length)) this.targets.push(this.columnOf(name));
    this.fileColumns = named;
  }

  /** Cells that a row lacks are empty. @param defects bits of `rowDefect` that are known already. @throws {InputError} when rows times columns are too many */
  appendRow(row: readonly string[], defects = 0): void {
    const { cleaner, targets, writers } = this;
    const { isClean } = this.options;
    cleaner.defects = defects;
    for (let column = 0; column < targets.length; column++) {
      const cell = row[column] ?? '';
      writers[targets[column]].append(isClean ? cleaner.clean(cell) : cell);
    }
    this.rowCount++;
    if (targets.length < writers.length) this.fill();
    this.defects.append(cleaner.defects);
    if (this.rowCount * writers.length > mostCells) {
      throw new InputError({ code: 'too-many-cells', fileName: this.file });
    }
  }

  finish(): { columns: string[]; cells: TextColumn[]; defects: Uint8Array } {
    return {
      columns: this.columns,
      cells: this.writers.map((writer) => writer.finish()),
      defects: this.defects.finish(),
    };
  }

  private checkShared(named: readonly string[]): void {
    const shared = named.filter((name) => this.columns.includes(name)).length;
    const areSame = shared === named.length && shared === this.columns.length;
    if (areSame || shared >= leastShared) return;
    throw new InputError({ code: 'other-columns', fileName: this.file, firstFile: this.firstFile ?? '' });
  }

  private columnOf(name: string): number {
    const known = this.columns.indexOf(name);
    if (known >= 0) return known;
    checkWidth(this.columns.length + 1);
    const writer = new TextColumnWriter();
    for (let row = 0; row < this.rowCount; row++) writer.append('');
    this.columns.push(name);
    this.writers.push(writer);
    return this.writers.length - 1;
  }

  /** Columns of other files. */
  private fill(): void {
    for (const writer of this.writers) if (writer.length < this.rowCount) writer.append('');
  }
}
