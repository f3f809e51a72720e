import { useMemo, useState } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { FollowUnit } from '../../shared/FollowUnit.tsx';
import { SavePicture } from '../../shared/SavePicture.tsx';
import type { OpenedPlace } from '../../state/store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { NumberTable } from '../../ui/NumberTable.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { Select } from '../../ui/Select.tsx';
import { Equations } from './Equations.tsx';
import { HeatMap } from './HeatMap.tsx';
import { heatCsv, unitCsv } from './numbers.ts';
import { heatPicture, unitPicture } from './pictures.ts';
import { UnitCurves } from './UnitCurves.tsx';
import { WhatIf } from './WhatIf.tsx';
import { curveOf, sortedUnits, storyOf, viewsOf, type SortBy, type View } from './units.ts';

export interface MicroscopeProps {
  inside: Inside;
  word: number;
  /** The class whose probability is shown. */
  shown: number;
  /** A place of a unit that was opened here: that unit is shown first. */
  opened: OpenedPlace | null;
  onWord: (word: number) => void;
}

interface Choice {
  view: View;
  order: readonly number[];
  unit: number;
}

/** What orders there are: only the last layer's units have a weight in the answer. */
function sortsOf({ direction }: View): SortBy[] {
  const all = Object.keys(words.sorts) as SortBy[];
  return all.filter((by) => by !== 'weight' || direction.weight !== null);
}

/** Every gate and state of the unit at each word. */
function Numbers({ inside, view, unit }: { inside: Inside; view: View; unit: number }) {
  const { cell } = view.layer;
  const parts = words.parts(cell);
  const curves = parts.map((part) => curveOf(view, part, unit));
  return (
    <Scroller label={words.scroll} className="number-scroller">
      <NumberTable
        caption={words.curves(unit)}
        isCaptionHidden
        columns={[words.wordColumn, ...parts.map((part) => words.nameOf(cell, part))]}
        rows={inside.tokens.map(({ token }, t) => [token, ...curves.map((curve) => words.value(curve[t]))])}
      />
    </Scroller>
  );
}

/** Which layer, in which order, which unit. */
function Choices({
  inside,
  choice,
  by,
  onView,
  onSort,
  onUnit,
}: {
  inside: Inside;
  choice: Choice;
  by: SortBy;
  onView: (place: number) => void;
  onSort: (by: SortBy) => void;
  onUnit: (unit: number) => void;
}) {
  const { view, order, unit } = choice;
  const views = viewsOf(inside);
  const place = views.findIndex(({ direction }) => direction === view.direction);
  return (
    <div className="microscope-choices">
      {views.length > 1 && (
        <Select
          label={words.layer}
          value={String(place)}
          options={views.map(({ layer, direction }, i) => ({
            value: String(i),
            label: words.layerName(
              inside.layers.indexOf(layer),
              direction.direction,
              layer.directions.length === 1,
            ),
          }))}
          onChange={(value) => onView(Number(value))}
        />
      )}
      <Select
        label={words.sort}
        value={by}
        options={sortsOf(view).map((one) => ({ value: one, label: words.sorts[one] }))}
        onChange={(value) => onSort(sortsOf(view).find((one) => one === value) ?? by)}
      />
      <Select
        label={words.unit}
        value={String(unit)}
        options={order.map((one) => ({ value: String(one), label: words.unitName(one) }))}
        onChange={(value) => onUnit(Number(value))}
      />
    </div>
  );
}

/** The view of a unit that was opened; else the first of the last layer, which the answer is read from. */
function placeOf(views: readonly View[], opened: OpenedPlace | null): number {
  const place = views.findIndex(
    ({ layer, direction }) => layer.name === opened?.layer && direction.direction === opened.direction,
  );
  return place >= 0 ? place : views.findIndex(({ direction }) => direction.weight !== null);
}

interface CloseUp {
  view: View;
  tokens: Inside['tokens'];
  unit: number;
  word: number;
}

