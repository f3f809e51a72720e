import type { UnitPlace, UnitPlaces } from '../../../workers/protocol.ts';
import { insideWords } from '../../i18n/inside.ts';
import { unitsWords } from '../../i18n/units.ts';
import { useUnits } from '../../state/units/actions.ts';
import type { UnitLayer, UnitSearch } from '../../state/store.ts';
import { ClassBar } from '../../ui/ClassBar.tsx';

const words = unitsWords.result;

function headOf(search: UnitSearch, layers: readonly UnitLayer[]): string {
  if (search.kind === 'words') return words.words(search.tokens);
  const { layer, part, unit, end } = search.query;
  const cell = layers.find((one) => one.layer === layer)?.cell ?? 'lstm';
  return words.unit(insideWords.nameOf(cell, part), unit, end);
}

const sharesOf = (counts: readonly number[]) => {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / Math.max(1, all));
};

/** The classes of the places beside those of all reviews that were looked at. */
function ClassShares({ found: { classes, places, looked, reviews } }: { found: UnitPlaces }) {
  const counts = classes.map((_, id) => places.filter((place) => place.class === id).length);
  const [there, data] = [counts, looked].map(sharesOf);
  // The class that the places say most of, beside what is expected of it.
  const most = classes.reduce(
    (best, _, id) => (there[id] - data[id] > there[best] - data[best] ? id : best),
    0,
  );
  const bar = (title: string, shares: readonly number[]) => (
    <>
      <dt>{title}</dt>
      <dd>
        <ClassBar
          shares={shares}
          label={words.bar(
            title,
            classes.map((name, id) => words.shareOf(name, shares[id])),
          )}
        />
      </dd>
    </>
  );
  return (
    <>
      <p role="status">{words.share(classes[most], counts[most], places.length, data[most])}</p>
      <dl className="units-shares">
        {bar(words.bars.there, there)}
        {bar(words.bars.data, data)}
      </dl>
      <p className="help">
        {words.looked(
          looked.reduce((sum, count) => sum + count, 0),
          reviews,
        )}{' '}
        {words.open}
      </p>
    </>
  );
}

function Place({ place, search }: { place: UnitPlace; search: UnitSearch }) {
  const units = useUnits();
  const { around, start, end, row, value } = place;
  const joined = (some: readonly string[]) => some.join(' ');
  return (
    <li>
      <button type="button" className="units-place" onClick={() => units.open(place)}>
        <span className="units-context" dir="auto">
          {place.word > start && words.before}
          {joined(around.slice(0, start))} <mark>{joined(around.slice(start, end))}</mark>{' '}
          {joined(around.slice(end))}
        </span>{' '}
        <span className="units-value">
          {search.kind === 'words' ? words.on(value, search.found.units.length) : words.value(value)}
        </span>{' '}
        <span className="units-class">
          {search.found.classes[place.class]}, {words.row(row)}
        </span>
      </button>
    </li>
  );
}

/** What was looked for, the classes there, and the places themselves. */
export function FoundPlaces({ search, layers }: { search: UnitSearch; layers: readonly UnitLayer[] }) {
  const { found } = search;
  const isOff = search.kind === 'words' ? search.found.isOff : null;
  const hasNoUnits = search.kind === 'words' && isOff === null;
  return (
    <section className="stack units-found">
      <h3 dir="auto">{headOf(search, layers)}</h3>
      {hasNoUnits && <p role="status">{words.noUnits}</p>}
      {search.kind === 'words' && isOff && <p>{words.units(search.found.units, isOff)}</p>}
      {!hasNoUnits && found.places.length === 0 && <p role="status">{words.noPlaces}</p>}
      {found.places.length > 0 && (
        <>
          <ClassShares found={found} />
          <ol className="units-places" aria-label={words.places}>
            {found.places.map((place) => (
              <Place key={place.row} {...{ place, search }} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
