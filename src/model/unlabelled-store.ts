/** Texts without labels that runs may learn from besides the training part. */
import type { UnlabelledSummary } from '../contract/vectors.ts';
import { chooseColumns } from './classify/columns.ts';
import { readTable, type ReadOptions, type SourceFile, type Texts } from './data/index.ts';
import { cleanCells } from './data/intake/clean-cell.ts';

export class UnlabelledStore {
  /** Null: none. */
  texts: Texts | null = null;
  /** How often some were taken: what depends on them depends on this. */
  taken = 0;

  /** @param onChange told when others were taken */
  constructor(private readonly onChange: () => void) {}

  /**
   * Takes the column of texts of some files, as it is guessed; without files none.
   * @throws {InputError} when the files can't be read; the signal's reason
   */
  async open(files: readonly SourceFile[], options: ReadOptions = {}): Promise<UnlabelledSummary> {
    this.texts = files.length > 0 ? await textsOf(files, options) : null;
    this.taken++;
    this.onChange();
    return { names: files.map(({ path }) => path), texts: this.texts?.length ?? 0 };
  }
}

async function textsOf(files: readonly SourceFile[], options: ReadOptions): Promise<Texts> {
  const table = await readTable(files, { ...options, isForAnswers: true });
  const clean = { ...table, cells: table.cells.map(cleanCells) };
  const { columns } = await chooseColumns(clean, { text: null, label: null }, [], options);
  return clean.cells[table.columns.indexOf(columns.text)];
}
