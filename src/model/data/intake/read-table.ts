import { InputError } from '../../errors.ts';
import type { FileReport } from '../../../contract/dataset.ts';
import { rowDefect, type Table } from '../table.ts';
import {
  align,
  mappingName,
  mostMappingBytes,
  openAligned,
  readMapping,
  type ColumnFile,
} from './aligned.ts';
import type { Entry, ReadOptions, RowSource, SourceFile } from './contract.ts';
import { expand } from './expand.ts';
import { FileList } from './file-list.ts';
import { FileTeller } from './file-teller.ts';
import { finishTable } from './finish-table.ts';
import { isAboutFile } from './from-paths.ts';
import { LegacyEvidence } from './legacy-evidence.ts';
import { linesOf, openLines, textColumnName } from './lines.ts';
import { noRowsIn, oneColumn, openSource } from './open-source.ts';
import { PlainTexts, type Waiting } from './plain-texts.ts';
import { ReadingProgress } from './reading-progress.ts';
import { NotData } from './sniff.ts';
import { TableWriter } from './table-writer.ts';
import { openText, readStart, type TextSource } from './text-source.ts';

export interface TableOptions extends ReadOptions {
  /** For tests: the same table must come out whatever it is. */
  chunkUnits?: number;
}

/**
 * All rows of all files as one table of clean cells. Archives and folders are looked into; files that hold no
 * reviews are passed over. Labels and a split that only the folders' or files' names tell become columns.
 * @throws {InputError} when a file is empty, damaged, no data, or does not go with the others
 * @throws what the signal was aborted with
 */
export async function readTable(files: readonly SourceFile[], options: TableOptions = {}): Promise<Table> {
  const total = files.reduce((sum, file) => sum + file.blob.size, 0);
  const progress = new ReadingProgress(total, options);
  const teller = new FileTeller(options.onFile);
  const reader = new TableReader(files, options, progress);
  const entries = expand(files, {
    signal: options.signal,
    onBytes: (read) => progress.onInput(read),
    onFile: (path, size) => teller.begin(path, size),
  });
  for await (const entry of entries) {
    if (progress.isDue) await progress.take();
    progress.beginEntry();
    teller.begin(entry.path, entry.size);
    await reader.read(entry);
  }
  return reader.finish();
}

/** What comes along with data sets and holds no reviews. */
const noData =
  /(^|\/)(readme[^/]*|(licen[cs]e|copying|changelog|citation|authors)(\.txt)?|urls?_[^/]*\.txt|thumbs\.db|desktop\.ini)$|\.(md|rst|feat|vocab|bow|py|ipynb|js|ts|r|sh|bib|html?|pdf|docx?|png|jpe?g|gif|svg|ya?ml|toml|lock|pkl|pt|npy|npz|bin|sha\d*|md5)$/i;

/** Larger tables are read at once, whatever stands beside them. */
const mostHeldTable = 1 << 26;

/** A table that is read when it is clear what stands beside it. */
interface HeldTable {
  entry: Entry;
  rows: RowSource;
  isChosen: boolean;
}

const isMappingFile = ({ path, size }: Entry) =>
  mappingName.test(path) && size !== null && size <= mostMappingBytes;

const linesFile = ({ text, isChosen }: Waiting): ColumnFile => ({
  path: text.path,
  encoding: text.encoding,
  isChosen,
  cells: () => linesOf(text),
});

class TableReader {
  private readonly writer: TableWriter;
  private readonly list = new FileList();
  private readonly texts = new PlainTexts();
  private readonly tables: HeldTable[] = [];
  private readonly evidence = new LegacyEvidence();
  /** Why files were passed over, the first of them: said when nothing else is left to read. */
  private passedOver: NotData | null = null;
  /** Of the first file that is rather in another encoding than the chosen one. */
  private likelier: TextSource['likelier'] = null;
  private readonly inputPaths: ReadonlySet<string>;

  constructor(
    files: readonly SourceFile[],
    private readonly options: TableOptions,
    private readonly progress: ReadingProgress,
  ) {
    this.inputPaths = new Set(files.map((file) => file.path));
    this.writer = new TableWriter({ isClean: !options.isForAnswers });
  }

  async read(entry: Entry): Promise<void> {
    // A file that was chosen is read whatever it is called; in folders and archives things lie about.
    const isChosen = this.inputPaths.has(entry.path) && !entry.path.includes('/');
    if (!isChosen && noData.test(entry.path)) return;
    const isAlone = this.inputPaths.size === 1 && isChosen;
    const opened = await this.open(entry, { isChosen, isAlone });
    if (!opened) return;
    this.likelier ??= opened.kind === 'rows' ? opened.likelier : opened.text.likelier;
    if (opened.kind === 'text') {
      if (isAlone && !this.options.isForAnswers) throw oneColumn(entry.path);
      if (isAlone) await this.readRows(entry.path, openLines(opened.text));
      else await this.takeText(opened.text, isChosen, entry.size);
      return;
    }
    // Beside reviews a file it tells of them, or of something else.
    if (!isChosen && this.texts.mode === 'files') return;
    const { rows } = opened;
    const mayBeBeside = !isAlone && (entry.size ?? mostHeldTable) < mostHeldTable;
    if (mayBeBeside && (rows.width === 1 || isMappingFile(entry)))
      this.tables.push({ entry, rows, isChosen });
    else await this.readRows(entry.path, rows);
  }

