import { useState } from 'react';

import { fieldNames, fields, type RunRecord } from '../../../workers/protocol.ts';
import { CompareChart, CompareKey, type Measure } from '../../charts/CompareChart.tsx';
import { t } from '../../i18n/index.ts';
import { Scroller } from '../../ui/Scroller.tsx';

const words = t.runs.compare;
const measures: readonly Measure[] = ['loss', 'accuracy'];

interface Difference {
  label: string;
  values: string[];
}

/** What the runs do not have in common: their data, and settings in the order of the form. */
function differences(runs: readonly RunRecord[]): Difference[] {
  const rows = fieldNames.map((name) => ({
    label: fields[name].label,
    values: runs.map(({ config }) => choiceLabel(name, config[name])),
  }));
  const data = { label: words.data, values: runs.map(({ dataset }) => dataset.name) };
  return [data, ...rows].filter(({ values }) => new Set(values).size > 1);
}

/** As the form says it. */
function choiceLabel(
  name: (typeof fieldNames)[number],
  value: RunRecord['config'][(typeof fieldNames)[number]],
): string {
  const field = fields[name];
  const choice = field.kind === 'choice' ? field.choices.find((each) => each.value === value) : undefined;
  return choice?.label ?? words.value(value);
}

function Settings({ runs }: { runs: readonly RunRecord[] }) {
  const rows = differences(runs);
  if (rows.length === 0) return <p className="quiet-line">{words.same}</p>;
  return (
    <Scroller label={words.settings}>
      <table className="compare-settings">
        <caption>{words.settings}</caption>
        <thead>
          <tr>
            <th scope="col">{words.setting}</th>
            {runs.map(({ id, name }, place) => (
              <th key={id} scope="col">
                <CompareKey place={place} /> {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, place) => (
                <td key={runs[place].id}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** Runs side by side: their curves in one picture, and the settings that differ. */
export function Compare({ runs }: { runs: readonly RunRecord[] }) {
  const [measure, setMeasure] = useState<Measure>('loss');
  const without = runs.filter(({ epochs }) => epochs.length === 0).map(({ name }) => name);
  return (
    <section className="compare" aria-label={words.title}>
      <fieldset className="compare-measure">
        <legend>{words.measure}</legend>
        {measures.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name="compare-measure"
              checked={measure === value}
              onChange={() => setMeasure(value)}
            />{' '}
            {words[value]}
          </label>
        ))}
      </fieldset>
      <CompareChart runs={runs} measure={measure} />
      {without.length > 0 && <p className="quiet-line">{words.noEpochs(without)}</p>}
      <Settings runs={runs} />
    </section>
  );
}
