/** Texts without labels that runs may learn from besides the training part. */
import type { UnlabelledSummary } from '../contract/vectors.ts';
import { chooseColumns } from './classify/columns.ts';
import { readTable, type ReadOptions, type SourceFile, type Texts } from './data/index.ts';
import { fingerprintInSlices } from './data/fingerprint.ts';
import { cleanCells } from './data/intake/clean-cell.ts';
import { TimeSlicer } from './data/time-slicer.ts';

export interface UnlabelledTexts {
  texts: Texts;
  summary: UnlabelledSummary;
}

export class UnlabelledStore {
  /** Null: none. */
  current: UnlabelledTexts | null = null;

  /** @param onChange told when others were taken */
  constructor(private readonly onChange: () => void) {}

  /**
   * Takes the column of texts of some files, as it is guessed; without files none.
   * @throws {InputError} when the files can't be read; the signal's reason
   */
  async open(files: readonly SourceFile[], options: ReadOptions = {}): Promise<UnlabelledSummary | null> {
    this.current = files.length > 0 ? await textsOf(files, options) : null;
    this.onChange();
    return this.current?.summary ?? null;
  }
}

async function textsOf(files: readonly SourceFile[], options: ReadOptions): Promise<UnlabelledTexts> {
  const table = await readTable(files, { ...options, isForAnswers: true });
  const clean = { ...table, cells: table.cells.map(cleanCells) };
  const { columns } = await chooseColumns(clean, { text: null, label: null }, [], options);
  const texts = clean.cells[table.columns.indexOf(columns.text)];
  const fingerprint = await fingerprintInSlices({ texts }, new TimeSlicer({ signal: options.signal }));
  return { texts, summary: { names: files.map(({ path }) => path), texts: texts.length, fingerprint } };
}
