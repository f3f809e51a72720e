/** What a record of the database must be like to be a run: it may come from another version, or from anywhere. */
import type { Message } from '../contract/messages/message.ts';
import { endReasons } from '../contract/training.ts';
import * as v from 'valibot';
import { parseStoredConfig } from '../model/index.ts';
import type { CurvePoint } from './protocol.ts';
import { summaryOf, type StoredRun, type StoredSummary } from './run-store.ts';

const longestText = 2_000;
const mostEpochs = 10_000;
const mostPoints = 10_000;
/** Later moments are no dates. */
const lastMoment = 8.64e15;

const text = v.pipe(v.string(), v.maxLength(longestText));
const title = v.pipe(text, v.nonEmpty());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const moment = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(lastMoment));

/** As the form takes it; settings that came later have their defaults. */
const config = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parseStoredConfig(dataset.value);
    } catch (error) {
      addIssue({ message: String(error) });
      return NEVER;
    }
  }),
);

const epoch = v.looseObject({
  type: v.literal('epoch'),
  epoch: v.pipe(count, v.minValue(1), v.maxValue(mostEpochs)),
  loss: amount,
  accuracy: share,
  validationLoss: amount,
  validationAccuracy: share,
  learningRate: amount,
  seconds: amount,
});

const hasCode = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

const earlierRollback = v.pipe(
  v.object({ code: v.literal('setback'), step: count, share }),
  v.transform((stored): Message => ({ ...stored, code: 'rollback' })),
);

/** Earlier versions stored sentences. */
const message = v.pipe(
  v.union([text, earlierRollback, v.custom<Message>(hasCode)]),
  v.transform((stored): Message =>
    typeof stored === 'string' ? { code: 'earlier', sentence: stored } : stored,
  ),
);

const mark = v.looseObject({
  type: v.literal('mark'),
  kind: v.pipe(
    v.picklist(['resumed', 'divergence', 'backend', 'setback']),
    v.transform((kind) => (kind === 'setback' ? 'divergence' : kind)),
  ),
  step: count,
  epoch: amount,
  message,
});

const test = v.looseObject({
  rows: count,
  accuracy: share,
  loss: amount,
  f1: v.nullable(share),
  majorityAccuracy: share,
  excluded: v.optional(v.nullable(v.looseObject({ trained: count, validated: count })), null),
});

/** As earlier versions wrote it: without a schema, since there are thousands of points in a long list. */
const points = v.custom<CurvePoint[]>(
  (value) => Array.isArray(value) && value.length <= mostPoints && value.every(isPoint),
);

function isPoint(value: unknown): value is CurvePoint {
  if (typeof value !== 'object' || value === null) return false;
  const { epoch: at, loss, accuracy } = value as Record<string, unknown>;
  return isNumber(at) && at >= 0 && at <= mostEpochs && isNumber(loss) && isNumber(accuracy);
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Three numbers a point: thousands of curves in objects take a browser seconds to copy. */
const packed = v.pipe(
  v.instance(Float64Array),
  v.check(({ length }) => length % 3 === 0 && length <= 3 * mostPoints),
);

/** What it does not name stays as it is. */
const runSchema = v.looseObject({
  id: title,
  name: title,
  isNamed: v.optional(v.boolean()),
  notes: v.optional(text),
  started: moment,
  updated: moment,
  status: v.picklist(['unfinished', ...endReasons]),
  config,
  source: v.variant('kind', [
    v.looseObject({ kind: v.literal('sample'), id: text }),
    v.looseObject({ kind: v.literal('files'), name: text }),
  ]),
  dataset: v.looseObject({ name: text, fingerprint: text, rows: count }),
  backend: v.nullable(text),
  stepsDone: count,
  totalSteps: count,
  epochs: v.pipe(v.array(epoch), v.maxLength(mostEpochs)),
  curve: v.union([packed, points]),
  marks: v.pipe(v.array(mark), v.maxLength(mostEpochs)),
  seconds: amount,
  test: v.nullable(test),
  bytes: count,
  hasModel: v.boolean(),
  hasState: v.boolean(),
  isDeleted: v.optional(v.boolean()),
  restoredEpoch: v.optional(v.nullable(count)),
});

/** What the database holds of a run. */
type RunValue = Omit<StoredRun, 'curve'> & { curve: CurvePoint[] | Float64Array };

function read(key: unknown, value: unknown): RunValue | null {
  const { success, output } = v.safeParse(runSchema, value, { abortEarly: true });
  return success && output.id === key ? output : null;
}

/** @returns null for what is no run, or not the one of this key */
export function readRun(key: unknown, value: unknown): StoredRun | null {
  const run = read(key, value);
  if (!run) return null;
  const curve = run.curve instanceof Float64Array ? unpack(run.curve) : run.curve;
  return curve.every(isPoint) ? { ...run, curve } : null;
}

/** The same, without its curve. */
export function readSummary(key: unknown, value: unknown): StoredSummary | null {
  const run = read(key, value);
  return run && summaryOf({ ...run, curve: [] });
}

/** As the database is to hold it. */
export function runValue(run: StoredRun): RunValue {
  return {
    ...run,
    curve: Float64Array.from(run.curve.flatMap(({ epoch: at, loss, accuracy }) => [at, loss, accuracy])),
  };
}

function unpack(values: Float64Array): CurvePoint[] {
  return Array.from({ length: values.length / 3 }, (_, point) => {
    const [at, loss, accuracy] = values.subarray(3 * point);
    return { epoch: at, loss, accuracy };
  });
}
