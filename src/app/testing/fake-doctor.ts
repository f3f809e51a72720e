/** What the fake worker says about the reviews: a made-up table of any size, the same each time. Never shipped. */
import type {
  Command,
  CommandName,
  Correction,
  DatasetSummary,
  DoctorReport,
  ErrorGroups,
  Grouping,
  Finding,
  ExclusionReason,
  ReviewRow,
  RowPage,
  RowQuery,
  RunConfig,
  TestedPage,
  TestedReview,
  TestFilter,
  TestQuery,
  WorkerEvent,
} from '../../workers/protocol.ts';

type DoctorCommandName =
  | 'examine'
  | 'rows'
  | 'correct'
  | 'tested-reviews'
  | 'group-errors'
  | 'find-label-errors'
  | 'label-errors'
  | 'export-rows'
  | 'export-corrections'
  | 'import-corrections';
export type DoctorCommand = Extract<Command, { name: DoctorCommandName }>;
type Answer = Extract<WorkerEvent, { type: 'answer' }>['response'];

export interface FakeDoctorOptions {
  /** Rows of the table; else those of the dataset. */
  rows?: number;
  findings?: Finding[];
  /** Each row's text begins with it. */
  prefix?: string;
  /** All of class 0 first. */
  sorted?: boolean;
}

const openings = ['The food', 'This film', 'The phone', 'Our room', 'The second act', 'Món phở ở đây'];
const verdicts = [
  ['was cold and nobody said sorry', 'stopped after a week', 'drags, and the end is no reward'],
  ['was warm, crisp and gone in a minute', 'does what it says', 'makes up for a slow start'],
];
const rest =
  ' We went back a second time to be sure, asked for somebody in charge, waited, and left with the same view of it as before; ' +
  'my sister, who likes nearly everything, said so too, and she does not say such things lightly.';

/** As many labels are said to be wrong. */
const fakeLabelErrors = 34;

const reasons: readonly ExclusionReason[] = ['duplicate', 'empty-text', 'two-labels'];

const fakeFindings: Finding[] = [
  {
    id: 'two-labels',
    severity: 'problem',
    count: 14,
    message: { code: 'found-two-labels', count: 14 },
    effect: { code: 'effect-two-labels' },
    fixes: [],
    hasRows: true,
  },
  {
    id: 'long-texts',
    severity: 'warning',
    count: 381,
    message: { code: 'found-long-texts', count: 381, unit: 'words', limit: 50 },
    effect: { code: 'effect-long-texts', unit: 'words', keptEnd: 'start', share: 0.128 },
    fixes: [{ kind: 'settings', change: { maxLength: 70 } }],
    hasRows: true,
  },
  {
    id: 'near-duplicates',
    severity: 'warning',
    count: 26,
    message: { code: 'found-near', count: 26 },
    effect: { code: 'effect-near' },
    fixes: [
      { kind: 'choice', cleaning: { excludeNearDuplicates: true } },
      { kind: 'encoding', encoding: 'windows-1258' },
    ],
    hasRows: true,
  },
  {
    id: 'decoded-twice',
    severity: 'note',
    count: 3,
    message: { code: 'found-decoded-twice', count: 3 },
    effect: { code: 'effect-decoded-twice' },
    fixes: [],
    hasRows: false,
  },
];

export class FakeDoctor {
  private readonly options: FakeDoctorOptions;
  private corrections = new Map<number, Correction>();
  private found: { key: string; rows: number[] } | null = null;

  constructor(options: FakeDoctorOptions = {}) {
    this.options = options;
  }

  answer(command: DoctorCommand, data: DatasetSummary): Answer {
    switch (command.name) {
      case 'examine':
        return this.examine(command.request.config, data);
      case 'rows':
        return this.page(command.request, data);
      case 'tested-reviews':
        return this.tested(command.request, data);
      case 'group-errors':
        return fakeGroups(command.request.by);
      case 'find-label-errors':
        return { total: fakeLabelErrors, byNetwork: 596 };
      case 'label-errors':
        return this.labelErrors(command.request, data);
      case 'correct': {
        const { rows, correction } = command.request;
        for (const row of rows) {
          if (correction === null) this.corrections.delete(row);
          else this.corrections.set(row, correction);
        }
        return this.summary(data);
      }
      case 'export-rows':
        return { fileName: 'reviews-rows.csv', bytes: new TextEncoder().encode('text,label\n') };
      case 'export-corrections':
        return { fileName: 'reviews-corrections.json', bytes: new TextEncoder().encode('{}') };
      case 'import-corrections': {
        for (const row of [1, 2, 3]) this.corrections.set(row, 1);
        return { summary: this.summary(data), applied: 3, unknown: 1 };
      }
    }
  }

