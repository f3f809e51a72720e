import { InputError } from '../../errors.ts';
import { isUsualName, sheetColumn } from '../column-names.ts';
import { TimeSlicer } from '../time-slicer.ts';
import type { Entry, RowBlock, RowSource } from './contract.ts';
import { damaged, type Limits, Meter, usualLimits } from './limits.ts';
import { RowCounter, SharedTextReader, SheetReader, type WorkbookContext } from './xlsx-sheet.ts';
import { StyleReader } from './xlsx-styles.ts';
import { attributeOf, type XmlHandler, XmlScanner } from './xml-scanner.ts';
import { readDirectory, type ZipMember } from './zip-directory.ts';
import { ZipReader } from './zip.ts';

/** A workbook of 50,000 long reviews has 80 MB of XML. */
const mostBytes = 300 * 2 ** 20;
const workbookPath = 'xl/workbook.xml';
/** A block goes out with so many cells. */
const blockCells = 4_000;

/**
 * The rows of an Excel workbook, without names: which row is the header is for the reader to find. Of several
 * sheets it is the one with most rows that have something in them, of equals the first, and with it all that have the
 * same first row: then a column tells the sheet. The rows of others are counted. Hidden ones count only when there are
 * no others.
 *
 * Sheets are read in pieces, by our own scanner: libraries for workbooks read all at once without letting
 * messages in, refuse a file for one odd cell, and fill the gaps before a cell that says it stands in row 10¹²
 * until the memory is full. Texts that cells share are kept as UTF-8. What is unpacked is measured.
 * @throws {InputError} when it is damaged, or unpacks to too much
 */
export async function readXlsx(
  entry: Entry,
  signal?: AbortSignal,
  limits: Partial<Limits> = {},
): Promise<RowSource> {
  const meter = new Meter({ ...usualLimits, bytes: mostBytes, ...limits });
  const workbook = await Workbook.open(entry, meter, signal);
  const { sheets, is1904 } = await workbook.readOverview();
  const counted = await workbook.counted(sheets);
  const styles = new StyleReader();
  await workbook.scanRelated('styles', styles);
  const shared = new SharedTextReader();
  await workbook.scanRelated('sharedStrings', shared);
  const context: WorkbookContext = { shared: shared.finish(), areDates: styles.areDates, is1904 };
  const { joined, unread } = await workbook.alike(counted, context);
  const readers = joined.map(() => new SheetReader(context));
  return {
    format: 'xlsx',
    encoding: null,
    names: null,
    blocks: workbook.blocksOf(joined, readers),
    broken: () => ({ count: readers.reduce((sum, { broken }) => sum + broken, 0), samples: [] }),
    unread,
  };
}

/** Two rows that name the columns of two sheets alike; a single cell does when it is a usual name. */
const areSameNames = (a: readonly string[], b: readonly string[]) =>
  (a.length > 1 || isUsualName(a[0] ?? '')) &&
  a.length === b.length &&
  a.every((cell, column) => cell.trim() === b[column].trim());

interface Sheet {
  name: string;
  path: string;
  isHidden: boolean;
}

interface CountedSheet extends Sheet {
  rows: number;
}

interface Relation {
  id: string;
  /** The last part of its type: `worksheet`, `styles`. */
  type: string;
  path: string;
}

class Workbook {
  private readonly counters = new Map<string, (position: number) => void>();
  private relations: Relation[] = [];

  private constructor(
    private readonly path: string,
    private readonly members: ReadonlyMap<string, ZipMember>,
    private readonly zip: ZipReader,
    private readonly meter: Meter,
    private readonly signal: AbortSignal | undefined,
  ) {}

  static async open(entry: Entry, meter: Meter, signal?: AbortSignal): Promise<Workbook> {
    const blob = new Blob([(await entry.bytes()).slice()]);
    const list = await readDirectory(blob, entry.path, () => meter.addEntry());
    const members = new Map(list.map((member) => [keyOf(member.name), member]));
    if (members.has('xl/workbook.bin')) {
      throw new InputError({ code: 'binary-workbook', path: entry.path });
    }
    const zip = new ZipReader(blob, { signal });
    // A part whose name in the directory is another one would be missing without a word.
    for (const member of list) await zip.check(member, entry.path);
    return new Workbook(entry.path, members, zip, meter, signal);
  }

  async readOverview(): Promise<{ sheets: Sheet[]; is1904: boolean }> {
    const relations = new RelationReader();
    await this.scan('xl/_rels/workbook.xml.rels', relations);
    this.relations = relations.relations;
    const overview = new OverviewReader();
    await this.scan(workbookPath, overview);
    const sheets = overview.sheets.flatMap(({ id, name, isHidden }) => {
      const relation = this.relations.find((one) => one.id === id && one.type === 'worksheet');
      if (!relation) return [];
      if (!this.members.has(keyOf(relation.path))) throw damaged(this.path);
      return [{ name, path: relation.path, isHidden }];
    });
    const visible = sheets.filter(({ isHidden }) => !isHidden);
    return { sheets: visible.length > 0 ? visible : sheets, is1904: overview.is1904 };
  }

