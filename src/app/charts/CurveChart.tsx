import { memo, useId } from 'react';
import { Line } from 'recharts';

import type { TermName } from '../../contract/messages/en/glossary.ts';
import { curveWords } from '../i18n/curves.ts';
import { Term } from '../ui/Term.tsx';
import type { Axis } from './axis.ts';
import { EpochChart } from './EpochChart.tsx';
import { EpochMarks, type EpochPoint } from './EpochMarks.tsx';
import { LevelKeys, Levels, onAxis, type Level } from './Levels.tsx';
import { MarkLines, type ChartMark, type LabelsAt } from './MarkLines.tsx';
import { PreviousLine, type PreviousLineProps } from './PreviousLine.tsx';
import { StepLine, type StepSource } from './StepLine.tsx';

export interface CurveChartProps {
  title: string;
  term: TermName;
  help: string;
  steps: StepSource;
  epochs: EpochPoint[];
  marks: readonly ChartMark[];
  marksAt: LabelsAt;
  /** The validation curve of the run before. */
  previous: PreviousLineProps['points'];
  /** What the curve is compared with; null: such a curve is compared with nothing. */
  levels: readonly Level[] | null;
  /** The horizontal axis is as long as the whole run from the start, so that the curve never rescales. */
  totalEpochs: number;
  /** A value in the tooltip. */
  write: (value: number) => string;
  writeTick: (value: number) => string;
  axis: Axis;
  /** Said in the chart's place while it has nothing to show. */
  empty: string | null;
}

type SeriesName = 'step' | 'training' | 'validation' | 'previous';
const words = curveWords.series;
const epochSeries = ['training', 'validation'] as const;
const seriesNames: readonly SeriesName[] = [...epochSeries, 'step'];

function Key({ name }: { name: SeriesName }) {
  return (
    <span className={`key key-${name}`}>
      <svg width="22" height="10" aria-hidden="true">
        <path d="M1 5H21" className={`line-${name}`} />
        {name === 'training' && <circle cx="11" cy="5" r="3" className="dot-training" />}
        {name === 'validation' && <rect x="8" y="2" width="6" height="6" className="dot-validation" />}
      </svg>
      {words[name]}
    </span>
  );
}

interface HintProps {
  active?: boolean;
  /** The epoch that is pointed at. */
  label?: number | string;
  epochs: EpochPoint[];
  write: (value: number) => string;
}

function Hint({ active, label, epochs, write }: HintProps) {
  const row = epochs.find(({ epoch }) => epoch === label);
  if (!active || !row) return null;
  return (
    <div className="hint">
      <strong>
        {curveWords.epochAxis} {row.epoch}
      </strong>
      {epochSeries.map((name) => (
        <span key={name}>
          <Key name={name} /> {write(row[name])}
        </span>
      ))}
    </div>
  );
}

/**
 * A figure with the faint line of the steps and the two lines of the epochs. It is drawn again when an
 * epoch ends; the steps' line moves by itself in between.
 */
export const CurveChart = memo(function CurveChart(props: CurveChartProps) {
  const { title, term, help, steps, epochs, previous, marks, marksAt, levels: known } = props;
  const { totalEpochs, write, writeTick, axis, empty } = props;
  const id = useId();
  const levels = onAxis(known ?? [], axis.domain);

  return (
    <figure className="curve" aria-describedby={`${id}-help`}>
      <figcaption className="curve-title">
        <Term name={term}>{title}</Term>
      </figcaption>
      <div className="curve-keys" aria-hidden="true">
        {seriesNames.map((name) => (
          <Key key={name} name={name} />
        ))}
        {previous.length > 0 && <Key name="previous" />}
      </div>
      <div className="curve-room">
        <EpochChart
          rows={epochs}
          length={totalEpochs}
          axis={axis}
          writeTick={writeTick}
          hint={<Hint epochs={epochs} write={write} />}
        >
          <StepLine source={steps} />
          <PreviousLine points={previous} />
          <Levels levels={levels} />
          <MarkLines marks={marks} labelsAt={marksAt} />
          {epochSeries.map((name) => (
            <Line
              key={name}
              dataKey={name}
              type="linear"
              className={`line-${name}`}
              stroke={undefined}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          <EpochMarks epochs={epochs} />
        </EpochChart>
        {empty && <p className="curve-empty">{empty}</p>}
      </div>
      {known && (
        <div className="curve-keys curve-levels">
          <LevelKeys levels={levels} write={write} />
        </div>
      )}
      <p className="visually-hidden" id={`${id}-help`}>
        {help}
      </p>
    </figure>
  );
});
