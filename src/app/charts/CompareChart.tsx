import { memo, useId, useMemo } from 'react';
import { Line, useXAxisScale, useYAxisScale } from 'recharts';

import type { EpochEvent, RunRecord } from '../../workers/protocol.ts';
import { runWords } from '../i18n/runs.ts';
import * as format from '../i18n/format.ts';
import { accuracyAxis, lossAxis } from './axis.ts';
import { EpochChart } from './EpochChart.tsx';
import './CompareChart.css';

export const measures = ['loss', 'accuracy'] as const;
export type Measure = (typeof measures)[number];

const words = runWords.compare;

const ofEpoch: Record<Measure, (event: EpochEvent) => number> = {
  loss: ({ validationLoss }) => validationLoss,
  accuracy: ({ validationAccuracy }) => validationAccuracy,
};

/** One colour and one kind of dash for each place in the list. */
const lineClass = (place: number) => `compare-line compare-line-${place + 1}`;

/** The line of the run at this place, as the legend shows it. */
export function CompareKey({ place }: { place: number }) {
  return (
    <svg className="compare-key" width="28" height="10" aria-hidden="true">
      <path d="M1 5H27" className={lineClass(place)} />
    </svg>
  );
}

/** The training steps of one run, faint. */
function Steps({ run, measure, place }: { run: RunRecord; measure: Measure; place: number }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!x || !y || run.curve.length === 0) return null;
  const line = run.curve.map((point) => `${x(point.epoch)?.toFixed(1)} ${y(point[measure])?.toFixed(1)}`);
  return <path className={`${lineClass(place)} compare-steps`} d={`M${line.join('L')}`} />;
}

interface HintProps {
  active?: boolean;
  label?: number | string;
  runs: readonly RunRecord[];
  measure: Measure;
}

function Hint({ active, label, runs, measure }: HintProps) {
  if (!active) return null;
  const write = measure === 'loss' ? format.loss : format.percent;
  const rows = runs.flatMap(({ id, name, epochs }, place) => {
    const event = epochs.find(({ epoch }) => epoch === label);
    return event ? [{ id, name, place, value: write(ofEpoch[measure](event)) }] : [];
  });
  return (
    <div className="hint">
      <strong>
        {words.axis} {label}
      </strong>
      {rows.map(({ id, name, place, value }) => (
        <span key={id}>
          <span>
            <CompareKey place={place} /> {name}
          </span>{' '}
          {value}
        </span>
      ))}
    </div>
  );
}

/** All epochs that any run has, each with the runs' values by their place. */
function rowsOf(runs: readonly RunRecord[], measure: Measure) {
  const last = Math.max(0, ...runs.map(({ epochs }) => epochs.at(-1)?.epoch ?? 0));
  const rows = Array.from({ length: last }, (_, i): Record<string, number> => ({ epoch: i + 1 }));
  runs.forEach(({ epochs }, place) => {
    for (const event of epochs) rows[event.epoch - 1][`run${place}`] = ofEpoch[measure](event);
  });
  return rows;
}

export interface CompareChartProps {
  runs: readonly RunRecord[];
  measure: Measure;
}

/** The curves of several runs over one another. */
export const CompareChart = memo(function CompareChart({ runs, measure }: CompareChartProps) {
  const id = useId();
  const rows = useMemo(() => rowsOf(runs, measure), [runs, measure]);
  const values = runs.flatMap((run) => [
    ...run.epochs.map(ofEpoch[measure]),
    ...run.curve.map((point) => point[measure]),
  ]);
  const axis = measure === 'loss' ? lossAxis(Math.max(0, ...values)) : accuracyAxis(Math.min(1, ...values));
  const length = Math.max(
    1,
    Math.ceil(Math.max(rows.length, ...runs.map(({ curve }) => curve.at(-1)?.epoch ?? 0))),
  );
  return (
    <figure className="curve compare-chart" aria-describedby={`${id}-help`}>
      <figcaption className="curve-title">{words[measure]}</figcaption>
      <ul className="curve-keys compare-keys">
        {runs.map(({ id: runId, name }, place) => (
          <li key={runId}>
            <CompareKey place={place} /> <span dir="auto">{name}</span>
          </li>
        ))}
      </ul>
      <div className="curve-room">
        <EpochChart
          rows={rows}
          length={length}
          axis={axis}
          writeTick={measure === 'loss' ? format.figure : format.wholePercent}
          hint={<Hint runs={runs} measure={measure} />}
        >
          {runs.map((run, place) => (
            <Steps key={`${run.id}-steps`} run={run} measure={measure} place={place} />
          ))}
          {runs.map((run, place) => (
            <Line
              key={run.id}
              dataKey={`run${place}`}
              type="linear"
              className={lineClass(place)}
              stroke={undefined}
              // A mark that stands on the chart’s edge is drawn whole.
              dot={run.epochs.length === 1 && { clipDot: false }}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
        </EpochChart>
      </div>
      <p className="help" id={`${id}-help`}>
        {measure === 'loss' ? words.lossHelp : words.accuracyHelp}
      </p>
    </figure>
  );
});
