import { useMemo, type ReactElement, type ReactNode } from 'react';
import { CartesianGrid, LineChart, Tooltip, XAxis, YAxis } from 'recharts';

import { epochTicks, type Axis } from './axis.ts';

export interface EpochChartProps {
  rows: object[];
  /** Where the horizontal axis ends. */
  length: number;
  axis: Axis;
  writeTick: (value: number) => string;
  hint: ReactElement;
  children: ReactNode;
}

/** Lines over epochs. Their numbers stand in a table: a keyboard would find nothing here. */
export function EpochChart({ rows, length, axis, writeTick, hint, children }: EpochChartProps) {
  const ticks = useMemo(() => epochTicks(length), [length]);
  return (
    <LineChart
      responsive
      accessibilityLayer={false}
      data={rows}
      margin={{ top: 8, right: 14, bottom: 2, left: 0 }}
      style={{ width: '100%', height: '100%' }}
    >
      <CartesianGrid />
      <XAxis
        dataKey="epoch"
        type="number"
        domain={[0, length]}
        ticks={ticks}
        interval={0}
        allowDataOverflow
        height={22}
        tickMargin={4}
      />
      <YAxis
        type="number"
        domain={axis.domain}
        ticks={axis.ticks}
        interval={0}
        allowDataOverflow
        width={46}
        tickFormatter={writeTick}
      />
      <Tooltip content={hint} isAnimationActive={false} />
      {children}
    </LineChart>
  );
}
