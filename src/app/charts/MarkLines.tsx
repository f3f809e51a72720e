import { usePlotArea, useXAxisScale } from 'recharts';

export interface ChartMark {
  /** Where on the axis of epochs. */
  epoch: number;
  label: string;
}

/** About what a letter of a label takes, in pixels. */
const letter = 6.2;

/** Upright lines where a run went on, went back or changed its backend. A label that has no room is left out. */
export function MarkLines({ marks }: { marks: readonly ChartMark[] }) {
  const x = useXAxisScale();
  const plot = usePlotArea();
  if (!x || !plot) return null;
  let free = plot.x;
  return (
    <g className="curve-marks">
      {marks.map(({ epoch, label }, place) => {
        const at = x(epoch);
        if (at === undefined) return null;
        const width = label.length * letter + 6;
        const isLate = at + width > plot.x + plot.width;
        const start = isLate ? at - width : at;
        const hasRoom = start >= free;
        if (hasRoom) free = start + width;
        return (
          <g key={place}>
            <path d={`M${at} ${plot.y}V${plot.y + plot.height}`} />
            {hasRoom && (
              <text x={isLate ? at - 4 : at + 4} y={plot.y + 10} textAnchor={isLate ? 'end' : 'start'}>
                {label}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
