/** The loaded data: files as they were read, the dataset made of them, corrections of its rows. One change at a time. */
import { examined, keyOf, type RunConfig } from '../contract/settings.ts';
import {
  TimeSlicer,
  datasetFromTable,
  labelsOfTexts,
  partsCsv,
  previewTable,
  queryRows,
  readCorrections,
  readSample,
  readTable,
  rowPage,
  rowsCsv,
  summarize,
  textCells,
  textKey,
  writeCorrections,
} from './data/index.ts';
import type { Dataset, ReadOptions, SourceFile, Table, WorkOptions } from './data/index.ts';
import { examine, type Examination } from './doctor/index.ts';
import { InputError } from './errors.ts';
import type {
  ColumnChoice,
  Correction,
  DatasetSummary,
  SampleDataset,
  TablePreview,
} from '../contract/dataset.ts';
import type { DoctorReport, FindingId } from '../contract/findings.ts';
import type { RowPage, RowQuery } from '../contract/reviews.ts';
import { SharedWork } from './shared-work.ts';

export type { WorkOptions };

export interface NamedBytes {
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Under way or done. */
interface Examined {
  dataset: Dataset;
  /** The settings that it depends on. */
  key: string;
  work: SharedWork<Examination>;
}

export class DatasetStore {
  /** The files that were opened last. */
  private table: Table | null = null;
  private loaded: Dataset | null = null;
  private corrections: ReadonlyMap<string, Correction> = new Map();
  private examined: Examined | null = null;

  /** @param onReplace called when other data is about to come: what was made of the data before is of no use */
  constructor(private readonly onReplace: () => void = () => undefined) {}

  /** Null until there is one. */
  get dataset(): Dataset | null {
    return this.loaded;
  }

  /** @throws {InputError} when there is none */
  current(): Dataset {
    if (!this.loaded) throw new InputError({ code: 'choose-a-dataset-first' });
    return this.loaded;
  }

  /** What a saved run says of its data. @throws {InputError} */
  identity(): { name: string; fingerprint: string; rows: number } {
    const { name, fingerprint, texts } = this.current();
    return { name, fingerprint, rows: texts.length };
  }

  /** @throws {InputError} */
  loadSample(sample: SampleDataset, bytes: Uint8Array): DatasetSummary {
    this.onReplace();
    const dataset = readSample(bytes, sample);
    this.corrections = new Map();
    this.table = dataset.origin.table;
    return this.take(dataset);
  }

  /** What was loaded before stays until columns are chosen. @throws {InputError} */
  async openFiles(files: SourceFile[], options: ReadOptions = {}): Promise<TablePreview> {
    this.onReplace();
    const table = await readTable(files, options);
    const preview = previewTable(table);
    this.table = table;
    return preview;
  }

  /** @throws {InputError} */
  async chooseColumns(choice: ColumnChoice, options: WorkOptions = {}): Promise<DatasetSummary> {
    const { table } = this;
    if (!table) throw new InputError({ code: 'open-a-file-first' });
    // Other columns of the same files are the same reviews: what was said about them holds.
    const corrections =
      this.loaded?.origin.table === table ? this.corrections : new Map<string, Correction>();
    const dataset = await datasetFromTable(table, choice, corrections, options);
    this.corrections = corrections;
    return this.take(dataset);
  }

  /** @throws {InputError} */
  async examine(config: RunConfig, options: WorkOptions = {}): Promise<DoctorReport> {
    return (await this.examinedFor(config, options)).report;
  }

  /** @throws {InputError} */
  async rows(
    query: RowQuery,
    range: { start: number; count: number },
    config: RunConfig,
    options: WorkOptions = {},
  ): Promise<RowPage> {
    const found = query.finding && (await this.rowsOf(query.finding, config, options));
    return rowPage(this.current(), config, query, range.start, range.count, found);
  }

  /** A CSV file of the rows that a query finds. @throws {InputError} */
  async exportRows(query: RowQuery, config: RunConfig, options: WorkOptions = {}): Promise<NamedBytes> {
    const found = query.finding && (await this.rowsOf(query.finding, config, options));
    const dataset = this.current();
    const rows = queryRows(dataset, config, query, found);
    return { fileName: `${plainName(dataset.name)}-rows.csv`, bytes: rowsCsv(dataset, config, rows) };
  }

  /** A CSV file of all rows with their parts. @throws {InputError} */
  exportParts(config: RunConfig): Uint8Array<ArrayBuffer> {
    return partsCsv(this.current(), config);
  }

  /**
   * Corrects the table's rows, and all rows with an equal text; null takes corrections back, and so does what the files'
   * labels say by themselves. @throws {InputError}
   */
  async correct(
    rows: readonly number[],
    correction: Correction | null,
    options: WorkOptions = {},
  ): Promise<DatasetSummary> {
    const dataset = this.current();
    const texts = textCells(dataset.origin);
    const keys = rows.map((row) => textKey(texts.get(row)));
    const labels = await labelsOfTexts(dataset, new Set(keys), { signal: options.signal });
    return this.correctTexts(
      dataset,
      (corrections) => {
        for (const key of keys) {
          if (correction === null || correction === labels.get(key)) corrections.delete(key);
          else corrections.set(key, correction);
        }
      },
      options,
    );
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
    options: WorkOptions = {},
  ): Promise<{ summary: DatasetSummary; applied: number; unknown: number }> {
    const dataset = this.current();
    const added = readCorrections(bytes, dataset.classNames);
    const known = await knownKeys(dataset, added, options);
    const applied = [...added].filter(([key]) => known.has(key));
    const summary = await this.correctTexts(
      dataset,
      (corrections) => applied.forEach(([key, correction]) => corrections.set(key, correction)),
      options,
    );
    return { summary, applied: applied.length, unknown: added.size - applied.length };
  }

  private async correctTexts(
    { origin: { table, choice } }: Dataset,
    change: (corrections: Map<string, Correction>) => void,
    options: WorkOptions,
  ): Promise<DatasetSummary> {
    const corrections = new Map(this.corrections);
    change(corrections);
    const dataset = await datasetFromTable(table, choice, corrections, options);
    this.corrections = corrections;
    return this.take(dataset);
  }

  private take(dataset: Dataset): DatasetSummary {
    this.loaded = dataset;
    this.examined = null;
    return summarize(dataset);
  }

  private async rowsOf(finding: FindingId, config: RunConfig, options: WorkOptions): Promise<Int32Array> {
    const { rowsOf } = await this.examinedFor(config, options);
    return rowsOf.get(finding) ?? new Int32Array(0);
  }

  private examinedFor(config: RunConfig, options: WorkOptions): Promise<Examination> {
    const dataset = this.current();
    const key = keyOf(config, ...examined);
    const known = this.examined;
    if (known?.dataset === dataset && known.key === key && !known.work.isLost)
      return known.work.join(options);
    const work = new SharedWork((shared) => examine(dataset, config, shared));
    this.examined = { dataset, key, work };
    return work.join(options);
  }
}

/** Those of some corrections' keys that the dataset has texts of. */
async function knownKeys(
  { origin }: Dataset,
  asked: ReadonlyMap<string, Correction>,
  options: WorkOptions,
): Promise<Set<string>> {
  const slicer = new TimeSlicer(options, 'cleaning');
  const texts = textCells(origin);
  const known = new Set<string>();
  for (let row = 0; row < texts.length; row++) {
    const key = textKey(texts.get(row));
    if (asked.has(key)) known.add(key);
    if (slicer.isDue) await slicer.pause(null, row);
  }
  return known;
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
