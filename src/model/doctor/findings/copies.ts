import { firstOfEqual } from '../../data/equal-texts.ts';
import { firstOfKey } from '../../data/canonical-key.ts';
import { partOf } from '../../data/provided-split.ts';
import type { ExclusionReason } from '../../../contract/dataset.ts';
import type { Fix } from '../../../contract/findings.ts';
import { excluded, leavesEnough, rowsWhere } from './finding.ts';
import type { ExaminationContext, FindingDraft } from './finding.ts';

/** Of the reviews: from here on it costs accuracy, or makes a test look better than it is. */
const many = 0.01;

function findExact(context: ExaminationContext): FindingDraft[] {
  const { count, rows } = excluded(context, 'duplicate');
  if (count === 0) return [];
  return [
    {
      id: 'exact-duplicates',
      severity: 'note',
      count,
      message: { code: 'found-exact', count },
      effect: { code: 'effect-exact' },
      fixes: [],
      rows,
    },
  ];
}

/** The rows that no network can tell from an earlier one. */
function copiesOf({ dataset }: ExaminationContext): Uint8Array {
  return Uint8Array.from(firstOfKey(dataset.keys), (first, row) => (first < row ? 1 : 0));
}

function findAlike(context: ExaminationContext): FindingDraft[] {
  const copies = copiesOf(context);
  const rows = rowsWhere(context, (row) => copies[row] === 1);
  if (rows.length === 0) return [];
  return [
    {
      id: 'same-words',
      severity: 'note',
      count: rows.length,
      message: { code: 'found-same-words', count: rows.length },
      effect: context.dataset.provided
        ? { code: 'effect-same-words-provided' }
        : { code: 'effect-same-words' },
      fixes: excludingNear(context),
      rows,
    },
  ];
}

/** Copies and near ones go together. */
function excludingNear(context: ExaminationContext): Fix[] {
  const { nearOf } = context;
  const copies = copiesOf(context);
  const isTried = leavesEnough(context, (row) => nearOf[row] >= 0 || copies[row] === 1);
  return isTried ? [{ kind: 'choice', cleaning: { excludeNearDuplicates: true } }] : [];
}

function findNear(context: ExaminationContext): FindingDraft[] {
  const { dataset, nearOf } = context;
  const copies = copiesOf(context);
  const rows = rowsWhere(context, (row) => nearOf[row] >= 0 && copies[row] === 0);
  if (rows.length === 0) {
    const near = excluded(context, 'near-duplicate');
    if (near.count === 0) return [];
    return [
      {
        id: 'near-duplicates',
        severity: 'note',
        count: near.count,
        message: { code: 'found-near-excluded', count: near.count },
        effect: { code: 'effect-as-asked' },
        fixes: [{ kind: 'choice', cleaning: { excludeNearDuplicates: false } }],
        rows: near.rows,
      },
    ];
  }
  const share = rows.length / dataset.texts.length;
  return [
    {
      id: 'near-duplicates',
      severity: share >= many ? 'warning' : 'note',
      count: rows.length,
      message: { code: 'found-near', count: rows.length },
      effect: { code: 'effect-near' },
      fixes: excludingNear(context),
      rows,
    },
  ];
}

function findTwoLabels(context: ExaminationContext): FindingDraft[] {
  const { count, rows } = excluded(context, 'two-labels');
  if (count === 0) return [];
  const share = count / Math.max(1, context.dataset.rowsRead);
  return [
    {
      id: 'two-labels',
      severity: share >= many ? 'warning' : 'note',
      count,
      message: { code: 'found-two-labels', count },
      effect: share >= many ? { code: 'effect-two-labels-many', share } : { code: 'effect-two-labels' },
      fixes: [],
      rows,
    },
  ];
}

