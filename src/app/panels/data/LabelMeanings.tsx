import { Fragment } from 'react';

import { areSentiment, sameNames, schemeIds } from '../../../contract/label-classes.ts';
import type { ClassId, LabelCode } from '../../../workers/protocol.ts';
import { dataWords } from '../../i18n/data.ts';
import * as format from '../../i18n/format.ts';
import { codesOf, isScale, labelValues, schemesOf } from '../../state/data/columns.ts';
import { useController } from '../../state/react.ts';
import type { OpenFiles } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { fitsButtons } from '../../ui/fits-buttons.ts';
import { Select } from '../../ui/Select.tsx';

interface Meaning {
  name: string;
  id: ClassId | null;
}

interface MeaningProps {
  value: string;
  meaning: ClassId | null;
  meanings: readonly Meaning[];
  isDisabled: boolean;
}

function MeaningSegments({ value, meaning, meanings, isDisabled }: MeaningProps) {
  const controller = useController();
  return (
    <div className="segments" role="radiogroup" aria-label={dataWords.meaningOf(value)}>
      {meanings.map(({ name, id }) => (
        <label key={id}>
          <input
            type="radio"
            name={`meaning-${value}`}
            checked={meaning === id}
            disabled={isDisabled}
            onChange={() => void controller.data.setClass(value, id)}
          />
          <span>{name}</span>
        </label>
      ))}
    </div>
  );
}

function MeaningList({ value, meaning, meanings, isDisabled }: MeaningProps) {
  const controller = useController();
  return (
    <div className="select">
      <select
        aria-label={dataWords.meaningOf(value)}
        value={meanings.findIndex(({ id }) => id === meaning)}
        disabled={isDisabled}
        onChange={({ target }) => void controller.data.setClass(value, meanings[Number(target.value)].id)}
      >
        {meanings.map(({ name }, place) => (
          <option key={name} value={place}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Which classes the labels make, where there is a choice. */
function SchemeChoice({ open, isDisabled }: { open: OpenFiles; isDisabled: boolean }) {
  const controller = useController();
  const { label, classNames } = open.columns;
  const schemes = schemesOf(open.preview, label);
  if (schemes.length < 2) return null;
  const words = dataWords.schemes;
  return (
    <Select
      label={words.label}
      value={schemes.find(({ names }) => sameNames(names, classNames))?.id ?? 'each'}
      options={schemes.map(({ id, names }) => ({
        value: id,
        label: id === 'each' ? words.each(names.length) : words[id],
      }))}
      isDisabled={isDisabled}
      onChange={(chosen) => {
        const id = schemeIds.find((one) => one === chosen);
        if (id) void controller.data.setScheme(id);
      }}
    />
  );
}

/** The first texts of a label that says nothing itself, in a row of their own below it. */
function Examples({ codes, value }: { codes: readonly LabelCode[] | null; value: string }) {
  const found = codes?.find((code) => code.value === value);
  if (!found) return null;
  return (
    <tr className="meaning-examples">
      <td colSpan={3}>
        <ul>
          {found.examples.map((text) => (
            <li key={text} dir="auto">
              {text}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** One row a label value: how often it occurs, and what it means. */
export function LabelMeanings({ open, isDisabled }: { open: OpenFiles; isDisabled: boolean }) {
  const controller = useController();
  const { classes, classNames, label } = open.columns;
  const values = labelValues(open.preview, label);
  if (!values) return null;
  const codes = codesOf(open.preview, label);
  const meanings: Meaning[] = [
    ...classNames.map((name, id) => ({ name, id })),
    { name: dataWords.exclude, id: null },
  ];
  const MeaningChoice = fitsButtons(classNames) ? MeaningSegments : MeaningList;
  const leavesOut = values.some(({ value }) => (classes[value] ?? null) === null);
  return (
    <div className="label-meanings">
      <SchemeChoice open={open} isDisabled={isDisabled} />
      <table className="meanings">
        <caption>{dataWords.meaning}</caption>
        <thead>
          <tr>
            <th scope="col">{dataWords.value}</th>
            <th scope="col" className="number">
              {dataWords.rows}
            </th>
            <th scope="col">{dataWords.means}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ value, count }) => (
            <Fragment key={value}>
              <tr>
                <th scope="row">{value === '' ? dataWords.emptyValue : value}</th>
                <td className="number">{format.count(count)}</td>
                <td>
                  <MeaningChoice
                    value={value}
                    meaning={classes[value] ?? null}
                    meanings={meanings}
                    isDisabled={isDisabled}
                  />
                </td>
              </tr>
              <Examples codes={codes} value={value} />
            </Fragment>
          ))}
        </tbody>
      </table>
      {codes && !open.columns.areCodesMeant && (
        <>
          <p className="help">{dataWords.codes}</p>
          <Action isDisabled={isDisabled} onPress={() => void controller.data.confirmCodes()}>
            {dataWords.confirmCodes}
          </Action>
        </>
      )}
      {areSentiment(classNames) && !codes && isScale(values) && leavesOut && (
        <p className="help">{dataWords.middle}</p>
      )}
    </div>
  );
}
