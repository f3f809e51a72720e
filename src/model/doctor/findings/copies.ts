import { firstOfEqual } from '../../data/equal-texts.ts';
import { partOf } from '../../data/given-split.ts';
import type { LeaveOutReason } from '../../reports.ts';
import { counted, leftOut, percent, rowsWhere } from './finding.ts';
import type { Case, Found } from './finding.ts';

/** Of the reviews: from here on it costs accuracy, or makes a test look better than it is. */
const many = 0.01;

function findExact(found: Case): Found[] {
  const { count, rows } = leftOut(found, 'duplicate');
  if (count === 0) return [];
  return [
    {
      id: 'exact-duplicates',
      severity: 'note',
      count,
      message: `${counted(count, 'review is', 'reviews are')} word for word the same as an earlier one.`,
      effect:
        'They are left out already: a review that is in training and in the test makes the test too easy.',
      mends: [],
      rows,
    },
  ];
}

function findNear(found: Case): Found[] {
  const { dataset, nearOf } = found;
  const rows = rowsWhere(found, (row) => nearOf[row] >= 0);
  if (rows.length === 0) {
    const mended = leftOut(found, 'near-duplicate');
    if (mended.count === 0) return [];
    return [
      {
        id: 'near-duplicates',
        severity: 'note',
        count: mended.count,
        message: `${counted(mended.count, 'review was', 'reviews were')} nearly the same as an earlier one.`,
        effect: 'They are left out, as you asked.',
        mends: [{ kind: 'choice', label: 'Take them in again', mends: { leaveOutNearDuplicates: false } }],
        rows: mended.rows,
      },
    ];
  }
  const share = rows.length / dataset.texts.length;
  return [
    {
      id: 'near-duplicates',
      severity: share >= many ? 'warning' : 'note',
      count: rows.length,
      message: `${counted(rows.length, 'review is', 'reviews are')} nearly the same as an earlier one.`,
      effect: 'Where one is in training and its twin in the test, the test looks better than it is.',
      mends: [
        { kind: 'choice', label: 'Leave out near duplicates', mends: { leaveOutNearDuplicates: true } },
      ],
      rows,
    },
  ];
}

function findTwoLabels(found: Case): Found[] {
  const { count, rows } = leftOut(found, 'two-labels');
  if (count === 0) return [];
  const share = count / Math.max(1, found.dataset.rowsRead);
  return [
    {
      id: 'two-labels',
      severity: share >= many ? 'warning' : 'note',
      count,
      message: `${counted(count, 'row has', 'rows have')} a text that comes with both labels.`,
      effect:
        share >= many
          ? `They are left out, as nobody knows which label is right; ${percent(share)} of such rows means that other labels may be wrong too.`
          : 'They are left out: nobody knows which label is right.',
      mends: [],
      rows,
    },
  ];
}

/** The table's rows of the given test part whose very text the given training part has as well. */
async function exactAcross(found: Case): Promise<number[]> {
  const { table, choice, reasons } = found.dataset.origin;
  const texts = table.cells[table.columns.indexOf(choice.text)];
  const cells = table.cells[table.columns.indexOf(choice.split ?? '')];
  if (!cells) return [];
  const isMeant = (reason: LeaveOutReason | null) =>
    reason === null || reason === 'duplicate' || reason === 'cross-split';
  const taken = Uint8Array.from(reasons, (reason) => (isMeant(reason) ? 1 : 0));
  const firstOf = await firstOfEqual(texts, taken, found.breath);
  const training = new Set<number>();
  firstOf.forEach((first, row) => first >= 0 && partOf(cells.get(row)) === 'train' && training.add(first));
  const across: number[] = [];
  firstOf.forEach(
    (first, row) => training.has(first) && partOf(cells.get(row)) === 'test' && across.push(row),
  );
  return across;
}

/** The table's rows of the given test part that are nearly the same as one of the given training part. */
function nearAcross({ dataset, nearOf }: Case): number[] {
  const { given, origin } = dataset;
  if (!given) return [];
  const leaderOf = (row: number) => (nearOf[row] < 0 ? row : nearOf[row]);
  const training = new Set<number>();
  given.forEach((part, row) => part === 'train' && training.add(leaderOf(row)));
  const across: number[] = [];
  given.forEach(
    (part, row) => part === 'test' && training.has(leaderOf(row)) && across.push(origin.rows[row]),
  );
  return across;
}

async function findCrossSplit(found: Case): Promise<Found[]> {
  const { dataset } = found;
  if (!dataset.given) return [];
  const near = nearAcross(found);
  if (dataset.origin.choice.mends?.leaveOutCrossSplit && near.length === 0)
    return findCrossSplitMended(found);
  const rows = Int32Array.from(new Set([...(await exactAcross(found)), ...near])).sort();
  if (rows.length === 0) return [];
  const nearly = near.length > 0 ? ', or nearly so' : '';
  return [
    {
      id: 'cross-split',
      severity: near.length > 0 ? 'problem' : 'warning',
      count: rows.length,
      message: `${counted(rows.length, 'review', 'reviews')} of the test part that came with the data ${rows.length === 1 ? 'stands' : 'stand'} in its training part too${nearly}.`,
      effect:
        near.length > 0
          ? 'The network has then seen the answers, and the test looks better than it is.'
          : 'Each is used once, where it stands first, so the test part is not the whole that others tested on.',
      mends: [{ kind: 'choice', label: 'Leave them out of training', mends: { leaveOutCrossSplit: true } }],
      rows,
    },
  ];
}

function findCrossSplitMended(found: Case): Found[] {
  const { count, rows } = leftOut(found, 'cross-split');
  if (count === 0) return [];
  return [
    {
      id: 'cross-split',
      severity: 'note',
      count,
      message: `${counted(count, 'review', 'reviews')} of the training part that came with the data ${count === 1 ? 'was' : 'were'} in its test part too, or nearly so.`,
      effect: 'They are left out of training, as you asked.',
      mends: [{ kind: 'choice', label: 'Take them in again', mends: { leaveOutCrossSplit: false } }],
      rows,
    },
  ];
}

/** The same text more than once. */
export async function findCopies(found: Case): Promise<Found[]> {
  return [...(await findCrossSplit(found)), ...findExact(found), ...findNear(found), ...findTwoLabels(found)];
}
