import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from 'recharts';

export interface EpochPoint {
  epoch: number;
  training: number;
  validation: number;
}

/** Round for training, square for validation: the two can be told apart without colour. */
function Mark({ cx, cy, isRound }: { cx: number; cy: number; isRound: boolean }) {
  if (isRound) return <circle cx={cx} cy={cy} r={3} className="dot-training" />;
  return <rect x={cx - 3} y={cy - 3} width={6} height={6} className="dot-validation" />;
}

/** The marks of the epochs, above the lines. The chart's own are cut off at the plot's edges, where the last epoch is. */
export function EpochMarks({ epochs }: { epochs: readonly EpochPoint[] }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  const plot = usePlotArea();
  if (!x || !y || !plot) return null;
  const isInside = (cy: number) => cy >= plot.y - 1 && cy <= plot.y + plot.height + 1;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
      {(['training', 'validation'] as const).map((name) =>
        epochs.map((row) => {
          const [cx, cy] = [x(row.epoch), y(row[name])];
          if (cx === undefined || cy === undefined || !isInside(cy)) return null;
          return <Mark key={`${name} ${row.epoch}`} cx={cx} cy={cy} isRound={name === 'training'} />;
        }),
      )}
    </ZIndexLayer>
  );
}