/** What is shown at once of each word. */
function Near({ close, inside, shown }: { close: CloseUp; inside: Inside; shown: number }) {
  const { view, unit, tokens } = close;
  const { layer, direction } = view;
  const story = storyOf(view, unit, tokens);
  return (
    <>
      {story && (
        <p>
          {words.story(story)} {words.halfLife(direction.halfLife[unit])}
        </p>
      )}
      <FollowUnit layer={layer.name} direction={direction.direction} unit={unit} />
      <UnitCurves {...close} parts={words.firstParts(layer.cell)} />
      <SavePicture
        what={pictureWords.unit(unit)}
        fileName={`unit-${unit + 1}`}
        picture={(palette) => unitPicture(close, palette)}
        numbers={() => unitCsv(close)}
      />
      {layer.cell === 'lstm' && (
        <WhatIf
          {...{ view, unit, shown }}
          name={inside.classes[shown]}
          probability={inside.running[tokens.length - 1][shown]}
        />
      )}
    </>
  );
}

interface AllUnitsProps {
  close: CloseUp;
  /** What was chosen last, perhaps for another cell that has no such part. */
  asked: string;
  onPart: (part: string) => void;
  order: readonly number[];
  onChoose: (unit: number, word: number) => void;
}

/** One part of all units, as a heat map. */
function AllUnits({ close, asked, onPart, order, onChoose }: AllUnitsProps) {
  const { view, tokens } = close;
  const { cell } = view.layer;
  const parts = words.parts(cell);
  const part = parts.includes(asked) ? asked : parts[parts.length - 1];
  return (
    <div className="stack">
      <Select
        label={words.part}
        value={part}
        options={parts.map((one) => ({ value: one, label: words.nameOf(cell, one) }))}
        onChange={onPart}
      />
      <HeatMap {...close} {...{ part, order, onChoose }} />
      <SavePicture
        what={pictureWords.all}
        fileName="all-units"
        picture={(palette) => heatPicture({ view, part, order }, palette)}
        numbers={() => heatCsv({ view, part, order }, tokens)}
      />
    </div>
  );
}

/** One unit close up; all units and the numbers are a step deeper. */
export function Microscope({ inside, word, shown, opened, onWord }: MicroscopeProps) {
  const views = useMemo(() => viewsOf(inside), [inside]);
  const [place, setPlace] = useState(() => placeOf(views, opened));
  const view = views[place];
  const [asked, setSort] = useState<SortBy>('weight');
  const by = sortsOf(view).includes(asked) ? asked : sortsOf(view)[0];
  const order = useMemo(() => sortedUnits(view, by), [view, by]);
  const [chosen, setUnit] = useState<number | null>(opened?.unit ?? null);
  const unit = chosen ?? order[0];
  const [isAllOpen, setAllOpen] = useState(false);
  const [areEquationsOpen, setEquationsOpen] = useState(false);
  const [areNumbersOpen, setNumbersOpen] = useState(false);
  const [part, setPart] = useState('cellState');
  const close = { view, tokens: inside.tokens, unit, word };
  const { cell } = view.layer;
  const firstParts = words.firstParts(cell);
  return (
    <section className="stack">
      <Choices
        {...{ inside, by }}
        choice={{ view, order, unit }}
        onView={(next) => {
          setPlace(next);
          setUnit(null);
        }}
        onSort={(next) => {
          setSort(next);
          setUnit(null);
        }}
        onUnit={setUnit}
      />
      <Near {...{ close, inside, shown }} />
      <Disclosure title={words.deeper} isOpen={areEquationsOpen} onToggle={setEquationsOpen}>
        <div className="microscope-unit">
          <Equations {...close} text={inside.text} name={inside.classes[shown]} />
          <UnitCurves {...close} parts={words.parts(cell).filter((one) => !firstParts.includes(one))} />
        </div>
      </Disclosure>
      <Disclosure title={words.all} isOpen={isAllOpen} onToggle={setAllOpen}>
        <AllUnits
          {...{ close, order }}
          asked={part}
          onPart={setPart}
          onChoose={(nextUnit, nextWord) => {
            setUnit(nextUnit);
            onWord(nextWord);
          }}
        />
      </Disclosure>
      <Disclosure title={words.numbers} isOpen={areNumbersOpen} onToggle={setNumbersOpen}>
        <Numbers inside={inside} view={view} unit={unit} />
      </Disclosure>
    </section>
  );
}
