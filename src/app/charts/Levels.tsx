import { usePlotArea, useYAxisScale } from 'recharts';

/** A value that does not change with training. */
export interface Level {
  name: 'bagOfWords' | 'majority';
  value: number;
  label: string;
}

/** Only those on the axis are drawn; the others have no key. */
export const onAxis = (levels: readonly Level[], [low, high]: readonly [number, number]) =>
  levels.filter(({ value }) => value >= low && value <= high);

/** The names of the level lines: they stand outside of the plot, where no curve runs over them. */
export function LevelKeys({ levels, write }: { levels: readonly Level[]; write: (value: number) => string }) {
  return levels.map(({ name, label, value }) => (
    <span key={name} className="key key-level">
      <svg width="22" height="10" aria-hidden="true">
        <path d="M1 5H21" className={`level level-${name}`} />
      </svg>
      {label} {write(value)}
    </span>
  ));
}

/** Level lines. */
export function Levels({ levels }: { levels: readonly Level[] }) {
  const y = useYAxisScale();
  const plot = usePlotArea();
  if (!y || !plot) return null;
  return (
    <g className="levels">
      {levels.map(({ name, value }) => (
        <path
          key={name}
          className={`level level-${name}`}
          d={`M${plot.x} ${y(value) ?? 0}H${plot.x + plot.width}`}
        />
      ))}
    </g>
  );
}
