/** The vectors that were learned last, so that runs with the same texts and settings learn them once. */
import { keyOf, type RunConfig } from '../../../contract/settings.ts';
import type { UnlabelledSummary } from '../../../contract/vectors.ts';
import { chooseColumns } from '../../classify/columns.ts';
import {
  cleaningOf,
  readTable,
  type Dataset,
  type ReadOptions,
  type SourceFile,
  type Texts,
} from '../../data/index.ts';
import { cleanCells } from '../../data/intake/clean-cell.ts';
import { LearnedVectors } from './learned.ts';

/** A study may vary settings that need other vectors, and comes back to each with its next seed. */
const mostCached = 8;

export class LearnedStore {
  private readonly cached = new Map<string, LearnedVectors>();
  private unlabelled: Texts | null = null;
  /** How often unlabelled texts were taken: other ones give other vectors. */
  private taken = 0;

  /** Other data is about to come. */
  forget(): void {
    this.cached.clear();
  }

  /**
   * Takes more texts to learn from: the column of texts of some files, as it is guessed; without files none.
   * @throws {InputError} when the files can't be read; the signal's reason
   */
  async openUnlabelled(files: readonly SourceFile[], options: ReadOptions = {}): Promise<UnlabelledSummary> {
    const texts = files.length > 0 ? await this.textsOf(files, options) : null;
    this.unlabelled = texts;
    this.taken++;
    this.forget();
    return { names: files.map(({ path }) => path), texts: texts?.length ?? 0 };
  }

  private async textsOf(files: readonly SourceFile[], options: ReadOptions): Promise<Texts> {
    const table = await readTable(files, { ...options, isForAnswers: true });
    const clean = { ...table, cells: table.cells.map(cleanCells) };
    const { columns } = await chooseColumns(clean, { text: null, label: null }, [], options);
    return clean.cells[table.columns.indexOf(columns.text)];
  }

  /** @param config whose tokenization is decided */
  forRun(dataset: Dataset, config: RunConfig): LearnedVectors {
    const { stripMarkup } = cleaningOf(dataset);
    const texts = `${dataset.fingerprint} ${stripMarkup} ${this.taken}`;
    const settings = keyOf(config, 'split', 'vocabulary');
    const key = `learned ${texts} ${config.embeddingSize} ${settings}`;
    const { unlabelled } = this;
    const vectors = this.cached.get(key) ?? new LearnedVectors(key, { dataset, config, unlabelled });
    // The one that was asked for last is the last one to go.
    this.cached.delete(key);
    this.cached.set(key, vectors);
    const [oldest] = this.cached.keys();
    if (this.cached.size > mostCached) this.cached.delete(oldest);
    return vectors;
  }
}
