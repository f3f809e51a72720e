import { useCallback } from 'react';

import type { Line } from '../../../workers/protocol.ts';
import { lineWords as words } from '../../i18n/line.ts';
import { paintMarks } from '../../shared/marks.ts';
import { contextOf, usePainted } from '../../ui/canvas.ts';
import { lineMarks } from './drawing.ts';

/** Mean place along the line at which the reviews of both classes end. */
function endsOf({ states, between, classes }: Line): { name: string; x: number }[] {
  return between.flatMap((id) => {
    const own = states.x.filter((_, i) => states.isLast[i] === 1 && states.classes[i] === id);
    const sum = own.reduce((total, x) => total + x, 0);
    return own.length > 0 ? [{ name: classes[id], x: sum / own.length }] : [];
  });
}

/** Colours are those of the legend's marks. */
function paint(canvas: HTMLCanvasElement, line: Line, step: number): void {
  const sheet = contextOf(canvas);
  if (!sheet) return;
  const { context, width, height } = sheet;
  const style = getComputedStyle(canvas);
  const colourOf = (kind: string) => {
    const example = canvas.closest('.line-picture')?.querySelector(`.walk-mark-${kind}`);
    return example ? getComputedStyle(example).color : style.color;
  };
  const colours = {
    ...{ ink: style.color, sheet: style.backgroundColor, faint: style.outlineColor },
    ...{ from: colourOf('from'), to: colourOf('to'), way: colourOf('way') },
  };
  context.font = style.font;
  const measure = (text: string) => context.measureText(text).width;
  paintMarks(context, lineMarks(line, { width, height }, { step, colours, measure }));
}

/** States as marks, the current text as a way among them; a legend below. */
export function LinePicture({ line, step }: { line: Line; step: number }) {
  const canvas = usePainted(
    useCallback((element: HTMLCanvasElement) => paint(element, line, step), [line, step]),
  );
  const [from, to] = line.between.map((id) => line.classes[id]);
  return (
    <figure className="line-picture">
      <canvas ref={canvas} role="img" aria-label={words.picture(endsOf(line))} />
      <p className="line-axis" aria-hidden="true">
        <span>{words.towards.left(from)}</span>
        <span>{words.axis.along}</span>
        <span>{words.towards.right(to)}</span>
      </p>
      <figcaption>
        <ul className="line-legend">
          <li>
            <span className="walk-mark walk-mark-from" aria-hidden="true" />
            {words.legend.state(from)}
          </li>
          <li>
            <span className="walk-mark walk-mark-to" aria-hidden="true" />
            {words.legend.state(to)}
          </li>
          {line.classes.length > 2 && (
            <li>
              <span className="walk-mark walk-mark-other" aria-hidden="true" />
              {words.legend.others}
            </li>
          )}
          <li>
            <span className="walk-mark walk-mark-way" aria-hidden="true" />
            {words.legend.walk}
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}
