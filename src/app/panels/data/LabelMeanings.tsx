import type { ClassId, LabelCode } from '../../../workers/protocol.ts';
import { dataWords } from '../../i18n/data.ts';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { codesOf, isScale, labelValues } from '../../state/data/columns.ts';
import { useController } from '../../state/react.ts';
import type { OpenFiles } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';

const meanings: readonly { label: string; meaning: ClassId | null }[] = [
  { label: t.data.negative, meaning: 0 },
  { label: t.data.positive, meaning: 1 },
  { label: dataWords.exclude, meaning: null },
];

/** The first texts of a label that says nothing itself. */
function Examples({ codes, value }: { codes: readonly LabelCode[] | null; value: string }) {
  const found = codes?.find((code) => code.value === value);
  if (!found) return null;
  return (
    <ul className="meaning-examples">
      {found.examples.map((text) => (
        <li key={text} dir="auto">
          {text}
        </li>
      ))}
    </ul>
  );
}

/** One row a label value: how often it occurs, and what it means. */
export function LabelMeanings({ open, isDisabled }: { open: OpenFiles; isDisabled: boolean }) {
  const controller = useController();
  const { classes, label } = open.columns;
  const values = labelValues(open.preview, label);
  if (!values) return null;
  const codes = codesOf(open.preview, label);
  const leavesOut = values.some(({ value }) => (classes[value] ?? null) === null);
  return (
    <div className="label-meanings">
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
            <tr key={value}>
              <th scope="row">
                {value === '' ? dataWords.emptyValue : value}
                <Examples codes={codes} value={value} />
              </th>
              <td className="number">{format.count(count)}</td>
              <td>
                <div className="segments" role="radiogroup" aria-label={dataWords.meaningOf(value)}>
                  {meanings.map(({ label: name, meaning }) => (
                    <label key={name}>
                      <input
                        type="radio"
                        name={`meaning-${value}`}
                        checked={(classes[value] ?? null) === meaning}
                        disabled={isDisabled}
                        onChange={() => void controller.data.setClass(value, meaning)}
                      />
                      <span>{name}</span>
                    </label>
                  ))}
                </div>
              </td>
            </tr>
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
      {isScale(values) && leavesOut && <p className="help">{dataWords.middle}</p>}
    </div>
  );
}
