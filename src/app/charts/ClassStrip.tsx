import { Plot } from './Plot.tsx';

export interface ClassStripProps {
  title: string;
  text: string;
  /** Share of each class in equal stretches of the file, first to last. */
  shares: readonly (readonly number[])[];
  first: string;
  last: string;
}

const yTicks = [
  { at: 0, label: '0%' },
  { at: 0.5, label: '50%' },
  { at: 1, label: '100%' },
];

/** The last class from the bottom up, and the others above it but for the first, which stays blank. */
function stackOf(classes: readonly number[]): { from: number; share: number }[] {
  let from = 0;
  return classes
    .slice(1)
    .toReversed()
    .map((share) => {
      from += share;
      return { from: from - share, share };
    });
}

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
      {shares.map((classes, i) => (
        <g key={i} transform={`translate(${i * width + width * 0.06})`}>
          {stackOf(classes).map(({ from, share }, place) => (
            <rect
              key={place}
              className={`plot-bar ${place === 0 ? '' : 'plot-bar-other'}`}
              width={width * 0.88}
              y={100 - 100 * (from + share)}
              height={100 * share}
            />
          ))}
        </g>
      ))}
      <path className="plot-middle" d="M0 50H100" />
    </Plot>
  );
}
