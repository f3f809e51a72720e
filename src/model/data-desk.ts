/** The data at hand: files as they were read, the dataset made of them, what people say about its rows. */
import type { RunConfig } from './config.ts';
import {
  datasetFromTable,
  previewTable,
  queryRows,
  readCorrections,
  readSample,
  readTable,
  rowPage,
  rowsCsv,
  summarize,
  textKey,
  writeCorrections,
} from './data/index.ts';
import type { Dataset, ReadOptions, SourceFile, Table } from './data/index.ts';
import { examine } from './doctor/index.ts';
import { InputError } from './errors.ts';
import type {
  ColumnChoice,
  Correction,
  DatasetSummary,
  DoctorReport,
  FindingId,
  Progress,
  RowPage,
  RowQuery,
  SampleDataset,
  TablePreview,
} from './reports.ts';

/** Of work that may take a while. */
export interface WorkOptions {
  signal?: AbortSignal;
  /** Called a few times a second. */
  onProgress?: (progress: Progress) => void;
}

export interface NamedBytes {
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface Examined {
  key: string;
  report: DoctorReport;
  rowsOf: Map<FindingId, Int32Array>;
}

export class DataDesk {
  private table: Table | null = null;
  private loaded: Dataset | null = null;
  private corrections: ReadonlyMap<string, Correction> = new Map();
  private examined: Examined | null = null;

  /** Null until there is one. */
  get dataset(): Dataset | null {
    return this.loaded;
  }

  /** @throws {InputError} */
  loadSample(sample: SampleDataset, bytes: Uint8Array): DatasetSummary {
    const dataset = readSample(bytes, sample);
    this.corrections = new Map();
    return this.take(dataset);
  }

  /** What was loaded before stays until columns are chosen. @throws {InputError} */
  async openFiles(files: SourceFile[], options: ReadOptions): Promise<TablePreview> {
    const table = await readTable(files, options);
    const preview = previewTable(table);
    this.table = table;
    return preview;
  }

  /** @throws {InputError} */
  async chooseColumns(choice: ColumnChoice, options: WorkOptions): Promise<DatasetSummary> {
    const { table } = this;
    if (!table) throw new InputError('Open a file first.');
    // Other columns of the same files are the same reviews: what was said about them holds.
    const corrections =
      this.loaded?.origin.table === table ? this.corrections : new Map<string, Correction>();
    const dataset = await datasetFromTable(table, choice, corrections, options);
    this.corrections = corrections;
    return this.take(dataset);
  }

  /** @throws {InputError} */
  async examine(config: RunConfig, options: WorkOptions): Promise<DoctorReport> {
    return (await this.examinedFor(config, options)).report;
  }

  /** @throws {InputError} */
  async rows(
    query: RowQuery,
    range: { start: number; count: number },
    config: RunConfig,
    options: WorkOptions,
  ): Promise<RowPage> {
    const found = query.finding && (await this.rowsOf(query.finding, config, options));
    return rowPage(this.current(), config, query, range.start, range.count, found);
  }

  /** A CSV file of the rows that a query finds. @throws {InputError} */
  async exportRows(query: RowQuery, config: RunConfig, options: WorkOptions): Promise<NamedBytes> {
    const found = query.finding && (await this.rowsOf(query.finding, config, options));
    const dataset = this.current();
    const rows = queryRows(dataset, config, query, found);
    return { fileName: `${plainName(dataset.name)}-rows.csv`, bytes: rowsCsv(dataset, config, rows) };
  }

  /** Corrects the table's rows, and all rows with an equal text; null takes corrections back. @throws {InputError} */
  async correct(
    rows: readonly number[],
    correction: Correction | null,
    options: WorkOptions,
  ): Promise<DatasetSummary> {
    const { origin } = this.current();
    const texts = origin.table.cells[origin.table.columns.indexOf(origin.choice.text)];
    const corrections = new Map(this.corrections);
    for (const row of rows) {
      const key = textKey(texts.get(row));
      if (correction === null) corrections.delete(key);
      else corrections.set(key, correction);
    }
    return this.withCorrections(corrections, options);
  }

  /** @throws {InputError} */
  exportCorrections(): NamedBytes {
    const dataset = this.current();
    return {
      fileName: `${plainName(dataset.name)}-corrections.json`,
      bytes: writeCorrections(dataset),
    };
  }

  /** Adds them to those that there are. @throws {InputError} */
  async importCorrections(
    bytes: Uint8Array,
    options: WorkOptions,
  ): Promise<{ summary: DatasetSummary; applied: number; unknown: number }> {
    const dataset = this.current();
    const added = readCorrections(bytes);
    const known = new Set<string>();
    const { table, choice } = dataset.origin;
    const texts = table.cells[table.columns.indexOf(choice.text)];
    for (let row = 0; row < texts.length; row++) {
      const key = textKey(texts.get(row));
      if (added.has(key)) known.add(key);
    }
    const applied = [...added].filter(([key]) => known.has(key));
    const summary = await this.withCorrections(new Map([...this.corrections, ...applied]), options);
    return { summary, applied: applied.length, unknown: added.size - applied.length };
  }

  private async withCorrections(
    corrections: ReadonlyMap<string, Correction>,
    options: WorkOptions,
  ): Promise<DatasetSummary> {
    const { origin } = this.current();
    const dataset = await datasetFromTable(origin.table, origin.choice, corrections, options);
    this.corrections = corrections;
    return this.take(dataset);
  }

  private take(dataset: Dataset): DatasetSummary {
    this.loaded = dataset;
    this.table = dataset.origin.table;
    this.examined = null;
    return summarize(dataset);
  }

  private current(): Dataset {
    if (!this.loaded) throw new InputError('Choose a dataset first.');
    return this.loaded;
  }

  private async rowsOf(finding: FindingId, config: RunConfig, options: WorkOptions): Promise<Int32Array> {
    const { rowsOf } = await this.examinedFor(config, options);
    return rowsOf.get(finding) ?? new Int32Array(0);
  }

  private async examinedFor(config: RunConfig, options: WorkOptions): Promise<Examined> {
    const dataset = this.current();
    const { trainShare, validationShare, vocabularySize, maxLength, keptEnd, lowercase, punctuation, seed } =
      config;
    const shares = [trainShare, validationShare, seed];
    const words = [vocabularySize, maxLength, keptEnd, lowercase, punctuation];
    const key = JSON.stringify([dataset.fingerprint, shares, words]);
    if (this.examined?.key === key) return this.examined;
    const examined = { key, ...(await examine(dataset, config, options)) };
    // Another dataset may have come meanwhile.
    if (this.loaded === dataset) this.examined = examined;
    return examined;
  }
}

/** A name that every file system takes. */
export function plainName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/\.[a-z0-9]{1,7}$/, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'reviews'
  );
}
