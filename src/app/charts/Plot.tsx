import { useId, type ReactNode } from 'react';

import './plots.css';

export interface Tick {
  /** From 0 to 1, from the left or from below. */
  at: number;
  label: string;
}

export interface PlotProps {
  title: string;
  /** What the picture says, in words: it stands below it and is its description. */
  text: ReactNode;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  /** Shapes in a box of 100 by 100, from the upper left corner; it is stretched to the room there is. */
  children: ReactNode;
  /** Marks and labels that must not be stretched, placed in percent. */
  marks?: ReactNode;
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** A small picture with a few ticks: shapes that stretch, words that do not. */
export function Plot({ title, text, xTicks, yTicks, children, marks }: PlotProps) {
  const id = useId();
  return (
    <figure className="plot" aria-describedby={id}>
      <figcaption>{title}</figcaption>
      <div className="plot-room" aria-hidden="true">
        <div className="plot-y">
          {yTicks.map(({ at, label }) => (
            <span key={at} style={{ bottom: percent(at) }}>
              {label}
            </span>
          ))}
        </div>
        <div className="plot-box">
          <svg viewBox="0 0 100 100" preserveAspectRatio="none">
            {yTicks.map(({ at }) => (
              <path key={at} className="plot-grid" d={`M0 ${100 - 100 * at}H100`} />
            ))}
            {children}
          </svg>
          {marks}
        </div>
        <div className="plot-x">
          {xTicks.map(({ at, label }) => (
            <span
              key={at}
              className={at < 0.04 ? 'tick-first' : at > 0.96 ? 'tick-last' : undefined}
              style={{ left: percent(at) }}
            >
              {label}
            </span>
          ))}
        </div>
      </div>
      <p className="help" id={id}>
        {text}
      </p>
    </figure>
  );
}

export interface LineMarkProps {
  /** From 0 to 1, from the left. */
  at: number;
  /** Of a dot on the line, from below; without one there is only the line. */
  height?: number;
  label: string;
}

/** An upright line with its name, such as a setting's value on the axis. */
export function LineMark({ at, height, label }: LineMarkProps) {
  return (
    <div className={at > 0.6 ? 'line-mark line-mark-late' : 'line-mark'} style={{ left: percent(at) }}>
      {height !== undefined && <i style={{ bottom: percent(height) }} />}
      <span style={height === undefined ? undefined : { top: height > 0.5 ? '62%' : '6%' }}>{label}</span>
    </div>
  );
}
