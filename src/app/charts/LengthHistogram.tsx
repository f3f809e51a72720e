import * as format from '../i18n/format.ts';
import { placeInBins } from './places.ts';
import { LineMark, Plot, type Tick } from './Plot.tsx';

export interface LengthHistogramProps {
  title: string;
  text: string;
  /** Words; one more than `counts`. The last bin holds all longer ones. */
  edges: readonly number[];
  counts: readonly number[];
  limit: number;
  limitLabel: string;
  /** Names the last bin by its lower edge. */
  more: (from: number) => string;
}

function ticksOf(edges: readonly number[], more: (from: number) => string): Tick[] {
  const bins = edges.length - 1;
  const gap = Math.max(1, Math.round(bins / 4));
  const inner = Array.from({ length: Math.ceil(bins / gap) }, (_, i) => i * gap);
  const ticks = inner
    .filter((bin) => bin < bins - gap / 2)
    .map((bin) => ({ at: bin / bins, label: format.count(edges[bin]) }));
  return [...ticks, { at: 1, label: more(edges[bins - 1]) }];
}

/** How long the reviews are. What the length limit cuts is hatched. */
export function LengthHistogram(props: LengthHistogramProps) {
  const { title, text, edges, counts, limit, limitLabel, more } = props;
  const most = Math.max(1, ...counts);
  const width = 100 / Math.max(1, counts.length);
  const at = placeInBins(limit, edges);
  return (
    <Plot
      title={title}
      text={text}
      yTicks={[
        { at: 0, label: '0' },
        { at: 1, label: format.count(most) },
      ]}
      xTicks={ticksOf(edges, more)}
      marks={
        // A limit beyond the longest review lies beyond the axis.
        at < 1 && (
          <>
            <div className="plot-cut" style={{ left: `${(at * 100).toFixed(2)}%` }} />
            <LineMark at={at} label={limitLabel} />
          </>
        )
      }
    >
      {counts.map((count, i) => (
        <rect
          key={i}
          className="plot-bar"
          x={i * width + width * 0.06}
          width={width * 0.88}
          y={100 - (100 * count) / most}
          height={(100 * count) / most}
        />
      ))}
    </Plot>
  );
}
