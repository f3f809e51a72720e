import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';

export interface PreviousLineProps {
  /** Of the run before, at the end of each epoch. */
  points: readonly { epoch: number; value: number }[];
}

/** The validation curve of the run before, faint, below that of this run; what lies outside of the axes is cut off. */
export function PreviousLine({ points }: PreviousLineProps) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  const plot = usePlotArea();
  if (!x || !y || !plot || points.length === 0) return null;
  const path = points.map(({ epoch, value }) => `${x(epoch) ?? 0} ${y(value) ?? 0}`).join('L');
  return (
    <svg x={plot.x} y={plot.y} width={plot.width} height={plot.height}>
      <path className="line-previous" d={`M${path}`} transform={`translate(${-plot.x} ${-plot.y})`} />
    </svg>
  );
}