/** The table's rows of the provided test part whose very text the provided training part has as well. */
async function exactAcross(context: ExaminationContext): Promise<number[]> {
  const { table, choice, reasons } = context.dataset.origin;
  const texts = table.cells[table.columns.indexOf(choice.text)];
  const cells = table.cells[table.columns.indexOf(choice.split ?? '')];
  if (!cells) return [];
  const isMeant = (reason: ExclusionReason | null) =>
    reason === null || reason === 'duplicate' || reason === 'cross-split';
  const taken = Uint8Array.from(reasons, (reason) => (isMeant(reason) ? 1 : 0));
  const firstOf = await firstOfEqual(texts, taken, context.slicer);
  const training = new Set<number>();
  firstOf.forEach((first, row) => first >= 0 && partOf(cells.get(row)) === 'train' && training.add(first));
  const across: number[] = [];
  firstOf.forEach(
    (first, row) => training.has(first) && partOf(cells.get(row)) === 'test' && across.push(row),
  );
  return across;
}

/** The table's rows of the provided validation and test parts that are not used, as a part before has their words. */
function alikeAcross({ dataset }: ExaminationContext): number[] {
  const { provided, keys, origin } = dataset;
  if (!provided) return [];
  const ranks = { train: 0, validation: 1, test: 2 } as const;
  const rankOf = (row: number) => ranks[provided[row] ?? 'train'];
  const least = new Map<number, number>();
  keys.forEach((key, row) => least.set(key, Math.min(rankOf(row), least.get(key) ?? 2)));
  return Array.from(keys, (key, row) => (rankOf(row) > (least.get(key) ?? 2) ? origin.rows[row] : -1)).filter(
    (row) => row >= 0,
  );
}

/** The table's rows of the provided test part that are nearly the same as one of the provided training part. */
function nearAcross({ dataset, nearOf }: ExaminationContext): number[] {
  const { provided, origin } = dataset;
  if (!provided) return [];
  const firsts = firstOfKey(dataset.keys);
  // What has another's very words is not tested.
  const leaderOf = (row: number) => (nearOf[row] < 0 || firsts[row] < row ? row : nearOf[row]);
  const training = new Set<number>();
  provided.forEach((part, row) => part === 'train' && training.add(leaderOf(row)));
  const across: number[] = [];
  provided.forEach(
    (part, row) => part === 'test' && training.has(leaderOf(row)) && across.push(origin.rows[row]),
  );
  return across;
}

async function findCrossSplit(context: ExaminationContext): Promise<FindingDraft[]> {
  const { dataset } = context;
  if (!dataset.provided) return [];
  const near = nearAcross(context);
  if (dataset.origin.choice.cleaning?.excludeCrossSplit && near.length === 0)
    return findCrossSplitExcluded(context);
  const alike = alikeAcross(context);
  const rows = Int32Array.from(new Set([...(await exactAcross(context)), ...alike, ...near])).sort();
  if (rows.length === 0) return [];
  return [
    {
      id: 'cross-split',
      severity: near.length > 0 ? 'problem' : 'warning',
      count: rows.length,
      message: {
        code: 'found-cross-split',
        count: rows.length,
        parts: partsIn(context, alike),
        isNear: near.length > 0,
      },
      effect: near.length > 0 ? { code: 'effect-cross-split-near' } : { code: 'effect-cross-split' },
      fixes: [{ kind: 'choice', cleaning: { excludeCrossSplit: true } }],
      rows,
    },
  ];
}

/** The parts that have copies. */
function partsIn({ dataset: { provided, origin } }: ExaminationContext, alike: readonly number[]) {
  const rows = new Set(alike);
  const hasValidation = origin.rows.some((row, at) => rows.has(row) && provided?.[at] === 'validation');
  return hasValidation ? 'validation-and-test' : 'test';
}

function findCrossSplitExcluded(context: ExaminationContext): FindingDraft[] {
  const { count, rows } = excluded(context, 'cross-split');
  if (count === 0) return [];
  return [
    {
      id: 'cross-split',
      severity: 'note',
      count,
      message: { code: 'found-cross-split-excluded', count },
      effect: { code: 'effect-cross-split-excluded' },
      fixes: [{ kind: 'choice', cleaning: { excludeCrossSplit: false } }],
      rows,
    },
  ];
}

/** The same text more than once. */
export async function findCopies(context: ExaminationContext): Promise<FindingDraft[]> {
  return [
    ...(await findCrossSplit(context)),
    ...findExact(context),
    ...findAlike(context),
    ...findNear(context),
    ...findTwoLabels(context),
  ];
}
