/** The slices' pure transitions. */
import { describe, expect, it } from 'vitest';
import type { DatasetSummary } from '../../contract/dataset.ts';
import { presetConfig } from '../../contract/settings.ts';
import { fakeModel, fakeSamples, fakeSummary } from '../testing/fake-answers.ts';
import { fakePreview } from '../testing/fake-intake.ts';
import { fakeRun } from '../testing/fake-runs.ts';
import { guessedColumns } from './data/columns.ts';
import { withBegun, withChange } from './findings/transitions.ts';
import { withOtherData, withPending, withRows } from './reviews/transitions.ts';
import {
  allRows,
  begun,
  hasSteps,
  hasTable,
  idleData,
  idleDoctor,
  idleModel,
  idleReviews,
  idleRun,
  idleSavedData,
  isBetweenWorkers,
  ownFile,
  stateCopyOf,
  withEmptyWorker,
  withEntry,
  withHeld,
  withLoaded,
  withLoadedSelected,
  withOpen,
  withoutEntry,
  withoutReading,
  withPart,
  withSaving,
  withSummary,
  type DataSource,
  type OpenFiles,
} from './store.ts';

const [sample] = fakeSamples;
const summary: DatasetSummary = fakeSummary('data', 100);
const files = [{ path: 'a.csv', file: new Blob(['text,label\n']) }];
const preview = fakePreview(files, null);
const open: OpenFiles = {
  files,
  bytes: 11,
  encoding: null,
  preview,
  columns: guessedColumns(preview),
  reading: false,
  problem: null,
  savedId: null,
};
const own: DataSource = {
  kind: 'files',
  files,
  encoding: null,
  choice: { text: 'text', label: 'label', classes: {} },
};

describe('data', () => {
  const loaded = withLoaded(idleData, { kind: 'sample', sample }, summary);

  it('selects the radio of what is loaded', () => {
    expect(withLoadedSelected(loaded).selected).toBe(sample.id);
    expect(withLoadedSelected(withLoaded(idleData, own, summary)).selected).toBe(ownFile);
    expect(withLoadedSelected({ ...idleData, selected: sample.id }).selected).toBeNull();
  });

  it('goes back to what the worker still holds, and to nothing when it holds nothing', () => {
    expect(withoutReading(loaded, open, 'No.')).toMatchObject({
      loaded: { summary },
      open,
      problem: 'No.',
    });
    const lost = withoutReading(withEmptyWorker({ ...loaded, open }), null, null);
    expect(lost).toMatchObject({ loaded: null, open: null, table: null, isHeld: false });
  });

  it('changes what is open and what is loaded, and nothing where there is nothing', () => {
    expect(withOpen({ ...idleData, open }, { reading: true }).open).toEqual({ ...open, reading: true });
    expect(withOpen(idleData, { reading: true })).toBe(idleData);
    const corrected = { ...summary, corrections: 2 };
    expect(withSummary(loaded, corrected).loaded).toEqual({ ...loaded.loaded, summary: corrected });
    expect(withSummary(idleData, corrected)).toBe(idleData);
  });

  it('knows a table by its files and its encoding', () => {
    const table = { files, encoding: null };
    expect(hasTable({ ...idleData, table }, open)).toBe(true);
    expect(hasTable({ ...idleData, table }, { ...open, encoding: 'UTF-16' })).toBe(false);
    expect(hasTable({ ...idleData, table }, { ...open, files: [...files] })).toBe(false);
    expect(hasTable(idleData, open)).toBe(false);
  });
});

