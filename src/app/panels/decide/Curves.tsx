import type { Area, ConfusionMatrix, DecisionReport, ThresholdPoint } from '../../../workers/protocol.ts';
import { Plot } from '../../charts/Plot.tsx';
import { decideWords } from '../../i18n/decide.ts';
import { pictureWords } from '../../i18n/pictures.ts';
import { SavePicture } from '../../shared/SavePicture.tsx';
import { Scroller } from '../../ui/Scroller.tsx';
import { againstRest } from './counts.ts';
import { curveNumbers, curvesPicture } from './saved.ts';
import { shareTicks } from './ticks.ts';

const words = decideWords.curves;

const pathOf = (points: readonly Pick<ThresholdPoint, 'x' | 'y'>[]) =>
  `M${points.map(({ x, y }) => `${(100 * x).toFixed(2)} ${(100 - 100 * y).toFixed(2)}`).join('L')}`;

/** Where the threshold that is chosen stands on a curve. */
function Dot({ x, y }: { x: number; y: number }) {
  return <i className="decide-dot" style={{ left: `${100 * x}%`, bottom: `${100 * y}%` }} />;
}

/** Both curves of the class that is shown, on the reviews to choose by, and the areas under them. */
export function Curves({ report, confusion }: { report: DecisionReport; confusion: ConfusionMatrix | null }) {
  const { curves, testAreas, shown, classNames } = report;
  const name = classNames[shown];
  if (!curves) return <p className="help">{words.none(name)}</p>;
  const { rows, taken, found, others, falsely } = confusion
    ? againstRest(confusion, shown)
    : { rows: 0, taken: 0, found: 0, others: 0, falsely: 0 };
  const [recall, wrongly] = [found / Math.max(1, rows), falsely / Math.max(1, others)];
  const lines: [string, number, Area][] = [
    [words.roc, report.rows.validation, curves.roc],
    [words.average, report.rows.validation, curves.precision],
  ];
  const tested: [string, number, Area][] = testAreas
    ? [
        [words.roc, report.rows.test, testAreas.roc],
        [words.average, report.rows.test, testAreas.precision],
      ]
    : [];
  return (
    <section className="decide-part" aria-label={words.title}>
      <h3>{words.title}</h3>
      <div className="decide-plots">
        <Plot
          title={words.roc}
          text={words.rocText(recall, wrongly)}
          xTicks={shareTicks}
          yTicks={shareTicks}
          marks={rows > 0 && <Dot x={wrongly} y={recall} />}
        >
          <path className="plot-middle" d="M0 100L100 0" vectorEffect="non-scaling-stroke" />
          <path className="plot-line" d={pathOf(curves.rocPoints)} />
        </Plot>
        <Plot
          title={words.precision}
          text={words.precisionText(curves.positives / (curves.positives + curves.negatives))}
          xTicks={shareTicks}
          yTicks={shareTicks}
          marks={taken > 0 && <Dot x={recall} y={found / taken} />}
        >
          <path className="plot-line" d={pathOf(curves.precisionPoints)} />
        </Plot>
      </div>
      <SavePicture
        what={pictureWords.curves}
        fileName="threshold-curves"
        picture={(palette) => curvesPicture(curves, name, palette)}
        numbers={() => curveNumbers(curves)}
      />
      <Scroller label={decideWords.scroll}>
        <table className="decide-table">
          <caption>{words.caption(name)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.curve}</th>
              <th scope="col">{words.columns.rows}</th>
              <th scope="col" className="number">
                {words.columns.area}
              </th>
              <th scope="col">{words.columns.interval}</th>
            </tr>
          </thead>
          <tbody>{[...lines.map(asLine(words.validation)), ...tested.map(asLine(words.test))]}</tbody>
        </table>
      </Scroller>
      <p className="help">{words.help}</p>
    </section>
  );
}

const asLine =
  (part: (rows: number) => string) =>
  ([curve, rows, area]: [string, number, Area]) => (
    <tr key={curve + part(rows)}>
      <th scope="row">{curve}</th>
      <td>{part(rows)}</td>
      <td className="number">{words.area(area)}</td>
      <td>{words.interval(area)}</td>
    </tr>
  );
