/** What the check of the data finds, in English: what was found, and what that does to training. */
import type { ClassId, Part } from '../../parts.ts';
import { list } from './format.ts';
import type { TokenKind } from '../../settings.ts';
import {
  columnName,
  partNames,
  plural,
  quoted,
  shareOf,
  shorten,
  tokens,
  tokensName,
  wholeNumber,
} from './phrases.ts';

const quotedList = (words: string[]) => list(words.map((word) => quoted(shorten(word, 12))));

/** A class's name, which comes from the data. */
const short = (name: string) => shorten(name, 30);

const effectOf: Record<Part, string> = {
  train: 'The network learns to give one answer to everything.',
  validation: 'The best epoch is then chosen by one class alone.',
  test: 'Its accuracy says nothing about the other class.',
};

export const findingsMessages = {
  'effect-empty-part': ({ seed }: { seed: number }) =>
    `Training on such parts is refused; the figures here are those of split seed ${seed}.`,
  'effect-provided-refused':
    'Training on such parts is refused; the figures here are those of parts drawn by chance.',
  'found-other-labels': ({ column, others }: { column: string; others: string[] }) => {
    const shown = others.slice(0, 3).map(columnName);
    const more = others.length - shown.length;
    return `The label is taken from ${columnName(column)}; ${list(more > 0 ? [...shown, plural(more, 'other column', 'other columns')] : shown)} could be it as well.`;
  },
  'effect-other-labels':
    'The network learns what that column says. Choose another label column if another one is meant.',
  'found-exact': ({ count }: { count: number }) =>
    `${plural(count, 'review is', 'reviews are')} word for word the same as an earlier one.`,
  'effect-exact': 'They are excluded already: each text counts once.',
  'found-same-words': ({ count }: { count: number }) =>
    `${plural(count, 'review differs', 'reviews differ')} from an earlier one in capitals, punctuation or markup alone.`,
  'effect-same-words-provided':
    'They count more often than others. No review is tested whose words the network was trained on.',
  'effect-same-words':
    'They count more often than others, and are in the same part as the earlier one, so the test is no easier.',
  'found-near-excluded': ({ count }: { count: number }) =>
    `${plural(count, 'review was', 'reviews were')} nearly the same as an earlier one.`,
  'effect-as-asked': 'They are excluded, as you asked.',
  'found-near': ({ count }: { count: number }) =>
    `${plural(count, 'review is', 'reviews are')} nearly the same as an earlier one.`,
  'effect-near': 'Where one is in training and its twin in the test, the test looks better than it is.',
  'found-two-labels': ({ count }: { count: number }) =>
    `${plural(count, 'row has', 'rows have')} a text that comes with both labels.`,
  'effect-two-labels-many': ({ share }: { share: number }) =>
    `They are excluded, as nobody knows which label is right; ${shareOf(share)} of such rows means that other labels may be wrong too.`,
  'effect-two-labels': 'They are excluded: nobody knows which label is right.',
  'found-cross-split': ({
    count,
    parts,
    isNear,
  }: {
    count: number;
    parts: 'test' | 'validation-and-test';
    isNear: boolean;
  }) => {
    const stand = count === 1 ? 'stands' : 'stand';
    const where =
      parts === 'test'
        ? `the test part that came with the data ${stand} in its training part`
        : `the validation and test parts that came with the data ${stand} in a part before`;
    return `${plural(count, 'review', 'reviews')} of ${where} too${isNear ? ', or nearly so' : ''}.`;
  },
  'effect-cross-split-near':
    'Those that are nearly the same are tested all the same, and the test looks better than it is.',
  'effect-cross-split':
    'What the network has seen is not tested, so the test part is not the whole that others tested on.',
  'found-cross-split-excluded': ({ count }: { count: number }) =>
    `${plural(count, 'review', 'reviews')} of the training part that came with the data ${count === 1 ? 'was' : 'were'} in its test part too, or nearly so.`,
  'effect-cross-split-excluded': 'They are excluded from training, as you asked.',
  'found-empty-texts': ({ count }: { count: number }) => `${plural(count, 'row has', 'rows have')} no text.`,
  'effect-empty-texts': 'Such rows are excluded; the others are used.',
  'effect-empty-texts-many': 'They are excluded; so many may mean that another column holds the reviews.',
  'found-missing-labels': ({ count }: { count: number }) =>
    `${plural(count, 'row has', 'rows have')} no label.`,
  'effect-missing-labels': 'Such rows are excluded: nothing says whether they are good or bad.',
  'effect-missing-labels-many': 'They are excluded; so many may mean that another column holds the labels.',
  'found-broken-rows': ({ count }: { count: number }) =>
    `${plural(count, 'line', 'lines')} of the file could not be read.`,
  'effect-broken-rows': ({ share }: { share: number }) => `They are excluded: ${shareOf(share)} of all rows.`,
  'found-joined-cells': ({ count, text, label }: { count: number; text: string; label: string }) =>
    `${plural(count, 'row has', 'rows have')} more cells than the table has columns: those too many were joined, as in ${quoted(shorten(text, 80))} with the label ${quoted(short(label))}.`,
  'effect-joined-cells':
    'That is right where reviews have commas, or what else stands between cells, without quotes around them; else texts or labels are wrong now. Look at the rows.',
  'found-no-words': ({ count }: { count: number }) =>
    `${plural(count, 'review has', 'reviews have')} no word, only signs or emoji.`,
  'effect-no-words': 'To the network all of them are the same: one unknown word.',
  'found-long-texts': ({ count, limit, unit }: { count: number; limit: number; unit: TokenKind }) =>
    `${plural(count, 'review is', 'reviews are')} longer than the limit of ${tokens(limit, unit)}.`,
  'effect-long-texts': ({
    keptEnd,
    share,
    unit,
  }: {
    keptEnd: 'start' | 'end';
    share: number;
    unit: TokenKind;
  }) =>
    `Their ${keptEnd === 'end' ? 'beginning' : 'end'} is cut off, so the network never reads ${shareOf(share)} of all ${tokensName(unit)}; a higher limit trains longer.`,
  'found-small-vocabulary': ({ size, share, unit }: { size: number; share: number; unit: TokenKind }) =>
    `A vocabulary of ${wholeNumber(size)} covers only ${shareOf(share)} of the ${tokensName(unit)} in the training part.`,
  'effect-small-vocabulary': ({ unit }: { unit: TokenKind }) =>
    `All other ${tokensName(unit)} look the same to the network: “unknown”.`,
  'found-wrong-encoding': ({ count, encoding }: { count: number; encoding: string | null }) =>
    `${plural(count, 'review has', 'reviews have')} signs that a wrong encoding leaves behind${encoding === null ? '' : `; the file was read as ${encoding}`}.`,
  'found-other-encoding': ({ encoding, likelier }: { encoding: string | null; likelier: string }) =>
    `The file was read as ${encoding ?? 'text'}; by its bytes it is rather ${likelier}.`,
  'found-lost-letters': ({ count }: { count: number }) =>
    `${plural(count, 'review has', 'reviews have')} the sign “\ufffd” in place of letters.`,
  'effect-lost-letters': 'The letters were lost before the file was saved: no encoding brings them back.',
  'effect-wrong-encoding': 'Words with such signs fall apart or are unknown to the network.',
  'found-decoded-twice': ({ count }: { count: number }) =>
    `${plural(count, 'review', 'reviews')} had been decoded twice, such as “Ã©” for “é”.`,
  'effect-decoded-twice': 'They are repaired already: left as they were, their words would be unknown.',
  'found-markup': ({ count }: { count: number }) =>
    `${plural(count, 'review has', 'reviews have')} markup in ${count === 1 ? 'its' : 'their'} text: tags, or codes such as “&amp;”.`,
  'effect-markup-removed': 'It is taken out, as you asked.',
  'effect-markup': 'Names of tags and codes, such as “href” and “amp”, count as words of the review.',
  'effect-sorted-provided':
    'It does no harm here: both classes are in each part, and training shuffles its reviews.',
  'effect-sorted': 'It does no harm here: the parts are drawn by chance, and training shuffles its reviews.',
  'found-sorted': 'The file is sorted by class: reviews of one class stand together.',
  'effect-sorted-one-class':
    'Parts that were cut from it in its order have one class only, and that misleads training or its test.',
  'found-one-class-part': ({ part, name, share }: { part: Part; name: string; share: number }) =>
    `The ${partNames[part]} part that came with the data ${share === 1 ? `has only ${short(name)} reviews` : `is ${shareOf(share)} ${short(name)}`}.`,
  'found-part-lacks-class': ({ part, name, share }: { part: Part; name: string; share: number }) =>
    `The ${partNames[part]} part that came with the data has ${share === 0 ? 'no' : `only ${shareOf(share)}`} ${short(name)} reviews.`,
  'effect-one-class-part': ({ part, isRefused }: { part: Part; isRefused: boolean }) =>
    `${isRefused ? 'Training on such a split is refused.' : effectOf[part]} Choose no split column, and the parts are drawn by chance.`,
  'found-one-class-by-chance': ({ part, name }: { part: Part; name: string }) =>
    `By chance the ${partNames[part]} part has only ${short(name)} reviews.`,
  'effect-one-class-by-chance': ({ part }: { part: Part }) =>
    `${effectOf[part]} Set another split seed, or add more reviews.`,
  'found-few-rows': ({ count }: { count: number }) =>
    `There are only ${plural(count, 'review', 'reviews')} to learn from and to test on.`,
  'effect-few-rows': ({ test, points }: { test: number; points: number }) =>
    `The network meets few words, and with ${plural(test, 'review', 'reviews')} to test on its accuracy may be ${points} points off by chance.`,
  'found-direction': ({
    bad,
    good,
    wordsOfBad,
    wordsOfGood,
  }: Record<'bad' | 'good', string> & Record<'wordsOfBad' | 'wordsOfGood', string[]>) =>
    `The labels seem to be the wrong way round: the strongest words of ${quoted(short(good))} are such as ${quotedList(wordsOfGood)}, those of ${quoted(short(bad))} such as ${quotedList(wordsOfBad)}.`,
  'effect-direction': 'The network learns to call good reviews bad and bad ones good.',
  'effect-direction-labels':
    'The network learns to call good reviews bad and bad ones good. Say above what each label means.',
  'found-balanced': ({ count }: { count: number }) =>
    `${plural(count, 'review', 'reviews')} of larger classes ${count === 1 ? 'is' : 'are'} excluded, so that all are equal.`,
  'effect-balanced': 'They were drawn by chance, as you asked.',
  'found-imbalance': ({ share, of, names }: { share: number; of: ClassId; names: readonly string[] }) =>
    `${shareOf(share)} of the reviews are ${short(names[of])}, only ${shareOf(1 - share)} ${names.length === 2 ? `are ${short(names[1 - of])}` : `are of the other ${names.length - 1} classes`}.`,
  'effect-imbalance': ({ of, names }: { of: ClassId; names: readonly string[] }) =>
    `Answering ${columnName(names[of])} every time is right that often, so the network may hardly learn ${names.length === 2 ? columnName(names[1 - of]) : 'the others'}: judge it by precision and recall.`,
};