  /** Null for what is no data, and was not chosen. */
  private async open(entry: Entry, { isChosen, isAlone }: { isChosen: boolean; isAlone: boolean }) {
    try {
      return await openSource(entry, {
        encoding: this.options.encoding,
        chunkUnits: this.options.chunkUnits,
        evidence: isChosen ? undefined : this.evidence,
        signal: this.options.signal,
        progress: this.progress,
        isAlone,
        isReview: !isAlone && this.texts.mode === 'files',
      });
    } catch (error) {
      if (isChosen || !(error instanceof NotData)) throw error;
      // What looks like no data may be data that is damaged.
      await entry.verify?.();
      this.passedOver ??= error;
      return null;
    }
  }

  /** @throws {InputError} when no reviews were found */
  async finish(): Promise<Table> {
    const waiting = this.texts.takeWaiting();
    const hasTables = this.list.count > 0;
    if (hasTables || !(await this.readBeside(waiting))) {
      for (const { entry, rows } of this.tables) await this.readRows(entry.path, rows);
      const onlyChosen = this.list.count > 0 && this.texts.mode === null;
      for (const { text, isChosen } of waiting) {
        if (!onlyChosen || isChosen) await this.readRows(text.path, openLines(text));
      }
    }
    if (this.list.count === 0) {
      throw this.passedOver ?? new InputError({ code: 'no-reviews' });
    }
    const { isForAnswers = false } = this.options;
    const table = finishTable(this.writer, this.list, { inputs: [...this.inputPaths], isForAnswers });
    if (table.rowCount === 0) throw noRowsIn(this.list.firstPath);
    if (table.columns.length < 2 && !isForAnswers) throw oneColumn(this.list.firstPath);
    return { ...table, likelier: this.likelier };
  }

  /** Texts and labels in files of their own, side by side. False: there are none. */
  private async readBeside(waiting: readonly Waiting[]): Promise<boolean> {
    const columns = this.tables.filter(({ rows }) => rows.width === 1);
    const files = [...waiting.map(linesFile), ...columns.map((table) => this.cellsFile(table))];
    if (files.length < 2) return false;
    const { sets, unmatched } = await align(files);
    const inSets = new Set(sets.flatMap(({ columns: own }) => own.map(({ file }) => file.path)));
    const extra = unmatched.find(({ path }) => !isAboutFile(path) && !mappingName.test(path));
    if (sets.length > 0 && extra) throw new InputError({ code: 'no-lines-beside', fileName: extra.path });
    const names = new Map<string, string>();
    const mappings = [
      ...waiting.filter(({ text }) => mappingName.test(text.path)).map(({ text }) => text),
      ...this.tables.map(({ entry }) => entry).filter(isMappingFile),
    ];
    for (const mapping of mappings.filter(({ path }) => !inSets.has(path))) {
      const head =
        'head' in mapping ? mapping.head : (await openText(mapping, await readStart(mapping))).head;
      for (const [code, name] of readMapping(head)) names.set(code, name);
    }
    for (const set of sets) await this.readRows(set.path, openAligned(set, names));
    return sets.length > 0;
  }

  private cellsFile({ entry, isChosen, rows }: HeldTable): ColumnFile {
    const open = () => this.open(entry, { isChosen, isAlone: false });
    async function* cells() {
      const opened = await open();
      if (opened?.kind !== 'rows') return;
      for await (const block of opened.rows.blocks) yield block.rows.map(([cell = '']) => cell);
    }
    return { path: entry.path, encoding: rows.encoding, isChosen, cells };
  }

  private async takeText(text: TextSource, isChosen: boolean, size: number | null): Promise<void> {
    const hasTables = this.list.count > 0 && this.texts.mode === null;
    if (hasTables && !isChosen) return;
    if (!text.isWhole || this.texts.mode === 'lines') {
      if (!this.texts.hold(text, isChosen, size)) await this.readRows(text.path, openLines(text));
      return;
    }
    for (const ready of this.texts.add(text, isChosen)) this.appendReview(ready);
  }

  /** A file that is one review. */
  private appendReview(text: TextSource): void {
    this.openFile(text.path, [textColumnName], 1);
    this.writer.appendRow([text.head]);
    this.progress.rows++;
    this.list.add({ path: text.path, format: 'text-files', encoding: text.encoding, rows: 1 }, text.isAscii);
  }

  private openFile(path: string, names: readonly string[] | null, width: number): void {
    this.writer.openFile(path, names, width);
  }

  private async readRows(path: string, source: RowSource): Promise<void> {
    const { writer, progress } = this;
    const before = writer.rowCount;
    let isOpen = false;
    for await (const { rows, joined } of source.blocks) {
      if (rows.length === 0) continue;
      const width = rows.reduce((widest, row) => Math.max(widest, row.length), source.names?.length ?? 0);
      if (!isOpen) this.openFile(path, source.names, width);
      else writer.widen(source.names ?? [], width);
      isOpen = true;
      for (const [place, row] of rows.entries()) {
        writer.appendRow(row, joined?.has(place) ? rowDefect.joined : 0);
        if (!progress.isDue) continue;
        progress.rows = writer.rowCount;
        await progress.take();
      }
      progress.rows = writer.rowCount;
    }
    if (!isOpen && this.inputPaths.size === 1) this.openFile(path, source.names, source.names?.length ?? 0);
    const report: FileReport = {
      path,
      format: source.format,
      encoding: source.encoding,
      rows: writer.rowCount - before,
    };
    this.list.add(report, false, source.broken());
    this.list.unread += source.unread ?? 0;
  }
}
