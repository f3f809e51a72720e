import { usePlotArea, useYAxisScale } from 'recharts';

/** A value that does not change with training. */
export interface Level {
  name: 'bagOfWords' | 'majority';
  value: number;
  label: string;
}

/** Level lines with their names at their right end, below the line where the marks have theirs. */
export function Levels({ levels }: { levels: readonly Level[] }) {
  const y = useYAxisScale();
  const plot = usePlotArea();
  if (!y || !plot) return null;
  return (
    <g className="levels">
      {levels.map(({ name, value, label }) => {
        const at = y(value);
        if (at === undefined || at < plot.y || at > plot.y + plot.height) return null;
        return (
          <g key={name}>
            <path className={`level level-${name}`} d={`M${plot.x} ${at}H${plot.x + plot.width}`} />
            <text
              className="level-label"
              x={plot.x + plot.width - 4}
              y={Math.max(at + 12, plot.y + 24)}
              textAnchor="end"
            >
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}
