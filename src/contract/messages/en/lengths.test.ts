import { expect, it } from 'vitest';
import { datasetMessages } from './dataset.ts';
import { findingsMessages } from './findings.ts';
import { intakeMessages } from './intake.ts';
import { say } from './say.ts';

/** What a file can make a sentence long with: names, cells, labels and columns without end. */
const long = `${'An “odd” name, '.repeat(40)}😀`;
const many = Array.from({ length: 900 }, (_, i) => `${i} ${long}`);
const huge = 123_456_789_012;

const values: Record<string, unknown> = {
  ...{ columns: many, labels: many, values: many, others: many, choices: many, over: null, megabytes: 50 },
  ...{ read: { read: huge, all: huge, archive: long }, kind: 'old-office', why: 'seed', part: 'validation' },
  codes: many.map((value) => ({ value: value.slice(0, 2), examples: [long, long] })),
  ...{
    of: 1,
    lacking: 0,
    only: 1,
    name: long,
    names: [long, long],
    parts: 'validation-and-test',
    keptEnd: 'end',
  },
  ...{
    isNear: true,
    isRefused: true,
    oneClass: true,
    format: 'Parquet',
    encoding: 'GB18030',
    likelier: 'Shift_JIS',
  },
  unit: 'characters',
  ...{ bad: long, good: long, wordsOfBad: many.slice(0, 3), wordsOfGood: many.slice(0, 3) },
  ...{ fileName: long, firstFile: long, path: long, column: long, named: long, share: 0.123, limit: huge },
};

/** Everything else that a sentence asks for is a number. */
const asked = (own: object) =>
  new Proxy(own, { get: (target, name) => (name in target ? target[name as keyof typeof target] : huge) });

const all = { ...intakeMessages, ...datasetMessages, ...findingsMessages };
const own: Record<string, object> = {
  'broken-json': { column: huge },
  'too-many-columns': { columns: huge },
  'found-joined-cells': { text: long, label: long },
  'too-few-of-a-class': {
    excluded: (['two-labels', 'cross-split', 'duplicate'] as const).map((reason) => ({
      reason,
      count: huge,
    })),
  },
};
const commands = [
  { code: 'say-columns', columns: many, scores: long, threshold: '4,7' },
  { code: 'label-has-many', column: long },
  { code: 'label-is-scores', column: long, min: 0, max: 99, threshold: '40,59', canBeEach: true },
  { code: 'named-other-data', named: long, rows: huge, name: long },
];
const asking = Object.keys(all).map((code) => asked({ ...values, ...own[code], code }) as { code: string });

it.each([...asking, ...commands].map((message) => [message.code, message] as const))(
  '%s stays under 300 characters, whatever the file has',
  (_, message) => {
    const sentence = say(message);
    expect(sentence).not.toBe(message.code);
    expect(sentence.length).toBeLessThan(300);
    expect(sentence).not.toMatch(/\p{Surrogate}/u);
  },
);
