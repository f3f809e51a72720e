import { settingNames, type StudyCell } from '../../../workers/studies.ts';
import type { FieldName } from '../../../workers/protocol.ts';
import { Plot, type Tick } from '../../charts/Plot.tsx';
import { settingTexts } from '../../i18n/settings.ts';
import { studyWords } from '../../i18n/studies.ts';
import { settingText } from '../../state/runs/settings-shown.ts';
import { cellName } from '../../state/studies/cell-name.ts';

const words = studyWords.plots;

/** Where values of a setting stand, evenly spaced: as texts, numbers by size and others as they come. */
interface ValueAxis {
  name: FieldName;
  values: readonly string[];
  at(text: string): number;
}

const textOf = (name: FieldName, { settings }: StudyCell) => {
  const value = settings[name];
  return value === undefined ? '' : settingText(name, value);
};

function axisOf(name: FieldName, cells: readonly StudyCell[]): ValueAxis {
  const values = [...new Set(cells.map((cell) => textOf(name, cell)))].toSorted(
    (a, b) => Number(a) - Number(b) || 0,
  );
  return { name, values, at: (text) => (values.indexOf(text) + 0.5) / values.length };
}

/** The accuracies' ends with some room, and where one lies between them. */
function accuracyScale(cells: readonly StudyCell[]) {
  const means = cells.map(({ validation }) => validation.mean);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const room = Math.max(0.005, (most - least) * 0.15);
  const [low, high] = [Math.max(0, least - room), Math.min(1, most + room)];
  const ticks: Tick[] = [0, 0.5, 1].map((at) => ({
    at,
    label: studyWords.percent(low + at * (high - low)),
  }));
  return { ticks, at: (mean: number) => (mean - low) / (high - low) };
}

interface PlotsProps {
  /** The chosen one first. */
  cells: readonly StudyCell[];
  /** The place of the one that it is compared with. */
  compared: number | null;
}

type Look = 'chosen' | 'compared' | 'other';

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

/** A mark that is not stretched with the picture: told apart by shape besides its colour. */
function Mark({ x, y, look }: { x: number; y: number; look: Look }) {
  return <i className={`study-mark study-mark-${look}`} style={{ left: percent(x), bottom: percent(y) }} />;
}

function lookOf({ place }: StudyCell, { cells, compared }: PlotsProps): Look {
  if (place === cells[0].place) return 'chosen';
  return place === compared ? 'compared' : 'other';
}

/** From behind to the front: the chosen one is drawn last. */
const inOrder = ({ cells, compared }: PlotsProps) =>
  [...cells]
    .toSorted((a, b) => Number(a.place === compared) - Number(b.place === compared))
    .toSorted((a, b) => Number(a === cells[0]) - Number(b === cells[0]));

/** A value beside its axis, both as parts of the plot. */
function AxisValue({ x, y, children }: { x: number; y: number; children: string }) {
  return (
    <span
      className={`study-value ${x === 1 ? 'study-value-last' : ''}`}
      style={{ left: percent(x), bottom: percent(y) }}
    >
      {children}
    </span>
  );
}

/** Parallel coordinates: an upright axis a setting, and one for the accuracy. */
function Parallel(props: PlotsProps & { axes: readonly ValueAxis[] }) {
  const { axes, cells } = props;
  const scale = accuracyScale(cells);
  const xOf = (axis: number) => axis / axes.length;
  const pointsOf = (cell: StudyCell) => [
    ...axes.map((axis, place) => [xOf(place), axis.at(textOf(axis.name, cell))] as const),
    [1, scale.at(cell.validation.mean)] as const,
  ];
  const line = (cell: StudyCell) =>
    pointsOf(cell)
      .map(([x, y]) => `${(100 * x).toFixed(2)} ${(100 - 100 * y).toFixed(2)}`)
      .join('L');
  const names = [
    ...axes.map(({ name }, place) => ({ at: xOf(place), label: settingTexts[name].label })),
    { at: 1, label: words.accuracy },
  ];
  return (
    <div className="study-parallel">
      <Plot
        title={words.parallel}
        text={words.parallelText(cellName(cells[0].settings), cells[0].validation.mean)}
        yTicks={[]}
        xTicks={names}
        marks={
          <>
            {inOrder(props).flatMap((cell) =>
              pointsOf(cell).map(([x, y]) => (
                <Mark key={`${cell.place} ${x}`} x={x} y={y} look={lookOf(cell, props)} />
              )),
            )}
            {axes.flatMap((axis, place) =>
              axis.values.map((value) => (
                <AxisValue key={`${axis.name} ${value}`} x={xOf(place)} y={axis.at(value)}>
                  {value}
                </AxisValue>
              )),
            )}
            {scale.ticks.map(({ at, label }) => (
              <AxisValue key={label} x={1} y={at}>
                {label}
              </AxisValue>
            ))}
          </>
        }
      >
        {names.map(({ at, label }) => (
          <path key={label} className="plot-grid study-axis" d={`M${100 * at} 0V100`} />
        ))}
        {inOrder(props).map((cell) => (
          <path
            key={cell.place}
            className={`study-line study-line-${lookOf(cell, props)}`}
            d={`M${line(cell)}`}
          />
        ))}
      </Plot>
    </div>
  );
}

/** One setting: a dot each cell over its value, and a bar at the mean of those that share it. */
function OneSetting({ axis, ...props }: PlotsProps & { axis: ValueAxis }) {
  const { cells } = props;
  const scale = accuracyScale(cells);
  const { label } = settingTexts[axis.name];
  const means = axis.values.map((value) => {
    const own = cells.filter((cell) => textOf(axis.name, cell) === value);
    return own.reduce((sum, { validation }) => sum + validation.mean, 0) / own.length;
  });
  const half = 0.3 / axis.values.length;
  return (
    <Plot
      title={words.setting(label)}
      text={words.settingText(
        label,
        axis.values.map((value, place) => words.part(value, means[place])),
      )}
      yTicks={scale.ticks}
      xTicks={axis.values.map((value) => ({ at: axis.at(value), label: value }))}
      marks={inOrder(props).map((cell) => (
        <Mark
          key={cell.place}
          x={axis.at(textOf(axis.name, cell))}
          y={scale.at(cell.validation.mean)}
          look={lookOf(cell, props)}
        />
      ))}
    >
      {axis.values.map((value, place) => (
        <path
          key={value}
          className="study-mean"
          d={`M${100 * (axis.at(value) - half)} ${100 - 100 * scale.at(means[place])}H${100 * (axis.at(value) + half)}`}
        />
      ))}
    </Plot>
  );
}

/** Which settings go with which accuracy. The table beside has the same in numbers. */
export function StudyPlots({ cells, compared }: PlotsProps) {
  const axes = settingNames(cells.map(({ settings }) => settings)).map((name) => axisOf(name, cells));
  if (axes.length === 0) return null;
  return (
    <div className="study-plots">
      <Parallel cells={cells} compared={compared} axes={axes} />
      {axes.map((axis) => (
        <OneSetting key={axis.name} axis={axis} cells={cells} compared={compared} />
      ))}
    </div>
  );
}
