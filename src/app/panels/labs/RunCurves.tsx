import type { EpochEvent } from '../../../workers/protocol.ts';
import { accuracyAxis, lossAxis, type Axis } from '../../charts/axis.ts';
import { Plot } from '../../charts/Plot.tsx';
import { labWords } from '../../i18n/labs.ts';

const words = labWords.curves;

interface Series {
  training: number;
  validation: number;
}

const figures = {
  accuracy: (epoch: EpochEvent): Series => ({
    training: epoch.accuracy,
    validation: epoch.validationAccuracy,
  }),
  loss: (epoch: EpochEvent): Series => ({ training: epoch.loss, validation: epoch.validationLoss }),
} as const;

const axes: Record<keyof typeof figures, (values: readonly number[]) => Axis> = {
  accuracy: (values) => accuracyAxis(Math.min(...values)),
  loss: (values) => lossAxis(Math.max(...values)),
};

/** As many as there is room for. */
function ticksOf({ ticks }: Axis): number[] {
  const gaps = ticks.length - 1;
  const step = gaps < 4 ? 1 : gaps % 2 === 0 ? 2 : gaps;
  return ticks.filter((_, i) => i % step === 0);
}

export interface RunCurvesProps {
  epochs: readonly EpochEvent[];
  /** Of the run that it is compared with; empty: none. */
  before: readonly EpochEvent[];
  /** Epochs that the axis has room for. */
  total: number;
}

function Figure({ kind, epochs, before, total }: RunCurvesProps & { kind: keyof typeof figures }) {
  const series = epochs.map(figures[kind]);
  const earlier = before.map((epoch) => figures[kind](epoch).validation);
  const axis = axes[kind]([
    ...series.flatMap(({ training, validation }) => [training, validation]),
    ...earlier,
  ]);
  const [low, high] = axis.domain;
  const y = (value: number) => (value - low) / (high - low);
  const line = (values: readonly number[]) => {
    const points = values.map(
      (value, i) => `${((100 * (i + 1)) / total).toFixed(2)} ${(100 - 100 * y(value)).toFixed(2)}`,
    );
    return `M${points.join('L')}`;
  };
  const last = series[series.length - 1];
  return (
    <Plot
      title={words[kind]}
      text={words.ends(words.values[kind](last.training), words.values[kind](last.validation))}
      xTicks={[0, total].map((epoch) => ({ at: epoch / total, label: words.epoch(epoch) }))}
      yTicks={ticksOf(axis).map((value) => ({ at: y(value), label: words.ticks[kind](value) }))}
    >
      {earlier.length > 0 && <path className="lab-line lab-line-before" d={line(earlier)} />}
      <path className="lab-line lab-line-training" d={line(series.map(({ training }) => training))} />
      <path className="lab-line lab-line-validation" d={line(series.map(({ validation }) => validation))} />
    </Plot>
  );
}

/** Accuracy and loss of a lab's run: they stay when it has ended. */
export function RunCurves(props: RunCurvesProps) {
  const kinds = [
    'training',
    'validation',
    ...(props.before.length > 0 ? (['before'] as const) : []),
  ] as const;
  if (props.epochs.length === 0) return null;
  return (
    <div className="lab-curves">
      <ul className="lab-legend" aria-hidden="true">
        {kinds.map((kind) => (
          <li key={kind}>
            <svg viewBox="0 0 24 8">
              <path className={`lab-line lab-line-${kind}`} d="M0 4H24" />
            </svg>
            {words.legend[kind]}
          </li>
        ))}
      </ul>
      <div className="lab-plots">
        <Figure kind="accuracy" {...props} />
        <Figure kind="loss" {...props} />
      </div>
    </div>
  );
}
