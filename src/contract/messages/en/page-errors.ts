/** The words of the panels about errors: labels that probably are wrong, and where the network errs. */
import type { GroupName, Grouping } from '../../error-groups.ts';
import type { LabelErrorsFound } from '../../reviews.ts';
import type { TokenKind } from '../../settings.ts';
import { bound, count, percent, wholePercent } from './format.ts';
import {
  columnName,
  ngramBaseline,
  plural,
  reviews,
  shorten,
  tokensName,
  waitBefore,
  type BusyStatus,
} from './phrases.ts';

/** Of a share, without needless digits: 0.05 → "5%". */

function groupName(name: GroupName): string {
  switch (name.kind) {
    case 'range':
      return name.from === name.to ? bound(name.from) : `${bound(name.from)} to ${bound(name.to)}`;
    case 'share':
      if (name.to === 0) return 'none';
      if (name.to === 1) return `over ${wholePercent(name.above)}`;
      return name.above === 0
        ? `up to ${wholePercent(name.to)}`
        : `over ${wholePercent(name.above)}, up to ${wholePercent(name.to)}`;
    case 'value':
      return name.value === '' ? '(empty)' : shorten(name.value, 60);
    case 'others':
      return plural(name.values, 'other value', 'other values');
  }
}

function groupingName(by: Grouping, kind: TokenKind): string {
  switch (by.kind) {
    case 'length':
      return `Length in ${tokensName(kind)}`;
    case 'unknown':
      return `Share of unknown ${tokensName(kind)}`;
    case 'file':
      return 'File';
    case 'column':
      return `Column ${columnName(by.column)}`;
  }
}

export const errorWords = {
  groups: {
    title: 'Errors by kind',
    lead: 'How accurate the test was on reviews that have something in common.',
    waiting: 'The test of a network is shown here by length, unknown words and the columns of your data.',
    loading: 'Looking at the reviews of the test …',
    by: 'By',
    grouping: groupingName,
    name: groupName,
    columns: { rows: 'Reviews', accuracy: 'Accuracy', interval: '95% interval' },
    range: ([low, high]: readonly [number, number]) => `${percent(low)} to ${percent(high)}`,
    below: 'below the mean',
    help: (accuracy: number) =>
      `The line is the accuracy of the whole test, ${percent(accuracy)}; bars end at a group’s accuracy, with its interval (Wilson). “Below the mean”: the whole interval is. With many groups one is so by chance now and then.`,
    scroll: 'Scroll through the groups',
  },
  labels: {
    title: 'Likely label errors',
    lead: 'Reviews whose label contradicts what classifiers say that have not learned from them, the most certain first.',
    find: 'Look for likely label errors',
    again: 'Look again',
    cancel: 'Cancel',
    progress: 'Progress of the search',
    looking: (share: number | null) =>
      share === null ? 'Looking …' : `Looking: ${Math.floor(share * 100)}% …`,
    noData: 'Choose a dataset first.',
    busy: (status: BusyStatus) => waitBefore(status, 'you look for label errors'),
    how: `The ${ngramBaseline} learns five times from four fifths of the data and answers for the rest; the network answers for reviews that it was not trained on. Reviews that they confidently put into another class are listed (confident learning).`,
    none: 'No label contradicts its review.',
    found: ({ total, byNetwork }: LabelErrorsFound) =>
      `${plural(total, 'label', 'labels')} may be wrong. ` +
      (byNetwork > 0
        ? `The network answered too for the ${reviews(byNetwork)} that it was not trained on.`
        : `By the ${ngramBaseline} alone.`),
    old: 'Labels or the network have changed since: look again to take that into account.',
    check: 'Read before you correct: an unusual review may be labelled right.',
    table: 'Likely label errors',
    columns: { row: 'Row', text: 'Review', suggested: 'Suggested', class: 'Class' },
    suggested: (name: string, probability: number) => `${name} ${percent(probability)}`,
    given: (name: string) => `labelled ${name}`,
    correct: (name: string) => `Correct to ${name}`,
    correctRow: (name: string, row: number) => `Correct to ${name}: row ${count(row + 1)}`,
  },
};
