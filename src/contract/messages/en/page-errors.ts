/** The words of the panels about errors: labels that probably are wrong, and where the network errs. */
import type { LabelErrorsFound } from '../../reviews.ts';
import { count, percent } from './format.ts';
import { plural, reviews, waitBefore, type BusyStatus } from './phrases.ts';

export const errorWords = {
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
    how: 'The bag-of-words baseline learns five times from four fifths of the data and answers for the rest; the network answers for reviews that it was not trained on. Reviews that they confidently put into another class are listed (confident learning).',
    none: 'No label contradicts its review.',
    found: ({ total, byNetwork }: LabelErrorsFound) =>
      `${plural(total, 'label', 'labels')} may be wrong. ` +
      (byNetwork > 0
        ? `The network answered too for the ${reviews(byNetwork)} that it was not trained on.`
        : 'By the bag-of-words baseline alone.'),
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
