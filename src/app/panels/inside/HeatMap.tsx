import { useCallback, type MouseEvent } from 'react';

import type { Inside } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { usePainted } from '../../ui/canvas.ts';
import { valuesOf, type View } from './units.ts';

export interface HeatMapProps {
  view: View;
  tokens: Inside['tokens'];
  part: string;
  /** Units from top to bottom. */
  order: readonly number[];
  unit: number;
  word: number;
  onChoose: (unit: number, word: number) => void;
}

/** As red, green and blue, of a colour as the browser computes it. */
function channelsOf(colour: string): number[] {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d');
  if (!context) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** A pixel for each unit and word: towards the first colour above 0, towards the second below. */
function picture({ view, part, order }: HeatMapProps, element: Element): ImageData {
  const { color, backgroundColor, outlineColor } = getComputedStyle(element);
  const [high, middle, low] = [color, backgroundColor, outlineColor].map(channelsOf);
  const values = valuesOf(view, part);
  const most = values.reduce((highest, value) => Math.max(highest, Math.abs(value)), 1e-9);
  const image = new ImageData(view.words, order.length);
  order.forEach((unit, row) => {
    for (let t = 0; t < view.words; t++) {
      const value = values[t * view.layer.units + unit] / most;
      const end = value < 0 ? low : high;
      const at = 4 * (row * view.words + t);
      for (let i = 0; i < 3; i++) image.data[at + i] = middle[i] + Math.abs(value) * (end[i] - middle[i]);
      image.data[at + 3] = 255;
    }
  });
  return image;
}

/** The number that is furthest from 0. */
function strongest({ view, part, tokens }: HeatMapProps): string {
  const values = valuesOf(view, part);
  let best = 0;
  values.forEach((value, i) => {
    if (Math.abs(value) > Math.abs(values[best])) best = i;
  });
  const { units, cell } = view.layer;
  const token = tokens[Math.floor(best / units)].token;
  return words.strongest(words.nameOf(cell, part), best % units, token, values[best]);
}

/** All units by all words, a cell each; the chosen unit and word are framed. */
export function HeatMap(props: HeatMapProps) {
  const { view, part, order, unit, word, onChoose } = props;
  const canvas = usePainted(
    useCallback(
      (element: HTMLCanvasElement) => {
        element.width = props.view.words;
        element.height = props.order.length;
        element.getContext('2d')?.putImageData(picture(props, element), 0, 0);
      },
      [props],
    ),
  );
  const choose = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLCanvasElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const row = Math.min(order.length - 1, Math.floor(((clientY - top) / height) * order.length));
    const at = Math.min(view.words - 1, Math.floor(((clientX - left) / width) * view.words));
    onChoose(order[Math.max(0, row)], Math.max(0, at));
  };
  const name = words.nameOf(view.layer.cell, part);
  return (
    <figure className="heat-map">
      <div className="heat-map-room">
        <canvas
          ref={canvas}
          role="img"
          aria-label={words.heatMap(name, order.length, view.words)}
          onClick={choose}
        />
        <span
          className="heat-map-mark"
          aria-hidden="true"
          style={{
            insetInlineStart: `${(100 * word) / view.words}%`,
            insetBlockStart: `${(100 * order.indexOf(unit)) / order.length}%`,
            inlineSize: `${100 / view.words}%`,
            blockSize: `${100 / order.length}%`,
          }}
        />
      </div>
      <figcaption className="help">{strongest(props)}</figcaption>
    </figure>
  );
}
