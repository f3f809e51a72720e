import type { Encoding, FileFormat, FileReport } from '../../../contract/dataset.ts';

/** Files that are told of one by one. */
const mostReports = 50;
const mostSamples = 5;

/** The files that a table was read from, in their order. */
export class FileList {
  readonly paths: string[] = [];
  /** Rows of each. */
  readonly rowCounts: number[] = [];
  readonly reports: FileReport[] = [];
  /** Rows that were not read, as those of a workbook's other sheets. */
  unread = 0;
  readonly broken = { count: 0, samples: [] as string[] };
  private firstBeyondAscii: Encoding | null = null;

  get count(): number {
    return this.paths.length;
  }

  get firstPath(): string {
    return this.paths[0];
  }

  get format(): FileFormat {
    return this.reports[0].format;
  }

  /** Of the first text that is not plain ASCII, which reads the same in all encodings. */
  get encoding(): Encoding | null {
    return this.firstBeyondAscii ?? this.reports[0].encoding;
  }

  add(report: FileReport, isAscii: boolean, broken?: { count: number; samples: string[] }): void {
    this.paths.push(report.path);
    this.rowCounts.push(report.rows);
    if (this.reports.length < mostReports) this.reports.push(report);
    if (!isAscii) this.firstBeyondAscii ??= report.encoding;
    if (!broken) return;
    this.broken.count += broken.count;
    this.broken.samples.push(...broken.samples.slice(0, mostSamples - this.broken.samples.length));
  }
}
