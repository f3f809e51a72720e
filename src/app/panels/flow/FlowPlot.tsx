import { useId, useState } from 'react';

import { flowWords } from '../../i18n/flow.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { flowNumbers, flowPicture } from './saved.ts';
import { heightOf, nameOfPower, pointsOf, powersOf, shareOf, type FlowLine } from './shares.ts';

const words = flowWords.flow;

/** How far back the sentence looks. */
const farBack = 20;

function pathOf(line: FlowLine, range: { low: number; high: number }): string {
  const points = pointsOf(line, range).map(
    ({ x, y }) => `${(100 * x).toFixed(2)} ${(100 * (1 - y)).toFixed(2)}`,
  );
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
  const range = powersOf(lines);
  const { low, high } = range;
  const powers = Array.from({ length: high - low + 1 }, (_, i) => high - i);
  const y = (power: number) => 100 * (1 - heightOf(power, range));
  const named = lines.filter(({ isLast }) => isLast);
  const longest = Math.max(...lines.map(({ norms }) => norms.length));
  const back = Math.min(farBack, longest - 1);
  return (
    <figure className="flow-plot" aria-labelledby={id}>
      <figcaption id={id}>{words.title}</figcaption>
      <div className="flow-room" aria-hidden="true">
        {powers.map((power) => (
          <span key={power} className="flow-tick" style={{ insetBlockStart: `${y(power)}%` }}>
            {nameOfPower(power)}
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
              d={pathOf(line, range)}
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
      <SavePicture
        what={pictureWords.gradients}
        fileName="gradients"
        picture={(palette) => flowPicture(lines, palette)}
        numbers={() => flowNumbers(lines)}
      />
      <Numbers lines={named} />
    </figure>
  );
}
