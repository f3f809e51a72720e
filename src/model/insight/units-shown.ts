/** Places in the data as they are told: with the words around them, and how often each class is there. */
import type { UnitPlace, UnitPlaces } from '../../contract/insight-units.ts';
import { encodeText, readingOf, type Dataset } from '../data/index.ts';
import type { Subject } from './explain.ts';
import type { UnitIndex } from './units.ts';
import type { SelectionPlace } from './units-selection.ts';
import type { StrongPlace } from './units-strongest.ts';

/** Words that are shown before a place, and after it. */
const around = 6;
/** Words of a long place that are shown. */
const mostShown = 24;

type Shown = Pick<Dataset, 'texts' | 'classes' | 'classNames'>;

/** @param places of reviews of the index */
export function shownPlaces(
  { saved, vocabulary }: Pick<Subject, 'saved' | 'vocabulary'>,
  dataset: Shown,
  { reviews }: Pick<UnitIndex, 'reviews'>,
  places: readonly (StrongPlace | SelectionPlace)[],
): UnitPlaces {
  const { texts, classes, classNames } = dataset;
  const rule = readingOf(saved);
  const looked = classNames.map(() => 0);
  for (const row of reviews.rows) looked[classes[row]]++;
  const shown = places.map(({ review, word, value, ...more }): UnitPlace => {
    const row = reviews.rows[review];
    const text = texts.get(row);
    const tokens = encodeText(text, vocabulary, rule).tokens.filter(({ used }) => used);
    const length = Math.min(mostShown, 'length' in more ? more.length : 1);
    const first = Math.max(0, word - around);
    return {
      ...{ row, text, class: classes[row], word, value },
      around: tokens.slice(first, word + length + around).map(({ token }) => token),
      start: word - first,
      end: word - first + length,
    };
  });
  return { classes: classNames, places: shown, looked, reviews: reviews.all };
}
