import { useId, useState } from 'react';

import { flowWords } from '../../i18n/flow.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Scroller } from '../../ui/Scroller.tsx';

const words = flowWords.flow;

export interface FlowLine {
  key: string;
  name: string;
  /** A cell with gates, a simple RNN, or one before any training. */
  kind: 'gated' | 'simple' | 'untrained';
  /** Earlier epochs are drawn faintly, and have no name in the plot. */
  isLast: boolean;
  /** By words before the end. */
  norms: readonly number[];
}

/** How far down the axis goes at most, in powers of ten. */
const deepest = -8;
/** How far back the sentence looks. */
const farBack = 20;

const shareOf = ({ norms }: FlowLine, back: number) => (norms[0] > 0 ? norms[back] / norms[0] : 0);

/** The power of ten below all shares. */
function lowestPower(lines: readonly FlowLine[]): number {
  const shares = lines.flatMap((line) => line.norms.map((_, back) => shareOf(line, back)));
  const least = Math.min(...shares.filter((share) => share > 0), 0.1);
  return Math.max(deepest, Math.floor(Math.log10(least)));
}

function pathOf(line: FlowLine, low: number, high: number): string {
  const last = Math.max(1, line.norms.length - 1);
  const points = line.norms.map((_, back) => {
    const power = Math.max(low, Math.log10(Math.max(shareOf(line, back), Number.MIN_VALUE)));
    // Reading goes on to the right, so that the end of the review lies there.
    const x = 100 - (100 * back) / last;
    return `${x.toFixed(2)} ${((100 * (high - power)) / (high - low)).toFixed(2)}`;
  });
  return `M${points.join('L')}`;
}

/** The shares at a few distances, as a table. */
function Numbers({ lines }: { lines: readonly FlowLine[] }) {
  const [isOpen, setOpen] = useState(false);
  const longest = Math.max(...lines.map(({ norms }) => norms.length));
  const distances = Array.from({ length: longest }, (_, back) => back).filter((back) => back % 5 === 0);
  return (
    <Disclosure title={words.table} isOpen={isOpen} onToggle={setOpen}>
      <Scroller label={words.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.back}</th>
              {lines.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {distances.map((back) => (
              <tr key={back}>
                <th scope="row">{back}</th>
                {lines.map((line) => (
                  <td key={line.key}>{back < line.norms.length ? words.share(shareOf(line, back)) : ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </Disclosure>
  );
}

/** Gradients by the distance from the end on a logarithmic axis; what it shows as sentences, and as a table. */
export function FlowPlot({ lines }: { lines: readonly FlowLine[] }) {
  const id = useId();
  const low = lowestPower(lines);
  const high = Math.ceil(
    Math.log10(Math.max(1, ...lines.flatMap((line) => line.norms.map((_, back) => shareOf(line, back))))),
  );
  const powers = Array.from({ length: high - low + 1 }, (_, i) => high - i);
  const y = (power: number) => (100 * (high - power)) / (high - low);
  const named = lines.filter(({ isLast }) => isLast);
  const longest = Math.max(...lines.map(({ norms }) => norms.length));
  const back = Math.min(farBack, longest - 1);
  return (
    <figure className="flow-plot" aria-labelledby={id}>
      <figcaption id={id}>{words.title}</figcaption>
      <div className="flow-room" aria-hidden="true">
        {powers.map((power) => (
          <span key={power} className="flow-tick" style={{ insetBlockStart: `${y(power)}%` }}>
            {power === 0 ? 1 : `10${toSuperscript(power)}`}
          </span>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          {powers.map((power) => (
            <path key={power} className="flow-grid" d={`M0 ${y(power)}H100`} />
          ))}
          {lines.map((line) => (
            <path
              key={line.key}
              className={`flow-line flow-${line.kind} ${line.isLast ? '' : 'flow-earlier'}`}
              d={pathOf(line, low, high)}
            />
          ))}
        </svg>
        <span className="flow-ends">
          <span>{longest - 1}</span>
          <span>{words.axis}</span>
          <span>0</span>
        </span>
      </div>
      <ul className="flow-names">
        {named.map((line) => (
          <li key={line.key}>
            <svg width="26" height="10" aria-hidden="true">
              <path d="M1 5H25" className={`flow-line flow-${line.kind}`} />
            </svg>
            {words.outcome(
              line.name,
              Math.min(back, line.norms.length - 1),
              shareOf(line, Math.min(back, line.norms.length - 1)),
            )}
          </li>
        ))}
      </ul>
      <Numbers lines={named} />
    </figure>
  );
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function toSuperscript(power: number): string {
  const digits = String(Math.abs(power)).replaceAll(/\d/g, (digit) => superscripts[Number(digit)]);
  return power < 0 ? `⁻${digits}` : digits;
}