  private summary(data: DatasetSummary): DatasetSummary {
    this.found = null;
    const corrected = Array.from(this.corrections, (entry) => entry.join('=')).sort();
    return { ...data, corrections: this.corrections.size, fingerprint: [data.name, ...corrected].join(' ') };
  }

  private count({ rowsRead }: DatasetSummary): number {
    return this.options.rows ?? rowsRead;
  }

  private row(row: number, data: DatasetSummary): ReviewRow {
    const first = this.options.sorted ? row < this.count(data) / 2 : (row * 7919) % 13 < 6;
    const label = first ? 0 : 1;
    const reason = row % 149 === 40 ? reasons[row % 3] : null;
    const correction = this.corrections.get(row) ?? null;
    const isOut = correction === 'exclude' || (correction === null && reason !== null);
    const verdict = verdicts[label][row % 3];
    const told = `${openings[row % openings.length]} ${verdict}.${row % 5 === 2 ? rest : ''}`;
    return {
      row,
      text: reason === 'empty-text' ? '' : `${this.options.prefix ?? ''}${told}`,
      label: data.classNames[label],
      class: isOut ? null : typeof correction === 'number' ? correction : label,
      excluded: correction === 'exclude' ? 'correction' : isOut ? reason : null,
      part: isOut ? null : row % 10 === 8 ? 'validation' : row % 10 === 9 ? 'test' : 'train',
      correction,
    };
  }

  private matches(row: ReviewRow, query: RowQuery): boolean {
    if (query.search && !row.text.toLowerCase().includes(query.search.toLowerCase())) return false;
    if (
      query.class === 'excluded' ? row.excluded === null : query.class !== null && row.class !== query.class
    )
      return false;
    if (query.part !== null && row.part !== query.part) return false;
    if (query.reason !== null && row.excluded !== query.reason) return false;
    if (query.finding !== null && row.row % 213 !== 40) return false;
    return !query.corrected || row.correction !== null;
  }

  private page(
    { query, start, count }: { query: RowQuery; start: number; count: number },
    data: DatasetSummary,
  ): RowPage {
    const key = JSON.stringify([query, data.name]);
    if (this.found?.key !== key) {
      const all = Array.from({ length: this.count(data) }, (_, i) => i);
      const isOpen = Object.values(query).every((value) => value === null || value === '' || value === false);
      const rows = isOpen ? all : all.filter((row) => this.matches(this.row(row, data), query));
      this.found = { key, rows };
    }
    const { rows } = this.found;
    return {
      total: rows.length,
      start,
      rows: rows.slice(start, start + count).map((row) => this.row(row, data)),
    };
  }

  /** As many reviews as the made-up test has, four wrong in a row of 23. */
  private tested(
    { query, start, count }: { query: TestQuery; start: number; count: number },
    data: DatasetSummary,
  ): TestedPage {
    const all = Array.from({ length: 298 }, (_, i) => this.testedRow(10 * i + 9, data));
    const { cell } = query;
    const inCell = all.filter(
      ({ text, actual, predicted }) =>
        text.toLowerCase().includes(query.search.toLowerCase()) &&
        (!cell || (actual === cell.actual && predicted === cell.predicted)),
    );
    const sureness = ({ probability }: TestedReview) => Math.abs(probability - 0.5);
    const wrong = inCell.filter(({ actual, predicted }) => actual !== predicted);
    const found: Record<TestFilter, TestedReview[]> = {
      all: inCell,
      wrong,
      unsure: inCell.filter((row) => sureness(row) < 0.25).sort((a, b) => sureness(a) - sureness(b)),
      errors: [...wrong].sort((a, b) => sureness(b) - sureness(a)),
    };
    const rows = found[query.show];
    return {
      total: rows.length,
      start,
      rows: rows.slice(start, start + count),
      counts: {
        all: found.all.length,
        wrong: wrong.length,
        unsure: found.unsure.length,
        errors: wrong.length,
      },
    };
  }

  private testedRow(row: number, data: DatasetSummary): TestedReview {
    const shown = this.row(row, data);
    const actual = (row * 7919) % 13 < 6 ? 0 : 1;
    const isRight = row % 23 > 3;
    const sure = 0.5 + ((row * 31) % 50) / 100 + 0.004;
    const predicted = isRight === (actual === 1) ? 1 : 0;
    return { ...shown, actual, predicted, probability: sure };
  }

