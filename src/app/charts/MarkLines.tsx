import { usePlotArea, useXAxisScale } from 'recharts';

export interface ChartMark {
  /** Where on the axis of epochs. */
  epoch: number;
  label: string;
}

interface PlacedMark {
  /** In pixels, from the left. */
  at: number;
  /** Null where there is no room for it. */
  label: string | null;
  /** The label stands before the line. */
  isLate: boolean;
}

/** About what a letter of a label takes, in pixels. */
const letter = 6.2;

function placed(marks: readonly ChartMark[], x: (epoch: number) => number | undefined, end: number) {
  let free = 0;
  return marks.flatMap(({ epoch, label }): PlacedMark[] => {
    const at = x(epoch);
    if (at === undefined) return [];
    const width = label.length * letter + 6;
    const isLate = at + width > end;
    const start = isLate ? at - width : at;
    if (start < free) return [{ at, label: null, isLate }];
    free = start + width;
    return [{ at, label, isLate }];
  });
}

/** Where labels stand: at the end of the plot that the curves leave. */
export type LabelsAt = 'top' | 'bottom';

/** Upright lines where a run was resumed, rolled back or changed its backend. */
export function MarkLines({ marks, labelsAt }: { marks: readonly ChartMark[]; labelsAt: LabelsAt }) {
  const x = useXAxisScale();
  const plot = usePlotArea();
  if (!x || !plot) return null;
  const y = labelsAt === 'top' ? plot.y + 10 : plot.y + plot.height - 5;
  return (
    <g className="curve-marks">
      {placed(marks, (epoch) => x(epoch), plot.x + plot.width).map(({ at, label, isLate }, place) => (
        <g key={place}>
          <path d={`M${at} ${plot.y}V${plot.y + plot.height}`} />
          {label !== null && (
            <text x={isLate ? at - 4 : at + 4} y={y} textAnchor={isLate ? 'end' : 'start'}>
              {label}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
