import { useState } from 'react';

import type { DecisionReport, Reliability } from '../../../workers/protocol.ts';
import { Plot } from '../../charts/Plot.tsx';
import { decideWords } from '../../i18n/decide.ts';
import * as format from '../../i18n/format.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { useChecking } from '../../state/findings/checking.ts';
import { Action } from '../../ui/Action.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { NumberTable } from '../../ui/NumberTable.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { calibrationNumbers, calibrationPicture } from './saved.ts';
import { shareTicks } from './ticks.ts';

const words = decideWords.calibration;
const { columns } = words;

/** Bars to the share that is right in each bin, and the diagonal, where both would be the same. */
function Diagram({ title, found: { bins, error } }: { title: string; found: Reliability }) {
  return (
    <Plot title={title} text={words.diagram(error)} xTicks={shareTicks} yTicks={shareTicks}>
      {bins.map(({ low, high, accuracy }) =>
        accuracy === null ? null : (
          <rect
            key={low}
            className="decide-bin"
            x={100 * low + 0.3}
            width={100 * (high - low) - 0.6}
            y={100 - 100 * accuracy}
            height={100 * accuracy}
          />
        ),
      )}
      <path className="plot-middle" d="M0 100L100 0" vectorEffect="non-scaling-stroke" />
    </Plot>
  );
}

/** How far probabilities may be believed without a temperature and with the fitted one, and the button that stores it. */
export function Calibration({ report, isBlocked }: { report: DecisionReport; isBlocked: boolean }) {
  const { decisions } = useChecking();
  const [isOpen, setOpen] = useState(false);
  const { before, after } = report.calibration;
  const { temperature } = report.decision;
  const lines: [string, Reliability][] = [
    [words.before, before],
    [words.after, after],
  ];
  return (
    <section className="decide-part" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p>{words.lead(after.temperature, report.rows)}</p>
      <div className="decide-plots">
        {lines.map(([title, found]) => (
          <Diagram key={title} title={title} found={found} />
        ))}
      </div>
      <SavePicture
        what={pictureWords.diagrams}
        fileName="calibration"
        picture={(palette) => calibrationPicture(lines, palette)}
        numbers={() => calibrationNumbers(lines)}
      />
      <Scroller label={decideWords.scroll}>
        <NumberTable
          className="decide-table"
          caption={words.caption}
          columns={[columns.probabilities, columns.temperature, columns.error, columns.loss]}
          rows={lines.map(([title, { temperature: fitted, error, loss }]) => [
            title,
            words.number(fitted),
            format.percent(error),
            words.loss(loss),
          ])}
        />
      </Scroller>
      <Disclosure title={words.bins} isOpen={isOpen} onToggle={setOpen}>
        <Bins lines={lines} />
      </Disclosure>
      {after.loss >= before.loss && <p className="help">{words.worse}</p>}
      <div className="actions">
        <Action
          isDisabled={isBlocked || temperature === after.temperature}
          describedBy="decide-temperature"
          onPress={() => void decisions.storeTemperature(after.temperature)}
        >
          {words.store}
        </Action>
        <p className="help" id="decide-temperature">
          {words.uses(temperature)}
        </p>
      </div>
    </section>
  );
}

/** What the diagrams show, in numbers. */
function Bins({ lines }: { lines: readonly [string, Reliability][] }) {
  return lines.map(([title, { bins }]) => (
    <Scroller key={title} label={decideWords.scroll}>
      <NumberTable
        className="decide-table"
        caption={title}
        columns={[columns.bin, columns.rows, columns.confidence, columns.right]}
        rows={bins
          .filter(({ rows }) => rows > 0)
          .map(({ low, high, rows, confidence, accuracy }) => [
            words.bin(low, high),
            format.count(rows),
            words.share(confidence),
            words.share(accuracy),
          ])}
      />
    </Scroller>
  ));
}
