/** Made-up answers to a file's rows for the fake worker. Never shipped. */
import type {
  ClassifiedColumns,
  ClassifiedFile,
  ClassifiedSummary,
  InputFile,
  ClassifyChoice,
  Encoding,
} from '../../workers/protocol.ts';

const rows = 1_204;

/** A file called “labelled” has labels, and one called “noted” two notes. */
export function fakeColumns(
  files: readonly InputFile[],
  { text, label }: ClassifyChoice,
  encoding: Encoding | null = null,
): ClassifiedColumns {
  const fileName = files[0].path;
  return {
    fileName,
    rows,
    columns: ['id', 'title', 'comment', 'stars'],
    text: text ?? 'comment',
    why: text === null ? { code: 'guess-name', name: 'comment' } : null,
    label: label ?? (fileName.includes('labelled') ? 'stars' : null),
    encoding: encoding ?? 'UTF-8',
  };
}

const notes = (column: string): ClassifiedSummary['notes'] => [
  { code: 'other-sheets-left', rows: 53 },
  { code: 'words-unknown', column, share: 0.97 },
];

export function fakeClassified(columns: ClassifiedColumns): ClassifiedFile {
  const classNames = ['negative', 'positive'];
  const perClass = [
    { rows: 300, precision: 0.88, recall: 0.91, f1: 0.895 },
    { rows: 300, precision: 0.91, recall: 0.877, f1: 0.893 },
  ];
  const test = {
    rows: 600,
    accuracy: 0.8933,
    interval: [0.866, 0.9156] as [number, number],
    precision: 0.91,
    recall: 0.877,
    f1: 0.893,
    confusion: [
      [273, 27],
      [37, 263],
    ],
    perClass,
    weighted: { precision: 0.895, recall: 0.8935, f1: 0.894 },
    excluded: { trained: 480, validated: 120 },
    classNames,
  };
  return {
    summary: {
      ...columns,
      added: ['class', 'probability of negative', 'probability of positive', 'unknown words'],
      withoutWords: 4,
      broken: 0,
      classNames,
      counts: [500, 700],
      unknownShare: 0.052,
      test: columns.label === null ? null : test,
      noTest: null,
      notes: columns.fileName.includes('noted') ? notes(columns.text) : [],
    },
    fileName: 'comments-answers.csv',
    file: new Blob(['"id","class"\r\n"1","positive"\r\n'], { type: 'text/csv' }),
  };
}