describe('saved data', () => {
  const entry = (id: string) => ({
    id,
    name: id,
    bytes: 1,
    fileCount: 1,
    format: 'csv' as const,
    rows: 1,
    modified: 1,
    usedAt: 1,
    encoding: null,
    choice: { text: 'text', label: 'label', classes: {} },
  });

  it('has what was used last first, once, and loses what is deleted', () => {
    const two = withEntry(withEntry(idleSavedData, entry('a')), entry('b'));
    const again = withEntry(two, { ...entry('a'), rows: 2 });
    expect(again.entries.map(({ id, rows }) => [id, rows])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(withoutEntry({ ...again, problem: 'No.' }, 'a')).toMatchObject({
      entries: [{ id: 'b' }],
      problem: null,
    });
  });
});

describe('findings', () => {
  const report = { fingerprint: 'x' } as NonNullable<(typeof idleDoctor)['report']>;

  it('are old after a change, and gone with other data', () => {
    const known = { ...idleDoctor, report, problem: 'No.' };
    expect(withChange(known, true, true)).toEqual({ ...known, isOld: true, isDue: true });
    expect(withChange(known, true, false)).toMatchObject({ report: null, problem: null, isDue: true });
    expect(withChange(known, false, false).isDue).toBe(false);
  });

  it('are asked for once', () => {
    const begunNow = withBegun({ ...idleDoctor, isDue: true, cancelled: true, problem: 'No.' });
    expect(begunNow).toMatchObject({ isDue: false, cancelled: false, problem: null });
    expect(begunNow.progress).toEqual({ phase: 'examining', share: null, rows: 0 });
  });
});

describe('reviews', () => {
  it('hold corrections until they are answered', () => {
    const one = withPending(withPending(idleReviews, 3, 1), 5, null);
    expect([...one.pending]).toEqual([
      [3, 1],
      [5, null],
    ]);
    expect([...withPending(one, 3, undefined).pending]).toEqual([[5, null]]);
    expect(idleReviews.pending.size).toBe(0);
  });

  it('keep the query where only the reading of the data has changed', () => {
    const shown = { ...idleReviews, query: { ...allRows, search: 'x' }, total: 4, note: 'a' };
    expect(withOtherData(shown, true)).toMatchObject({ query: { search: 'x' }, total: null, note: null });
    expect(withOtherData(shown, false).query).toEqual(allRows);
  });

  it('forget the problem that no rows came when some do, and no other', () => {
    const failed = { ...idleReviews, problem: 'No rows.', hasFailed: true };
    expect(withRows(failed, new Map(), 0)).toMatchObject({ problem: null, hasFailed: false, total: 0 });
    expect(withRows({ ...failed, hasFailed: false }, new Map(), 0).problem).toBe('No rows.');
  });
});

describe('a run', () => {
  const config = presetConfig();
  const stateCopy = { runId: 'a', bytes: new Uint8Array(1) };

  it('begins anew, or with what its record knows, and leaves the checkpoint of the one before', () => {
    const { epochs } = fakeRun('old');
    const data = { name: 'data', fingerprint: 'data' };
    const before = { ...idleRun, id: 'old', data, stateCopy, epochs, problem: 'No.' };
    const previous = { epochs, data };
    const anew = { ...idleRun, data, stateCopy, status: 'starting', config, previous };
    expect(begun(before, { config, record: null, data })).toEqual(anew);
    const changed = { ...data, fingerprint: 'corrected' };
    expect(begun(before, { config, record: null, data: changed }).previous).toEqual(previous);
    const other = { ...data, name: 'other' };
    expect(begun(before, { config, record: null, data: other }).previous).toBeNull();
    // A run that is resumed is not compared with itself.
    expect(begun(before, { config, record: { ...fakeRun('old'), config }, data }).previous).toBeNull();
    const record = { ...fakeRun('a'), config, stepsDone: 50, totalSteps: 100 };
    const longer = { ...config, epochs: 2 * config.epochs };
    expect(begun(before, { config: longer, record, data })).toMatchObject({
      id: 'a',
      epochs: record.epochs,
      doneBefore: 0.25,
    });
    expect(begun(before, { config: longer, record: { ...record, totalSteps: 0 }, data }).doneBefore).toBe(0);
  });

  it('needs its copy only while it is not saved', () => {
    expect(withSaving({ ...idleRun, stateCopy }, 'Full.')).toMatchObject({ notSaved: 'Full.', stateCopy });
    const saved = withSaving({ ...idleRun, stateCopy, notSaved: 'Full.' }, null);
    expect(saved).toMatchObject({ notSaved: null, stateCopy: null });
    expect(stateCopyOf({ ...idleRun, stateCopy }, 'a')).toBe(stateCopy.bytes);
    expect(stateCopyOf({ ...idleRun, stateCopy }, 'b')).toBeNull();
  });

  it('has steps when it took one now or before it was resumed', () => {
    expect([hasSteps(idleRun), hasSteps({ ...idleRun, doneBefore: 0.1 })]).toEqual([false, true]);
  });

  it('is between workers only while it lasts', () => {
    expect(isBetweenWorkers({ ...idleRun, status: 'recovering', isSettingUp: true })).toBe(true);
    expect(isBetweenWorkers({ ...idleRun, status: 'failed', isSettingUp: true })).toBe(false);
    expect(isBetweenWorkers({ ...idleRun, status: 'recovering' })).toBe(false);
  });
});

describe('the network', () => {
  it('that is loaded takes the place of the last one’s copy', () => {
    const config = presetConfig();
    const held = {
      summary: fakeModel(config, 'data', 3),
      config,
      origin: 'loaded',
      fileName: null,
    } as const;
    const before = { ...idleModel, zip: new Uint8Array(1), loading: true, problem: 'No.' };
    expect(withHeld(before, held)).toEqual({ ...idleModel, held });
  });

  it('has its download’s parts in one order', () => {
    const none = { ...idleModel, parts: [] };
    const two = withPart(withPart(none, 'onnx', true), 'tfjs', true);
    expect(two.parts).toEqual(['tfjs', 'onnx']);
    expect(withPart(two, 'tfjs', false).parts).toEqual(['onnx']);
  });
});
