import { useEffect, useMemo, useState } from 'react';

import { keyOf, type RunRecord, type RunSummary } from '../../../workers/protocol.ts';
import { CompareChart, CompareKey, measures, type Measure } from '../../charts/CompareChart.tsx';
import { settingTexts } from '../../i18n/settings.ts';
import { runWords } from '../../i18n/runs.ts';
import * as format from '../../i18n/format.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { differingSettings, settingText } from '../../state/runs/settings-shown.ts';
import { Scroller } from '../../ui/Scroller.tsx';
import { savedEpoch } from './run-columns.ts';

const words = runWords.compare;

interface Difference {
  label: string;
  values: string[];
}

/** What the runs do not have in common: their data, and settings in the order of the form. */
function differences(runs: readonly RunSummary[]): Difference[] {
  const rows = differingSettings(runs).map((name) => ({
    label: settingTexts[name].label,
    values: runs.map(({ config }) => settingText(name, config[name])),
  }));
  const data = { label: words.data, values: runs.map(({ dataset }) => dataset.name) };
  return new Set(data.values).size > 1 ? [data, ...rows] : rows;
}

/** A figure of each run; of shares with the difference to the first run's, in points. */
function figureRow(
  label: string,
  runs: readonly RunSummary[],
  of: (run: RunSummary) => number | null,
): Difference {
  const [first, ...others] = runs.map(of);
  const text = (value: number | null) => (value === null ? runWords.none : format.percent(value));
  const compared = others.map((value) =>
    value === null || first === null ? text(value) : `${text(value)} (${words.points(value - first)})`,
  );
  return { label, values: [text(first), ...compared] };
}

/** Validation and test figures, where a run has any. */
function figures(runs: readonly RunSummary[]): Difference[] {
  const names = words.figureNames;
  const plain = (of: (run: RunSummary) => string | undefined) => runs.map((run) => of(run) ?? runWords.none);
  return [
    figureRow(names.validation, runs, (run) => savedEpoch(run)?.validationAccuracy ?? null),
    figureRow(names.accuracy, runs, ({ test }) => test?.accuracy ?? null),
    figureRow(names.f1, runs, ({ test }) => test?.f1 ?? null),
    { label: names.loss, values: plain(({ test }) => (test && format.loss(test.loss)) || undefined) },
    figureRow(names.bagOfWords, runs, ({ test }) => test?.baselines?.bagOfWords.accuracy ?? null),
    { label: names.rows, values: plain(({ test }) => (test ? format.count(test.rows) : undefined)) },
  ];
}

interface TableProps {
  title: string;
  /** Over the rows' names. */
  what: string;
  rows: readonly Difference[];
  runs: readonly RunSummary[];
}

/** A column a run. */
function ComparedTable({ title, what, rows, runs }: TableProps) {
  return (
    <Scroller label={title}>
      <table className="compare-settings">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{what}</th>
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

/** Which part is the test depends on the data and the split alone. */
const testOf = ({ dataset, config }: RunSummary) => `${dataset.fingerprint} ${keyOf(config, 'split')}`;

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
  const differing = differences(runs);
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
      {differing.length === 0 ? (
        <p className="quiet-line">{words.same}</p>
      ) : (
        <ComparedTable title={words.settings} what={words.setting} rows={differing} runs={runs} />
      )}
      <ComparedTable title={words.figures} what={words.figure} rows={figures(runs)} runs={runs} />
      {new Set(runs.map(testOf)).size > 1 && <p className="help">{words.otherRows}</p>}
    </section>
  );
}