  /** The rows of each sheet that have something in them. */
  async counted(sheets: readonly Sheet[]): Promise<CountedSheet[]> {
    if (sheets.length === 0) throw damaged(this.path);
    const counted: CountedSheet[] = [];
    for (const sheet of sheets) {
      const counter = new RowCounter();
      // One alone is taken, whatever it has.
      if (sheets.length > 1) await this.scan(sheet.path, counter);
      counted.push({ ...sheet, rows: counter.rows });
    }
    return counted;
  }

  /** The fullest sheet with all that have its first row, in their order, and how many rows the others have. */
  async alike(
    sheets: readonly CountedSheet[],
    context: WorkbookContext,
  ): Promise<{ joined: Sheet[]; unread: number }> {
    const fullest = sheets.reduce((best, sheet) => (sheet.rows > best.rows ? sheet : best));
    const joined: Sheet[] = [];
    let unread = 0;
    const first = sheets.length > 1 ? await this.firstRow(fullest, context) : [];
    for (const sheet of sheets) {
      if (sheet === fullest || areSameNames(first, await this.firstRow(sheet, context))) joined.push(sheet);
      else unread += sheet.rows;
    }
    return { joined, unread };
  }

  private async firstRow(sheet: Sheet, context: WorkbookContext): Promise<string[]> {
    const reader = new SheetReader(context);
    for await (const { rows } of this.blocks(sheet, reader)) return rows[0] ?? [];
    return [];
  }

  /** The rows of all of these, their common first row once; of several each row with its sheet's name. */
  async *blocksOf(sheets: readonly Sheet[], readers: readonly SheetReader[]): AsyncGenerator<RowBlock> {
    if (sheets.length === 1) return yield* this.blocks(sheets[0], readers[0]);
    for (const [at, sheet] of sheets.entries()) {
      let isFirst = true;
      for await (const { rows } of this.blocks(sheet, readers[at])) {
        const named = rows.map((row, place) => [isFirst && place === 0 ? sheetColumn : sheet.name, ...row]);
        yield { rows: isFirst && at > 0 ? named.slice(1) : named };
        isFirst = false;
      }
    }
  }

  /** Nothing when the workbook has no such part. */
  async scanRelated(type: string, handler: XmlHandler): Promise<void> {
    const relation = this.relations.find((one) => one.type === type);
    if (relation && this.members.has(keyOf(relation.path))) await this.scan(relation.path, handler);
  }

  async *blocks(sheet: Sheet, reader: SheetReader): AsyncGenerator<RowBlock> {
    for await (const _ of this.scanning(sheet.path, reader)) {
      if (reader.cells >= blockCells) yield { rows: reader.take() };
    }
    if (reader.rows.length > 0) yield { rows: reader.take() };
  }

  private async scan(path: string, handler: XmlHandler): Promise<void> {
    for await (const _ of this.scanning(path, handler)) continue;
  }

  /** Scans a part of the workbook; pauses after each piece. @throws {InputError} */
  private async *scanning(path: string, handler: XmlHandler): AsyncGenerator<void> {
    const member = this.members.get(keyOf(path));
    if (!member) throw damaged(this.path);
    const counter = this.counters.get(path) ?? this.meter.stream();
    this.counters.set(path, counter);
    const scanner = new XmlScanner(handler);
    const decoder = new TextDecoder();
    const slicer = new TimeSlicer({ signal: this.signal });
    for await (const bytes of this.zip.open(member, this.path, counter)) {
      // A piece may be some megabytes of a bomb: no more than this is scanned between two looks.
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        this.guarded(() =>
          scanner.push(decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true })),
        );
        if (slicer.isDue) await slicer.pause();
        yield;
      }
    }
    this.guarded(() => scanner.finish());
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw error instanceof InputError ? error : damaged(this.path);
    }
  }
}

const pieceBytes = 1 << 17;

/** Some writers put a slash first, and differ in capitals. */
function keyOf(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

class RelationReader implements XmlHandler {
  readonly relations: Relation[] = [];

  open(name: string, tag: string): void {
    if (name !== 'Relationship') return;
    const target = attributeOf(tag, 'Target') ?? '';
    this.relations.push({
      id: attributeOf(tag, 'Id') ?? '',
      type: (attributeOf(tag, 'Type') ?? '').replace(/^.*\//, ''),
      path: target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
    });
  }

  close(): void {
    // Relations stand side by side.
  }
}

class OverviewReader implements XmlHandler {
  readonly sheets: { id: string; name: string; isHidden: boolean }[] = [];
  is1904 = false;

  open(name: string, tag: string): void {
    if (name === 'workbookPr') this.is1904 = /^(1|true)$/.test(attributeOf(tag, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const state = attributeOf(tag, 'state') ?? 'visible';
    this.sheets.push({
      id: attributeOf(tag, 'id') ?? '',
      name: attributeOf(tag, 'name') ?? '',
      isHidden: state !== 'visible',
    });
  }

  close(): void {
    // Sheets stand side by side.
  }
}
