/** The timesteps of a recurrence in the order of reading, and where each stands in the surfaces. */
import type { Area } from '../../../runtime/webgl/painter.ts';
import type { Layout } from './layout.ts';

export interface Timestep {
  t: number;
  /** Which surface of a pair it stands in, and which its neighbours do. */
  parity: 0 | 1;
  other: 0 | 1;
  area: Area;
  /** Of the order of reading. */
  isLast: boolean;
  /** The uniforms `t`, `first`, `last` and `origin`, `priorAt`, `nextAt`: where tiles of pairs begin. */
  uniforms: Record<string, number | readonly number[]>;
}

export function timesteps(layout: Layout, hidden: number, reverse: boolean): Timestep[] {
  const { time } = layout;
  const placeInPair = (t: number) => layout.place(t < 0 || t >= time ? 0 : t >> 1, hidden);
  return Array.from({ length: time }, (_, step): Timestep => {
    const t = reverse ? time - 1 - step : step;
    const area = layout.area(t >> 1, hidden);
    const isLast = step === time - 1;
    const uniforms = {
      t,
      first: step === 0 ? 1 : 0,
      last: isLast ? 1 : 0,
      origin: [area.x, area.y],
      priorAt: placeInPair(reverse ? t + 1 : t - 1),
      nextAt: placeInPair(reverse ? t - 1 : t + 1),
    };
    return t % 2 === 0
      ? { t, parity: 0, other: 1, area, isLast, uniforms }
      : { t, parity: 1, other: 0, area, isLast, uniforms };
  });
}
