import { useEffect, useMemo, useState } from 'react';

import {
  choiceLabel,
  fieldNames,
  fields,
  formatSetting,
  type FieldName,
  type RunConfig,
  type RunRecord,
  type RunSummary,
} from '../../../workers/protocol.ts';
import { CompareChart, CompareKey, type Measure } from '../../charts/CompareChart.tsx';
import { t } from '../../i18n/index.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { Scroller } from '../../ui/Scroller.tsx';

const words = t.runs.compare;
const measures: readonly Measure[] = ['loss', 'accuracy'];

interface Difference {
  label: string;
  values: string[];
}

/** What the runs do not have in common: their data, and settings in the order of the form. */
function differences(runs: readonly RunSummary[]): Difference[] {
  const rows = fieldNames.map((name) => ({
    label: fields[name].label,
    values: runs.map(({ config }) => valueText(name, config[name])),
  }));
  const data = { label: words.data, values: runs.map(({ dataset }) => dataset.name) };
  return [data, ...rows].filter(({ values }) => new Set(values).size > 1);
}

/** As the form says it. */
function valueText(name: FieldName, value: RunConfig[FieldName]): string {
  if (typeof value === 'boolean') return value ? t.model.on : t.model.off;
  return choiceLabel(name, formatSetting(value));
}

function Settings({ runs }: { runs: readonly RunSummary[] }) {
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

/** The runs with their curves, which the list does without, as soon as they are there. */
function useRecords(runs: readonly RunSummary[]): RunRecord[] {
  const actions = useRuns();
  const [records, setRecords] = useState<ReadonlyMap<string, RunRecord>>(new Map());
  useEffect(() => {
    let isCurrent = true;
    const isOld = ({ id, updated }: RunSummary) => (records.get(id)?.updated ?? -1) < updated;
    const fetchAll = async () => {
      const fetched = await Promise.all(runs.filter(isOld).map(({ id }) => actions.record(id)));
      const found = fetched.filter((record) => record !== null);
      if (!isCurrent || found.length === 0) return;
      setRecords(new Map([...records, ...found.map((record) => [record.id, record] as const)]));
    };
    void fetchAll();
    return () => {
      isCurrent = false;
    };
  }, [runs, records, actions]);
  return useMemo(
    () =>
      runs.flatMap((run) => {
        const record = records.get(run.id);
        return record ? [{ ...record, ...run }] : [];
      }),
    [runs, records],
  );
}

/** Runs side by side: their curves in one picture, and the settings that differ. */
export function Compare({ runs }: { runs: readonly RunSummary[] }) {
  const [measure, setMeasure] = useState<Measure>('loss');
  const records = useRecords(runs);
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
      <CompareChart runs={records} measure={measure} />
      {without.length > 0 && <p className="quiet-line">{words.noEpochs(without)}</p>}
      <Settings runs={runs} />
    </section>
  );
}
