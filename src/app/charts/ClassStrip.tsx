import { Plot } from './Plot.tsx';

export interface ClassStripProps {
  title: string;
  text: string;
  /** Share of class 1 in equal stretches of the file, first to last. */
  shares: readonly number[];
  first: string;
  last: string;
}

const yTicks = [
  { at: 0, label: '0%' },
  { at: 0.5, label: '50%' },
  { at: 1, label: '100%' },
];

/** The classes in the order of the file: one that is sorted shows as a step. */
export function ClassStrip({ title, text, shares, first, last }: ClassStripProps) {
  const width = 100 / Math.max(1, shares.length);
  return (
    <Plot
      title={title}
      text={text}
      yTicks={yTicks}
      xTicks={[
        { at: 0, label: first },
        { at: 1, label: last },
      ]}
    >
      {shares.map((share, i) => (
        <rect
          key={i}
          className="plot-bar"
          x={i * width + width * 0.06}
          width={width * 0.88}
          y={100 - 100 * share}
          height={100 * share}
        />
      ))}
      <path className="plot-middle" d="M0 50H100" />
    </Plot>
  );
}