  private labelErrors({ start, count }: { start: number; count: number }, data: DatasetSummary) {
    const rows = Array.from({ length: fakeLabelErrors }, (_, i) => {
      const row = this.row(31 * i + 4, data);
      const given = data.classNames.indexOf(row.label);
      const suggested = (given + 1) % data.classNames.length;
      return { ...row, given, suggested, probability: 0.991 - 0.012 * i };
    });
    return { total: rows.length, start, rows: rows.slice(start, start + count) };
  }

  private examine(config: RunConfig, data: DatasetSummary): DoctorReport {
    const { rowsRead, rowsUsed, excluded, classCounts, classNames } = data;
    const edges = Array.from({ length: 25 }, (_, i) => i * 5);
    edges[24] = 132;
    const sizes = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 12_840];
    const cover = (size: number) => Math.min(1, 0.28 + 0.72 * (Math.log10(Math.max(10, size) / 10) / 3.11));
    const speaks = (words: string) =>
      words.split(' ').map((word, place) => ({ word, weight: 2.4 * 0.9 ** place }));
    return {
      fingerprint: `${data.fingerprint}-${config.maxLength}`,
      rowsRead,
      rowsUsed,
      excluded,
      classCounts,
      classNames,
      classAlong: Array.from({ length: 40 }, (_, i) => {
        const share = this.options.sorted ? Number(i >= 20) : 0.5 + 0.13 * Math.sin(i * 12.9898);
        return [1 - share, share];
      }),
      tokens: 'words',
      lengths: {
        edges,
        counts: edges.slice(1).map((_, i) => Math.round(rowsUsed * 0.14 * (i + 0.4) * Math.exp(-i / 2.4))),
        median: 11,
        p95: 27,
        longest: 131,
      },
      cut: { limit: config.maxLength, reviews: Math.exp(-config.maxLength / 24), words: 0.041 },
      coverage: {
        sizes,
        shares: sizes.map(cover),
        distinct: 12_840,
        chosenSize: config.vocabularySize,
        chosenShare: cover(config.vocabularySize),
      },
      areProvided: false,
      parts: {
        train: Math.round(rowsUsed * config.trainShare),
        validation: Math.round(rowsUsed * config.validationShare),
        test: Math.round(rowsUsed * (1 - config.trainShare - config.validationShare)),
      },
      findings: this.options.findings ?? fakeFindings,
      baselines: {
        majority: 0.5017,
        bagOfWords: 0.7919,
        seconds: 0.4,
        words: [
          speaks('bad not poor worst waste disappointed terrible awful'),
          speaks('great love excellent best delicious nice works loved'),
        ],
        testRows: 298,
      },
    };
  }
}

/** Made-up groups of a made-up test. */
function fakeGroups(by: Grouping): ErrorGroups {
  const group = (name: ErrorGroups['groups'][number]['name'], rows: number, accuracy: number) => {
    const spread = 0.98 * Math.sqrt((accuracy * (1 - accuracy)) / rows) * 2;
    const interval: [number, number] = [Math.max(0, accuracy - spread), Math.min(1, accuracy + spread)];
    return { name, rows, right: Math.round(rows * accuracy), accuracy, interval };
  };
  const byName: Record<Grouping['kind'], ErrorGroups['groups']> = {
    length: [
      group({ kind: 'range', from: 1, to: 6 }, 61, 0.77),
      group({ kind: 'range', from: 7, to: 10 }, 58, 0.862),
      group({ kind: 'range', from: 11, to: 131 }, 179, 0.827),
    ],
    unknown: [
      group({ kind: 'share', above: 0, to: 0 }, 120, 0.9),
      group({ kind: 'share', above: 0.1, to: 0.2 }, 110, 0.83),
      group({ kind: 'share', above: 0.2, to: 1 }, 68, 0.63),
    ],
    file: [group({ kind: 'value', value: 'a/one.csv' }, 298, 0.822)],
    column: [
      group({ kind: 'value', value: 'phones' }, 150, 0.82),
      group({ kind: 'value', value: '' }, 48, 0.83),
      group({ kind: 'others', values: 31 }, 100, 0.82),
    ],
  };
  return {
    by,
    groups: byName[by.kind],
    accuracy: 0.822,
    tokens: 'words',
    offered: [{ kind: 'length' }, { kind: 'unknown' }, { kind: 'column', column: 'label' }],
  };
}

const names: ReadonlySet<CommandName> = new Set<DoctorCommandName>([
  'examine',
  'rows',
  'correct',
  'tested-reviews',
  'group-errors',
  'find-label-errors',
  'label-errors',
  'export-rows',
  'export-corrections',
  'import-corrections',
]);

export function isDoctorCommand(command: Command): command is DoctorCommand {
  return names.has(command.name);
}
