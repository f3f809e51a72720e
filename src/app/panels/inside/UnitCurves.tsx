import type { Inside } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { curveOf, isGate, type View } from './units.ts';

export interface UnitCurvesProps {
  view: View;
  tokens: Inside['tokens'];
  unit: number;
  word: number;
}

function Curve({ view, tokens, unit, word, part }: UnitCurvesProps & { part: string }) {
  const { cell } = view.layer;
  const curve = curveOf(view, part, unit);
  const name = words.nameOf(cell, part);
  const most = isGate(part) ? 1 : Math.max(0.5, ...curve.map(Math.abs));
  const least = isGate(part) ? 0 : -most;
  const x = (t: number) => (100 * (t + 0.5)) / curve.length;
  const y = (value: number) => 100 - (100 * (value - least)) / (most - least);
  const line = curve.map((value, t) => `${x(t).toFixed(2)} ${y(value).toFixed(2)}`).join('L');
  return (
    <figure className="unit-curve" aria-label={words.curve(name, tokens[word].token, curve[word])}>
      <figcaption>
        <span>
          {name} <i>{words.letterOf(cell, part)}</i>
        </span>
        <output>{words.value(curve[word])}</output>
      </figcaption>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path className="unit-zero" d={`M0 ${y(0)}H100`} />
        <path className="unit-word" d={`M${x(word)} 0V100`} />
        <path className="unit-line" d={curve.length > 1 ? `M${line}` : `M0 ${y(curve[0])}H100`} />
      </svg>
    </figure>
  );
}

/** One unit close up: gates and states as curves over the words, the chosen word marked. */
export function UnitCurves(props: UnitCurvesProps & { parts: readonly string[] }) {
  const { unit, parts } = props;
  return (
    <div className="unit-curves" role="group" aria-label={words.curves(unit)}>
      {parts.map((part) => (
        <Curve key={part} {...props} part={part} />
      ))}
    </div>
  );
}
