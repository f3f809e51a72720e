/** Why no dataset can be made of some data, in English. */
import type { ExclusionCount, LabelCode, Part } from '../../parts.ts';
import { exclusionReasons } from './exclusion-reasons.ts';
import { count } from './format.ts';
import { columnList, columnName, partNames, quoted, shorten } from './phrases.ts';
import { settingTexts } from './settings.ts';

/** So many kinds of excluded rows have room in a sentence. */
const mostReasons = 2;

/** The first few labels of a column. */
function labelList(labels: readonly string[], areMore: boolean): string {
  const shown = labels.slice(0, 8).map((label) => quoted(shorten(label, 40)));
  while (shown.length > 1 && shown.join(', ').length > longestList) shown.pop();
  return shown.join(', ') + (areMore || labels.length > shown.length ? ' and others' : '');
}

/** A sentence has room for so many characters of them. */
const longestList = 110;

/** "a, b and c", with the first few of many. */
function someOf(values: readonly string[]): string {
  const shown = values.slice(0, 5).map((value) => shorten(value, 24));
  if (values.length > shown.length) return `${shown.join(', ')} and ${values.length - shown.length} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

const whatLacks = ({ part, oneClass }: { part: Part; oneClass: boolean }) =>
  oneClass
    ? 'The training part has no review of one of the classes'
    : `No review is in the ${partNames[part]} part`;

function whyItLacks(lack: { why: 'seen' | 'seed' | 'provided' | 'few'; seed?: number; better?: number }) {
  switch (lack.why) {
    case 'seen':
      return ': the network that training continues from has seen the others. Add reviews that it has not seen.';
    case 'seed':
      return ` with ${settingTexts.splitSeed.label} ${lack.seed}. Set it to ${lack.better}, or add more reviews.`;
    case 'provided':
      return ' beside the parts that came with the data. Choose no split column, or add more reviews.';
    case 'few':
      return ': there are too few for these shares. Add more reviews of each class, or change the shares.';
  }
}

export const datasetMessages = {
  'corrections-too-large': ({ megabytes }: { megabytes: number }) =>
    `This file is larger than ${megabytes} MB: it can’t be a file of corrections.`,
  'corrections-later-version':
    'This file of corrections is of a later version. Reload the page and try again.',
  'not-corrections': 'This is no file of corrections. Choose one that this page has saved.',
  'corrections-damaged': 'This file of corrections has been changed or cut short. Choose another copy of it.',
  'corrections-other-class': ({ name }: { name: string }) =>
    `This file of corrections has the class ${quoted(shorten(name, 40))}, which this data does not have. Choose one that was saved with this data.`,
  'same-column-twice': ({ column }: { column: string }) =>
    `Text and label are both ${columnName(column)}. Choose two different columns.`,
  'split-column-taken': ({ column }: { column: string }) =>
    `${columnName(column)} can’t be the split as well. Choose another column for it, or none.`,
  'no-such-column': ({ column, columns }: { column: string; columns: string[] }) =>
    `The file has no column ${columnName(column)}. It has: ${columnList(columns)}.`,
  'no-text-column': ({ columns }: { columns: string[] }) =>
    `No column of this file holds texts (it has ${columnList(columns)}). Choose a file with a column of reviews.`,
  'labels-of-no-class': ({ column, names }: { column: string; names: readonly string[] }) =>
    `Less than half of the labels in the column ${columnName(column)} are classes of this network (${someOf(names)}). Name another label column, or none.`,
  'too-few-of-a-class': ({
    rows,
    name,
    least,
    excluded,
  }: {
    rows: number;
    name: string;
    least: number;
    /** Why its other rows are not used. */
    excluded: readonly ExclusionCount[];
  }) => {
    const start = ['No review', 'Only 1 review'][rows] ?? `Only ${rows} different reviews`;
    const most = excluded.toSorted((a, b) => b.count - a.count).slice(0, mostReasons);
    const others = most.map(({ reason, count: of }) => exclusionReasons[reason](of));
    const why = others.length > 0 ? ` (excluded: ${others.join(', ')})` : '';
    const hasBoth = most.some(({ reason }) => reason === 'two-labels');
    const fix = hasBoth
      ? `Give each text one label, or add at least ${least} of each.`
      : `Add at least ${least} of each, or exclude it.`;
    return `${start} of the class ${columnName(name)} can be used${why}. ${fix}`;
  },
  'no-parts-named': ({ column }: { column: string }) =>
    `The column ${columnName(column)} names no part, such as train or test. Choose another column for the split, or none.`,
  'sample-damaged': ({ name }: { name: string }) =>
    `The sample ${columnName(name)} could not be read. Reload the page, or build the samples again.`,
  'threshold-order': ({ negativeTo, positiveFrom }: { negativeTo: number; positiveFrom: number }) =>
    `Negative goes up to ${negativeTo} and positive from ${positiveFrom} on. Choose a greater number for positive.`,
  'label-column-empty': ({ column }: { column: string }) =>
    `The column ${columnName(column)} is empty. Choose another label column.`,
  'only-one-label': ({ column, labels }: { column: string; labels: string[] }) =>
    `The column ${columnName(column)} has only one label, ${labelList(labels, false)}. Training needs two kinds of reviews: choose another column or file.`,
  'threshold-one-sided': ({ column, name }: { column: string; name: string }) =>
    `No row of the column ${columnName(column)} is ${shorten(name, 40)} by these numbers. Choose other numbers.`,
  'class-without-rows': ({ column, name }: { column: string; name: string }) =>
    `No row of the column ${columnName(column)} is of the class ${columnName(name)}. Say which labels it has, or leave it away.`,
  'labels-are-codes': ({ column, codes }: { column: string; codes: readonly LabelCode[] }) => {
    const examples = codes
      .slice(0, 3)
      .map(({ value, examples: [first = ''] }) => `${value}: ${quoted(shorten(first, 40))}`);
    return `The numbers in ${columnName(column)} do not tell which is good (${examples.join('; ')}). Say it, such as --classes 0=negative,1=positive,2=exclude.`;
  },
  'class-of-another-network': ({ name, names }: { name: string; names: readonly string[] }) =>
    `This network knows the classes ${columnList(names)}, and the data has ${columnName(name)}. Load data with the network’s classes.`,
  'many-labels': ({
    column,
    labels,
    over,
  }: {
    column: string;
    labels: string[];
    /** There are more than so many; null: these are all. */
    over: number | null;
  }) =>
    `The column ${columnName(column)} has ${over === null ? labels.length : `over ${count(over)}`} labels: ${labelList(labels, over !== null)}. Training needs two: choose which mean negative and which mean positive.`,
  'labels-unknown': ({ column, labels }: { column: string; labels: string[] }) =>
    `The column ${columnName(column)} has the labels ${labelList(labels, false)}. Choose which of them means negative and which positive.`,
  'part-lacks': (lack: {
    part: Part;
    oneClass: boolean;
    why: 'seen' | 'seed' | 'provided' | 'few';
    seed?: number;
    better?: number;
  }) => `${whatLacks(lack)}${whyItLacks(lack)}`,
  'provided-part-one-class': ({ part }: { part: Part }) =>
    `The ${part} part that came with the data has reviews of one class only. Choose no split column, or upload all kinds.`,
  'no-unseen-part': ({ part }: { part: Part }) =>
    `Every review of the ${part} part that came with the data is in another part too. Choose no split column, or upload a ${part} part of other reviews.`,
  'guess-folders': ({ values }: { values: string[] }) => `the folders or files are called ${someOf(values)}`,
  'guess-values': ({ name, values }: { name: string; values: string[] }) =>
    `${columnName(name)} has the values ${someOf(values)}`,
  'guess-numbers': ({ name, min, max }: { name: string; min: number; max: number }) =>
    `${columnName(name)} has numbers from ${min} to ${max}`,
  'guess-name': ({ name }: { name: string }) =>
    `the name ${columnName(name)} says so, and its texts are long`,
  'guess-longest': ({ name }: { name: string }) => `the longest texts are in ${columnName(name)}`,
  'open-a-file-first': 'Open a file first.',
  'choose-a-dataset-first': 'Choose a dataset first.',
  'data-changed-meanwhile':
    'Other data was loaded meanwhile. Correct the review again once its data is back.',
};
