import { useEffect, useRef } from 'react';
import { useXAxisScale, useYAxisScale } from 'recharts';

export interface StepPoint {
  /** In epochs; a fraction within one. */
  epoch: number;
  value: number;
}

/** Where the line gets its points, without React: it changes far more often than all else in the chart. */
export interface StepSource {
  /** The same array as long as nothing has changed. */
  read(): readonly StepPoint[];
  subscribe(onChange: () => void): () => void;
}

/** The faint line of the steps. It moves its own path; neither React nor the chart draws anything again. */
export function StepLine({ source }: { source: StepSource }) {
  const path = useRef<SVGPathElement>(null);
  const x = useXAxisScale();
  const y = useYAxisScale();
  useEffect(() => {
    if (!x || !y) return;
    let drawn: readonly StepPoint[] | null = null;
    const draw = () => {
      const points = source.read();
      if (points === drawn) return;
      drawn = points;
      const line = points.map(({ epoch, value }) => `${x(epoch)?.toFixed(1)} ${y(value)?.toFixed(1)}`);
      path.current?.setAttribute('d', line.length > 0 ? `M${line.join('L')}` : '');
    };
    draw();
    return source.subscribe(draw);
  }, [source, x, y]);
  return <path ref={path} className="line-step" />;
}
