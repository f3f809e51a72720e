/** A study as a file: all that is needed to resume it, to draw it again, and to train any of its runs again. */
import * as v from 'valibot';
import type { Message } from '../../contract/messages/message.ts';
import {
  fieldNames,
  isSettingValue,
  parseStoredConfig,
  type FieldName,
  type RunConfig,
} from '../../contract/settings.ts';
import { InputError } from '../errors.ts';
import type { StudyState } from './engine.ts';
import type { CellSettings } from './grid.ts';
import { checkPlan } from './plan.ts';
import { studySummary } from './summary.ts';

const version = 1;

/** What a study was run on. */
export interface StudyData {
  name: string;
  /** Of texts and classes. */
  fingerprint: string;
  rows: number;
}

export interface StudyRecord extends StudyState {
  data: StudyData;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const difference = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const base64 = v.pipe(v.string(), v.regex(/^[\w+/]*={0,2}$/));

/** As `parse` reads it; what it throws is an issue. */
function read<T>(parse: (value: unknown) => T) {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): T => {
      try {
        return parse(dataset.value);
      } catch (error) {
        addIssue({ message: String(error) });
        return NEVER;
      }
    }),
  );
}

function isFieldName(name: string): name is FieldName {
  return fieldNames.some((field) => field === name);
}

/** @throws {RangeError} */
function parseCell(value: unknown): CellSettings {
  const entries = Object.entries(v.parse(v.record(v.string(), v.unknown()), value));
  if (!entries.every(([name, of]) => isFieldName(name) && isSettingValue(name, of)))
    throw new RangeError('No settings of a run.');
  return Object.fromEntries(entries) as Partial<RunConfig>;
}

const key = { cell: count, seed: count, splitSeed: count, fold: count };
const run = v.object({
  ...key,
  validation: share,
  validationRows: count,
  test: share,
  testRows: count,
  baseline: v.nullable(
    v.object({ accuracy: share, difference, interval: v.tuple([difference, difference]) }),
  ),
  epochs: count,
  seconds: amount,
  wall: amount,
  right: v.object({ validation: base64, test: base64 }),
});
const told = v.custom<Message>((value) => typeof value === 'object' && value !== null && 'code' in value);

const schema = v.object({
  forgetGateStudy: v.literal(version),
  data: v.object({ name: v.string(), fingerprint: v.string(), rows: count }),
  plan: v.object({
    base: read(parseStoredConfig),
    cells: v.pipe(v.array(read(parseCell)), v.minLength(1)),
    repeats: v.variant('kind', [
      v.object({
        kind: v.literal('seeds'),
        seeds: v.pipe(v.array(count), v.minLength(1)),
        varySplit: v.boolean(),
      }),
      v.object({ kind: v.literal('folds'), folds: count }),
    ]),
    halving: v.boolean(),
  }),
  runs: v.array(run),
  failures: v.array(v.object({ ...key, told })),
});

/** Plain values that a file or a database holds. */
export function studyValue({ data, plan, runs, failures }: StudyRecord) {
  return { forgetGateStudy: version, data, plan, runs, failures };
}

/** With the summary, for who reads it elsewhere; it is worked out anew when the file is read. */
export function studyJson(record: StudyRecord): string {
  return `${JSON.stringify({ ...studyValue(record), summary: studySummary(record) }, null, 1)}\n`;
}

/** @returns null for what is no study, or one of a later version */
export function readStudyValue(value: unknown): StudyRecord | null {
  const { success, output } = v.safeParse(schema, value, { abortEarly: true });
  if (!success) return null;
  const { forgetGateStudy: _, ...record } = output;
  try {
    checkPlan(record.plan);
  } catch {
    return null;
  }
  const isOfPlan = ({ cell }: { cell: number }) => cell < record.plan.cells.length;
  return record.runs.every(isOfPlan) && record.failures.every(isOfPlan) ? record : null;
}

/** @throws {InputError} for what is no study */
export function readStudy(json: string): StudyRecord {
  let value: unknown = null;
  try {
    value = JSON.parse(json);
  } catch {
    // Said below.
  }
  const record = readStudyValue(value);
  if (!record) throw new InputError({ code: 'not-a-study' });
  return record;
}

/** @throws {InputError} when a study was run on other data than what is loaded */
export function checkStudyData({ data }: Pick<StudyRecord, 'data'>, loaded: StudyData): void {
  const { name, rows } = data;
  if (data.fingerprint !== loaded.fingerprint)
    throw new InputError({ code: 'study-of-other-data', name, rows });
}
