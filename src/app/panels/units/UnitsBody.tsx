import { useEffect } from 'react';

import { unitEnds, type UnitQuery } from '../../../contract/insight-units.ts';
import { insideWords } from '../../i18n/inside.ts';
import { unitsWords as words } from '../../i18n/units.ts';
import { InquiryProgress } from '../../shared/InquiryProgress.tsx';
import { useUnits } from '../../state/units/actions.ts';
import { useApp } from '../../state/react.ts';
import { isBusy, type UnitLayer } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { FoundPlaces } from './FoundPlaces.tsx';
import { WordChoice } from './WordChoice.tsx';
import './units.css';

/** What of which unit is looked for. */
function UnitChoice({ layers, chosen }: { layers: readonly UnitLayer[]; chosen: UnitQuery }) {
  const units = useUnits();
  const place = layers.findIndex(
    ({ layer, direction }) => layer === chosen.layer && direction === chosen.direction,
  );
  const { cell, units: count } = layers[place];
  return (
    <div className="units-choices">
      {layers.length > 1 && (
        <Select
          label={words.layer}
          value={String(place)}
          options={layers.map(({ index, direction, isAlone }, i) => ({
            value: String(i),
            label: insideWords.layerName(index, direction, isAlone),
          }))}
          onChange={(value) => {
            const { layer, direction, units: ofLayer } = layers[Number(value)];
            units.choose({ layer, direction, unit: Math.min(chosen.unit, ofLayer - 1) });
          }}
        />
      )}
      <Select
        label={words.unit}
        value={String(chosen.unit)}
        options={Array.from({ length: count }, (_, unit) => ({
          value: String(unit),
          label: insideWords.unitName(unit),
        }))}
        onChange={(value) => units.choose({ unit: Number(value) })}
      />
      <Select
        label={words.part}
        value={chosen.part}
        options={insideWords.parts(cell).map((part) => ({
          value: part,
          label: insideWords.nameOf(cell, part),
        }))}
        onChange={(part) => units.choose({ part })}
      />
      <Select
        label={words.end}
        value={chosen.end}
        options={unitEnds.map((end) => ({ value: end, label: words.ends[end] }))}
        onChange={(value) => units.choose({ end: unitEnds.find((end) => end === value) })}
      />
    </div>
  );
}

/** A unit or words of the text are chosen; then come the places that were found. */
export function UnitsBody() {
  const units = useUnits();
  const inquiry = useApp((state) => state.units);
  const { layers, chosen, found, isAsking, share, problem } = inquiry;
  const isHeld = useApp((state) => state.model.held !== null);
  const isTraining = useApp((state) => isBusy(state.run));
  useEffect(() => units.watch(), [units]);
  if (!isHeld || isTraining) return <p className="waiting">{isTraining ? words.busy : words.waiting}</p>;
  if (!chosen) return <p className="waiting">{words.empty}</p>;
  return (
    <div className="stack units-body">
      <UnitChoice {...{ layers, chosen }} />
      <div>
        <Action isDisabled={isAsking} onPress={() => void units.find()}>
          {words.find}
        </Action>
      </div>
      <WordChoice isAsking={isAsking} />
      {problem && <Notice kind="problem">{problem}</Notice>}
      {isAsking && (
        <InquiryProgress
          of={inquiry}
          label={words.searchLabel}
          sentence={words.searching(share)}
          onCancel={units.cancel}
        />
      )}
      {found && <FoundPlaces search={found} layers={layers} />}
    </div>
  );
}
