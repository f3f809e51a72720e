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

type Areas = Record<'roc' | 'precision', Area>;

const asLines = ({ roc, precision }: Areas, part: string) =>
  [[words.roc, roc] as const, [words.average, precision] as const].map(([curve, area]) => (
    <tr key={curve + part}>
      <th scope="row">{curve}</th>
      <td>{part}</td>
      <td className="number">{words.area(area)}</td>
      <td>{words.interval(area)}</td>
    </tr>
  ));

/** The areas under both curves, on the reviews to choose by and on those of the test. */
function AreaTable({
  report: { rows, testAreas, classNames, shown },
  areas,
}: {
  report: DecisionReport;
  areas: Areas;
}) {
  return (
    <Scroller label={decideWords.scroll}>
      <table className="decide-table">
        <caption>{words.caption(classNames[shown])}</caption>
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
        <tbody>
          {asLines(areas, words.validation(rows.validation))}
          {testAreas && asLines(testAreas, words.test(rows.test))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** Both curves of the class that is shown, on the reviews to choose by, and the areas under them. */
export function Curves({ report, confusion }: { report: DecisionReport; confusion: ConfusionMatrix | null }) {
  const { curves, shown, classNames } = report;
  const name = classNames[shown];
  if (!curves) return <p className="help">{words.none(name)}</p>;
  const { rows, taken, found, others, falsely } = confusion
    ? againstRest(confusion, shown)
    : { rows: 0, taken: 0, found: 0, others: 0, falsely: 0 };
  const [recall, wrongly] = [found / Math.max(1, rows), falsely / Math.max(1, others)];
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
      <AreaTable report={report} areas={curves} />
      <p className="help">{words.help}</p>
    </section>
  );
}
